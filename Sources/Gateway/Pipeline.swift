// SPDX-License-Identifier: EUPL-1.2
package import Agreements
package import ExchangeSchema
package import ExchangeStore

/// What happens to a record, from the queue to the outbox.
///
/// The records of one agency are taken in the order of intake, those of all in that order too unless one agency's load would delay the
/// others (`ClaimPlan`); everything a batch brought about is committed together. While one batch is settled, the next is read. One worker
/// at a time holds the lease of the queue; a worker that lost it is refused when it commits and begins again.
package struct Pipeline: Sendable {
    private let readings: Readings
    private let routing: Routing
    private let store: Store
    private let shift: Shift
    private let urgent: Set<Agency>

    package init(
        store: Store, connectors: [any SourceConnector], book: AgreementBook, municipalities: MunicipalityRegister,
        urgent: Set<Agency> = [], shift: Shift? = nil
    ) {
        self.store = store
        self.urgent = urgent
        self.shift = shift ?? Shift(store: store, name: "queue")
        readings = Readings(store: store, connectors: connectors)
        routing = Routing(book: book, municipalities: municipalities)
    }

    /// Works until nothing waits, `limit` records a commit; `progress` hears how many were settled so far. Returns how many there were.
    ///
    /// Where another worker holds the work, waits until that one is done or shows no sign of life for 4 s.
    @discardableResult
    package func run(limit: Int = 500, progress: @Sendable (Int) -> Void = { _ in }) throws -> Int {
        try onShift { try work(limit, progress) }
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
            try onShift {
                var done = 0
                while true {
                    let isLast = gate.isClosed
                    let before = done
                    done += try work(limit) { progress(before + $0) }
                    if isLast { return }
                    // Nobody else should wait for one who waits.
                    try shift.end()
                    gate.wait()
                }
            }
        }.0
    }

    /// Works on at most `limit` waiting records; returns how many there were.
    package func step(limit: Int = 500) throws -> Int {
        try onShift {
            try takeUpWhatIsDue()
            guard let lease = try shift.begin(while: hasWork) else { return 0 }
            return try settle(try readings.ahead(after: [:], by: ClaimPlan(limit: limit, urgent: urgent)), under: lease)
        }
    }

    private func onShift<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            let result = try body()
            try shift.end()
            return result
        } catch {
            // What went wrong goes first; a lease that can't be given back now is taken over by whoever comes next.
            try? shift.end()
            throw error
        }
    }

    private func work(_ limit: Int, _ progress: @Sendable (Int) -> Void) throws -> Int {
        let plan = ClaimPlan(limit: limit, urgent: urgent)
        var done = 0
        try takeUpWhatIsDue()
        while let lease = try shift.begin(while: hasWork) {
            do {
                var batch = try readings.ahead(after: [:], by: plan)
                while !batch.records.isEmpty {
                    let (settled, next) = try Parallel.both { [batch] in
                        try settle(batch, under: lease)
                    } _: { [batch] in
                        try readings.ahead(after: batch.cursors, by: plan)
                    }
                    done += settled
                    progress(done)
                    batch = next
                }
                if try !hasWork() { return done }
            } catch StoreError.leaseLost {
                shift.lost()
            } catch StoreError.personChanged {
                continue
            }
        }
        return done
    }

    private func hasWork() throws -> Bool { try !store.laneHeads(limit: 1).isEmpty }

    private func takeUpWhatIsDue() throws {
        guard try store.hasDeferred() else { return }
        try store.transaction { transaction in
            try transaction.requeueDue(longest: RecordRetry.backoff.longest)
            try transaction.beginDueRedrives()
        }
    }

    private func settle(_ batch: ReadBatch, under lease: Lease) throws -> Int {
        try store.work(on: batch.records.map { ($0.seq, $0.agency) }, under: lease) { transaction, waiting in
            let records = batch.records.filter { waiting.contains($0.seq) }
            let desk = Desk(transaction, routing: routing)
            var order = try SourceKeyOrder(transaction, closed: records.contains(where: \.isClosed))
            try desk.lay(out: records)
            for record in records where try !order.holdsBack(record) { try settle(record, at: desk) }
            try desk.close()
            return records.count
        }
    }

    /// The story of one record.
    private func settle(_ read: ReadRecord, at desk: Desk) throws {
        guard case .open(let claimed, let reading, let packed) = read.content else { return }
        switch reading {
        case .rejected(let rejections):
            try desk.quarantine(claimed, rejections)
        case .answered(let outcome):
            try desk.answer(claimed, outcome)
        case .mapped(let record):
            let person = try desk.match(record, of: claimed)
            if try desk.merge(record, packed: packed, of: claimed, into: person) {
                try desk.release(person, because: Cause(claimed))
            }
            try desk.finish(claimed)
        }
    }
}
