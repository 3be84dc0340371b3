// SPDX-License-Identifier: EUPL-1.2
package import Agreements
package import ExchangeSchema
package import ExchangeStore

/// What happens to a record, from the queue to the outbox.
///
/// The records of a batch are taken one by one in the order of intake, so that the outcome never depends on how the work was cut into
/// batches; everything a batch brought about is committed together. While one batch is settled, the next is read.
package struct Pipeline: Sendable {
    private let readings: Readings
    private let routing: Routing
    private let store: Store

    package init(store: Store, connectors: [any SourceConnector], book: AgreementBook, municipalities: MunicipalityRegister) {
        self.store = store
        readings = Readings(store: store, connectors: Dictionary(connectors.map { ($0.agency, $0) }, uniquingKeysWith: { first, _ in first }))
        routing = Routing(book: book, municipalities: municipalities)
    }

    /// Works until nothing waits, `limit` records a commit; `progress` hears how many were settled so far. Returns how many there were.
    @discardableResult
    package func run(limit: Int = 500, progress: @Sendable (Int) -> Void = { _ in }) throws -> Int {
        var done = 0
        var batch = try readings.ahead(of: 0, limit: limit)
        while let last = batch.last {
            let (settled, next) = try Parallel.both {
                try settle(batch)
            } _: {
                try readings.ahead(of: last.claimed.seq, limit: limit)
            }
            done += settled
            progress(done)
            batch = next
        }
        return done
    }

    /// Works while an intake goes on, and until nothing of it waits. `intake` is given what to call when something became durable.
    package func run<Outcome: Sendable>(
        limit: Int = 500, during intake: (_ taken: () -> Void) throws -> Outcome, progress: @escaping @Sendable (Int) -> Void = { _ in }
    ) throws -> Outcome {
        let gate = IntakeGate()
        return try Parallel.both {
            defer { gate.close() }
            return try intake { gate.open() }
        } _: {
            var done = 0
            while true {
                let isLast = gate.isClosed
                let before = done
                done += try run(limit: limit) { progress(before + $0) }
                if isLast { return }
                gate.wait()
            }
        }.0
    }

    /// Works on at most `limit` waiting records; returns how many there were.
    package func step(limit: Int = 500) throws -> Int { try settle(try readings.ahead(of: 0, limit: limit)) }

    private func settle(_ batch: [ReadRecord]) throws -> Int {
        try store.work(on: batch.map(\.claimed)) { transaction, waiting in
            let records = batch.filter { waiting.contains($0.claimed.seq) }
            let desk = Desk(transaction, routing: routing)
            try desk.lay(out: records)
            for record in records { try settle(record, at: desk) }
            try desk.close()
            return records.count
        }
    }

    /// The story of one record.
    private func settle(_ read: ReadRecord, at desk: Desk) throws {
        switch read.reading {
        case .rejected(let rejections):
            try desk.quarantine(read.claimed, rejections)
        case .answered(let outcome):
            try desk.answer(read.claimed, outcome)
        case .mapped(let record):
            let person = try desk.match(record, of: read.claimed)
            if try desk.merge(record, packed: read.packed, of: read.claimed, into: person) {
                try desk.release(person, because: read.claimed)
            }
            try desk.finish(read.claimed)
        }
    }
}
