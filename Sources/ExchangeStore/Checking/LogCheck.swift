// SPDX-License-Identifier: EUPL-1.2
import AuditLog
import GRDB
import Vault

/// Log and store tell the same story: the head, the files, and an entry for each delivery and none besides.
struct LogCheck {
    let db: Database
    let keys: KeyStore
    let site: CheckedSite
    let lead: CheckLead

    /// A shard as the store remembers it.
    private struct Shard {
        let name: String
        let folder: String
        let head: TreeHead
    }

    /// What a look at names and heads shows, without reading the entries.
    func glance() throws -> [StoreFinding] {
        try shards().flatMap { shard -> [StoreFinding] in
            if let published = lead.published[shard.folder], published > shard.head.size {
                return [StoreFinding(.logAhead, shard.name, count: published - shard.head.size)]
            }
            let missing = ShardInventory(directory: shard.folder, size: shard.head.size).missing()
            if let first = missing.first { return [StoreFinding(.logIncomplete, "\(shard.folder)/\(first)", count: missing.count)] }
            return ShardReader.holds(shard.head, directory: shard.folder) ? [] : [StoreFinding(.logDamaged, shard.folder)]
        }
    }

    /// Verifies every shard and holds each entry of an exchange against its delivery.
    func run() throws -> [StoreFinding] {
        let atAGlance = try glance()
        guard atAGlance.isEmpty else { return atAGlance }
        let unsound = try shards().compactMap { shard -> StoreFinding? in
            // A shard that was begun and never signed has nothing to verify yet.
            guard ShardReader.checkpointNote(directory: shard.folder) != nil else { return nil }
            let report = Verification(directory: shard.folder).run()
            return report.findings.first.map { StoreFinding(.logDamaged, "\(shard.folder)/\($0.path)", count: report.findings.count) }
        }
        return unsound.isEmpty ? try ledger() : unsound
    }

    private func shards() throws -> [Shard] {
        try Row.fetchAll(db, sql: "SELECT name, size, root FROM log_shard ORDER BY name").map { row in
            guard let root = Digest32(row.bytes(2)) else { throw StoreFinding(.storeDamaged, "log_shard \(row[0] as String)") }
            return Shard(
                name: row[0], folder: site.folder(ofShard: row[0]), head: TreeHead(size: row[1], root: root))
        }
    }

    // MARK: Entry by entry

    /// Walks entries and deliveries beside each other: both stand in the order of their commits.
    private func ledger() throws -> [StoreFinding] {
        var walk = Walk(deliveries: try Row.fetchCursor(db, sql: "SELECT audit, id FROM delivery ORDER BY audit"), keys: keys)
        let heads = Dictionary(try shards().map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        let ranges = try Row.fetchAll(db, sql: "SELECT first_seq, last_seq, shard, first_index FROM log_range ORDER BY first_seq")
        for range in ranges {
            guard let shard = heads[range[2]] else { continue }
            let reader = ShardReader(directory: shard.folder, size: shard.head.size)
            let (first, last, index): (Int64, Int64, Int) = (range[0], range[1], range[3])
            for seq in first...last {
                let place = index + Int(seq - first)
                if walk.bundle?.folder != shard.folder || walk.bundle?.number != place / Tile.width {
                    walk.bundle = reader.bundle(place / Tile.width).map { (shard.folder, place / Tile.width, $0) }
                }
                guard let entries = walk.bundle?.entries, place % Tile.width < entries.count else {
                    return [StoreFinding(.logIncomplete, "\(shard.folder) at \(place)")]
                }
                try walk.meet(seq, entries[place % Tile.width])
            }
        }
        let waiting = try Row.fetchCursor(db, sql: "SELECT seq, leaf, openings FROM audit_pending ORDER BY seq")
        while let row = try waiting.next() { try walk.meet(row[0], (row.bytes(1), row.bytes(2))) }
        return try walk.end()
    }

    private struct Walk {
        let deliveries: RowCursor
        let keys: KeyStore
        var bundle: (folder: String, number: Int, entries: [(leaf: [UInt8], openings: [UInt8])])?
        private var next: (audit: Int64, id: String)?
        private var hasBegun = false
        private var unlogged: (first: String, count: Int)?
        private var unknown: (first: Int64, count: Int)?
        private var periods: [UInt32: SymmetricKey?] = [:]

        init(deliveries: RowCursor, keys: KeyStore) {
            self.deliveries = deliveries
            self.keys = keys
        }

        mutating func meet(_ seq: Int64, _ entry: (leaf: [UInt8], openings: [UInt8])) throws {
            if !hasBegun { try advance() }
            hasBegun = true
            while let delivery = next, delivery.audit < seq { try miss(delivery.id) }
            guard Leaf.kind(of: entry.leaf) == .exchange else { return }
            guard let delivery = next, delivery.audit == seq else {
                unknown = (unknown?.first ?? seq, (unknown?.count ?? 0) + 1)
                return
            }
            if try isAbout(delivery.id, entry) { try advance() } else { try miss(delivery.id) }
        }

        mutating func end() throws -> [StoreFinding] {
            if !hasBegun { try advance() }
            while let delivery = next { try miss(delivery.id) }
            return [
                unlogged.map { StoreFinding(.deliveryUnlogged, "delivery \($0.first)", count: $0.count) },
                unknown.map { StoreFinding(.exchangeUnknown, "entry \($0.first)", count: $0.count) },
            ].compactMap(\.self)
        }

        private mutating func advance() throws { next = try deliveries.next().map { ($0[0], Hex.text($0.bytes(1))) } }

        private mutating func miss(_ id: String) throws {
            unlogged = (unlogged?.first ?? id, (unlogged?.count ?? 0) + 1)
            try advance()
        }

        /// Where the keys of the quarter are gone, that an exchange stands there is all that can be told.
        private mutating func isAbout(_ id: String, _ entry: (leaf: [UInt8], openings: [UInt8])) throws -> Bool {
            guard let period = SectionSealer.periodId(of: entry.openings), let secret = try secret(of: period) else { return true }
            let opened = try? SectionSealer.open(
                entry.openings, leafHash: MerkleTree.leaf(entry.leaf).bytes,
                keys: SectionSealer.Keys(periodId: period, periodSecret: secret, subjectSecret: nil))
            guard let what = opened?[Entry.Section.what.letter] else { return false }
            return String(decoding: what, as: UTF8.self).contains("\"trace\":\"\(id)\"")
        }

        private mutating func secret(of period: UInt32) throws -> SymmetricKey? {
            if let held = periods[period] { return held }
            let found = try keys.periodSecret(Int64(period))
            periods[period] = .some(found)
            return found
        }
    }
}
