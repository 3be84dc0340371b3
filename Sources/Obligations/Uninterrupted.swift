// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// Stretches of work, training or study without interruption (R14b, domain §3.6).
enum Uninterrupted {
    /// Work of one's own and for an employer are both work.
    private static func sort(_ kind: ActivityPeriod.Kind, mixed: Bool) -> Int {
        if mixed { return 0 }
        return switch kind {
        case .employment, .selfEmployment: 1
        case .training: 2
        case .study: 3
        }
    }

    /// The first stretch of so many months inside the window: its last needed day, and the record it begins with.
    ///
    /// Periods of one kind join where no more days than allowed lie between them; what lies outside the window does not count.
    static func stretch(_ activities: [DutyFacts.Spell<ActivityPeriod.Kind>], in window: Period, _ parameters: RuleParameters) -> DutyFacts
        .Dated?
    {
        var found: DutyFacts.Dated?
        let inside = activities.compactMap { spell -> (sort: Int, period: Period, record: Int64)? in
            guard let period = (spell.period ?? Period(from: .earliest)).intersection(window) else { return nil }
            return (sort(spell.value, mixed: parameters.allowsMixedActivity), period, spell.record)
        }.sorted { ($0.sort, $0.period.begin, $0.record) < ($1.sort, $1.period.begin, $1.record) }
        var run: (sort: Int, begin: LocalDate, end: LocalDate, record: Int64)?
        for (sort, period, record) in inside {
            let end = period.end ?? window.end ?? .latest
            if let open = run, open.sort == sort, open.end.days(to: period.begin) - 1 <= parameters.maximumGapDays {
                run?.end = max(open.end, end)
            } else {
                run = (sort, period.begin, end, record)
            }
            guard let open = run else { continue }
            let needed = open.begin.adding(months: parameters.activityMonths).adding(days: -1)
            if needed <= open.end, found.map({ needed < $0.day }) ?? true { found = DutyFacts.Dated(needed, record: open.record) }
        }
        return found
    }
}
