// SPDX-License-Identifier: EUPL-1.2
package import Agreements
import AuditLog
package import ExchangeSchema
package import ExchangeStore

/// How many deliveries left, how many an agreement no longer allowed, and how many broke the contract of their recipient.
package struct DeliveryCounts: Sendable, Equatable {
    package var delivered = 0
    package var withheld = 0
    package var held = 0
    /// Recipients whose files wait, since their destination failed now or lately.
    package var failing: Set<OrganisationID> = []
    package init() {}

    var isEmpty: Bool { delivered + withheld + held == 0 }

    static func += (total: inout DeliveryCounts, more: DeliveryCounts) {
        total.delivered += more.delivered
        total.withheld += more.withheld
        total.held += more.held
        total.failing.formUnion(more.failing)
    }
}

/// Hands released projections to the transport: authorised again, put into the recipient's form, checked against the recipient's contract,
/// one file per recipient, agreement and round.
///
/// Staged files are recorded before they are published, so that a crash repeats nothing and loses nothing.
package struct DeliveryService: Sendable {
    private let store: Store
    private let book: AgreementBook
    private let forms: any DeliveryFormBook
    private let transport: any DeliveryTransport
    private let lockPath: String

    package init(
        store: Store, book: AgreementBook, forms: any DeliveryFormBook, transport: any DeliveryTransport, lockPath: String
    ) {
        self.store = store
        self.book = book
        self.forms = forms
        self.transport = transport
        self.lockPath = lockPath
    }

    /// Delivers all that waits, `limit` deliveries a round.
    package func deliver(limit: Int = 5_000) throws -> DeliveryCounts {
        let lock = try FileLock(lockPath)
        defer { lock.release() }
        var total = DeliveryCounts()
        total.failing = try publishStaged()
        while true {
            let round = try stageRound(limit)
            if round.isEmpty { return total }
            total += round
            total.failing.formUnion(try publishStaged())
        }
    }

    /// The recipients of a round are worked on beside each other; what was staged is then recorded in their order.
    private func stageRound(_ limit: Int) throws -> DeliveryCounts {
        try store.transaction { transaction in
            let waiting = try transaction.pendingDeliveries(limit: limit)
            let groups = try Dictionary(grouping: waiting, by: \.recipient).sorted { $0.key < $1.key }.map { recipient, deliveries in
                RecipientGroup(recipient: recipient, deliveries: deliveries, number: try transaction.upcoming("batch/\(recipient)"))
            }
            let recorded = Dictionary(grouping: try transaction.stagedBatches(), by: \.recipient).mapValues {
                Set($0.map { Self.name($0.file) })
            }
            let stager = DeliveryStager(
                book: book, forms: forms, transport: transport, day: transaction.at.brusselsDate, blind: transaction.blind,
                restricted: try transaction.restrictedPersons())
            let staged = try Parallel.map(groups, stripe: 1) { try stager.stage($0, keeping: recorded[$0.recipient] ?? []) }
            var counts = DeliveryCounts()
            for (group, outcome) in zip(groups, staged) { counts += try record(outcome, of: group, transaction) }
            return counts
        }
    }

    private func record(_ outcome: DeliveryStager.Outcome, of group: RecipientGroup, _ transaction: StoreTransaction) throws
        -> DeliveryCounts
    {
        var counts = DeliveryCounts()
        try transaction.withhold(outcome.refused + outcome.held)
        let deliveries = Dictionary(group.deliveries.map { ($0.seq, $0) }, uniquingKeysWith: { first, _ in first })
        for (kind, stopped) in [(Entry.Kind.refusal, outcome.refused), (.error, outcome.held)] {
            for (seq, reason) in stopped {
                guard let delivery = deliveries[seq] else { continue }
                try transaction.append(
                    AuditEntries.stopped(
                        delivery, kind, reason: reason, subject: Act.pseudonym(of: delivery.personId, transaction.blind), at: transaction.at
                    ))
            }
        }
        counts.withheld = outcome.refused.count
        counts.held = outcome.held.count
        for batch in outcome.batches {
            _ = try transaction.next("batch/\(group.recipient)")
            try transaction.stage(
                recipient: group.recipient, files: batch.receipts.map { ("\(group.recipient)/\($0.name)", $0.digest) },
                deliveries: batch.deliveries)
            counts.delivered += batch.deliveries.count
        }
        return counts
    }

    /// Publishes what is staged, in the order of the batches; returns whose destination failed now or lately.
    ///
    /// A destination that fails delays nobody else. Its own later batches wait behind the one that failed, so that their order holds: the same
    /// file with the same bytes is tried again until it is taken.
    private func publishStaged() throws -> Set<OrganisationID> {
        let (staged, states, at) = try store.transaction { (try $0.stagedBatches(), try $0.destinations(), $0.at) }
        var failing: Set<OrganisationID> = []
        var done: [Int64] = []
        var changed: [OrganisationID: CircuitBreaker] = [:]
        for batch in staged where !failing.contains(batch.recipient) {
            var breaker = changed[batch.recipient] ?? CircuitBreaker(states[batch.recipient])
            guard breaker.phase(at: at) != .open else {
                failing.insert(batch.recipient)
                continue
            }
            do {
                try transport.publish(Self.name(batch.file), to: batch.recipient)
                done.append(batch.id)
                if breaker.failures > 0 {
                    breaker.attemptSucceeded()
                    changed[batch.recipient] = breaker
                }
            } catch {
                // The failure stays with its destination, which says so until it takes the file.
                breaker.attemptFailed(at: at, chance: SeededChance.fraction(UInt64(bitPattern: batch.id), UInt64(breaker.failures)))
                changed[batch.recipient] = breaker
                failing.insert(batch.recipient)
            }
        }
        guard !done.isEmpty || !changed.isEmpty else { return failing }
        try store.transaction { [done, changed] transaction in
            try transaction.published(done)
            for (recipient, breaker) in changed { try transaction.save(breaker.state, of: recipient) }
        }
        return failing
    }

    private static func name(_ file: String) -> String { file.split(separator: "/").last.map(String.init) ?? file }
}
