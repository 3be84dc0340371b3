// SPDX-License-Identifier: EUPL-1.2
package import Agreements
import AuditLog
package import ExchangeSchema
package import ExchangeStore

/// Ends what may no longer be kept: payloads by the term of their agreement, keys of quarters by the longest of all terms. Pure.
package struct RetentionPlan: Sendable {
    private let book: AgreementBook
    /// Days for which the log itself can be opened, at least.
    private let leastDays: Int

    package init(book: AgreementBook, leastDays: Int) {
        self.book = book
        self.leastDays = leastDays
    }

    /// Until when payloads of each agreement were released that have to go by now.
    package func payloadEnds(at now: Instant) -> [(agreement: String, end: Instant)] {
        book.agreements.map { ($0.id, now.adding(milliseconds: -Int64($0.retentionDays) * Self.day)) }
    }

    /// Quarters whose last moment lies further back than any term.
    package func periodsToEnd(of periods: [Int64], at now: Instant) -> [Int64] {
        let days = max(leastDays, book.agreements.map(\.retentionDays).max() ?? 0)
        return periods.filter { period in
            guard let end = Self.end(of: period) else { return false }
            return end.adding(milliseconds: Int64(days) * Self.day) < now
        }
    }

    static let day: Int64 = 86_400_000

    /// The first moment after a quarter (year × 10 + 1…4); nil where the number names none.
    package static func end(of period: Int64) -> Instant? {
        let (year, quarter) = (Int(period / 10), Int(period % 10))
        guard (1...4).contains(quarter), (1900...9999).contains(year) else { return nil }
        let (nextYear, month) = quarter == 4 ? (year + 1, 1) : (year, quarter * 3 + 1)
        return LocalDate(year: nextYear, month: month, day: 1).map { Instant(utc: $0) }
    }
}

/// Carries a retention plan out, with an entry for everything that went.
package struct Retention: Sendable {
    private let store: Store
    private let plan: RetentionPlan
    private let waitingDays: Int

    package init(store: Store, plan: RetentionPlan, waitingDays: Int) {
        self.store = store
        self.plan = plan
        self.waitingDays = waitingDays
    }

    package struct Outcome: Sendable, Equatable {
        package var payloads = 0
        package var scheduled: [Int64] = []
        package var destroyed: [Int64] = []
    }

    package func run() throws -> Outcome {
        let outcome = try store.transaction { transaction in
            var outcome = Outcome()
            // Looking through all deliveries is work for once a day.
            let isFirstToday = try transaction.note("retention", transaction.at.brusselsDate.description)
            for (agreement, end) in isFirstToday ? plan.payloadEnds(at: transaction.at) : [] {
                let count = try transaction.emptyPayloads(of: agreement, releasedBefore: end)
                outcome.payloads += count
                guard count > 0 else { continue }
                try transaction.append(
                    AuditEntries.event(
                        .erasure,
                        [
                            ("agreement", .text(agreement)), ("before", .text(end.description)), ("event", .text("retention")),
                            ("payloads", .integer(count)),
                        ],
                        at: transaction.at))
            }
            for period in plan.periodsToEnd(of: try transaction.periods(), at: transaction.at)
            where try transaction.destroyKeys(of: period, after: Int64(waitingDays) * RetentionPlan.day) {
                outcome.scheduled.append(period)
                try transaction.append(Self.entry("scheduled", period, at: transaction.at))
            }
            outcome.destroyed = try transaction.destroyDueKeys()
            for period in outcome.destroyed { try transaction.append(Self.entry("destroyed", period, at: transaction.at)) }
            return outcome
        }
        if !outcome.destroyed.isEmpty { try store.finishErasures() }
        return outcome
    }

    private static func entry(_ event: String, _ period: Int64, at: Instant) -> AuditDraft {
        AuditEntries.event(.key, [("event", .text(event)), ("period", .integer(Int(period)))], at: at)
    }
}
