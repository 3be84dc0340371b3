// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema
package import ExchangeStore

/// Compares what senders say they sent with what the store holds.
package struct Reconciliation: Sendable {
    /// How one lot stands.
    package enum Standing: String, Sendable, Codable {
        case equal
        /// We hold fewer records than the sender, or none.
        case missing
        /// We hold more than the sender, or the sender does not know the lot.
        case extra
        /// As many records, with other contents.
        case different
    }

    /// One lot as the sender states it and as we hold it.
    package struct Finding: Sendable, Codable, Equatable {
        package let sender: String
        package let lot: String
        package let standing: Standing
        package let stated: Int
        package let held: Int

        package init(sender: String, lot: String, standing: Standing, stated: Int, held: Int) {
            self.sender = sender
            self.lot = lot
            self.standing = standing
            self.stated = stated
            self.held = held
        }
    }

    /// What the store holds of one agency, counted in lots.
    package struct Holding: Sendable {
        package let lots: [Lot: LotContent]
        /// Records that do not say in which lot their sender counts them.
        package let withoutLot: Int
        /// Records that can't be opened any more, since their keys were erased.
        package let erased: Int
    }

    /// Counts all records that the store holds of the connector's agency; `folder` takes spill files without names.
    package static func holding(of connector: any SourceConnector, in store: Store, folder: String) throws -> Holding {
        let ledger = try LotLedger(folder: folder)
        var withoutLot = 0
        let erased = try store.forEachSourceRecord(of: connector.agency) { record in
            guard let lot = connector.lot(of: record) else { withoutLot += 1; return }
            try ledger.add(record.body, to: lot)
        }
        return Holding(lots: try ledger.contents(), withoutLot: withoutLot, erased: erased)
    }

    /// Every lot that the statement names, and every lot of the same sender and days that we hold, in order of names.
    package static func compare(_ statement: LotStatement, with held: [Lot: LotContent]) -> [Finding] {
        var ours: [String: LotContent] = [:]
        var names = Set(statement.lots.keys)
        for (lot, content) in held where lot.sender == statement.sender {
            ours[lot.name] = content
            if statement.days.contains(lot.day) { names.insert(lot.name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { name in
            let (theirs, mine) = (statement.lots[name], ours[name])
            let (stated, held) = (theirs?.count ?? 0, mine?.count ?? 0)
            let standing: Standing =
                held < stated ? .missing : held > stated ? .extra : theirs?.digest == mine?.digest || stated == 0 ? .equal : .different
            return Finding(sender: statement.sender, lot: name, standing: standing, stated: stated, held: held)
        }
    }
}
