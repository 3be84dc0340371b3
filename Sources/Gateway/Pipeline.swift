// SPDX-License-Identifier: EUPL-1.2
package import Agreements
package import ExchangeSchema
package import ExchangeStore

/// What happens to a record, from the queue to the outbox.
///
/// The records of a batch are read in parallel, then taken one by one in the order of intake, so that the outcome never depends on how
/// the work was cut into batches; everything a batch brought about is committed together.
package struct Pipeline: Sendable {
    let connectors: [Agency: any SourceConnector]
    let book: AgreementBook
    let municipalities: MunicipalityRegister
    let store: Store

    package init(store: Store, connectors: [any SourceConnector], book: AgreementBook, municipalities: MunicipalityRegister) {
        self.store = store
        self.connectors = Dictionary(connectors.map { ($0.agency, $0) }, uniquingKeysWith: { first, _ in first })
        self.book = book
        self.municipalities = municipalities
    }

    /// Works on at most `limit` waiting records; returns how many there were.
    package func step(limit: Int = 500) throws -> Int {
        try store.work(limit: limit) { transaction, claimed in
            let readings = try Readings.read(claimed, with: connectors)
            let desk = Desk(transaction, routing: Routing(book: book, municipalities: municipalities))
            try desk.lay(out: zip(claimed, readings).map { ($0, $1.reading) })
            for (waiting, read) in zip(claimed, readings) { try settle(waiting, read, at: desk) }
            try desk.close()
            return claimed.count
        }
    }

    /// The story of one record.
    private func settle(_ waiting: ClaimedRecord, _ read: Readings.Read, at desk: Desk) throws {
        switch read.reading {
        case .rejected(let rejections):
            try desk.quarantine(waiting, rejections)
        case .answered(let outcome):
            try desk.answer(waiting, outcome)
        case .mapped(let record):
            let person = try desk.match(record, of: waiting)
            if try desk.merge(record, packed: read.packed, of: waiting, into: person) {
                try desk.release(person, because: waiting)
            }
            try desk.finish(waiting)
        }
    }
}
