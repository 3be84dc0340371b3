// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// Arithmetic of due dates (domain §3.6); pure.
package enum Deadline {
    /// A due date and by how many days suspensions moved it.
    package struct Due: Sendable, Equatable {
        package let day: LocalDate
        package let suspendedDays: Int
        package init(day: LocalDate, suspendedDays: Int = 0) { self.day = day; self.suspendedDays = suspendedDays }
    }

    /// The last day on which a duty is met in time: the term, then the suspended days within it.
    ///
    /// Suspensions count by their inclusive days inside the window, once where they overlap; days they add can be suspended too.
    package static func due(from start: LocalDate, term: RuleParameters.Term, suspensions: [Period], rollsWeekends: Bool) -> LocalDate {
        extended(end(of: term, from: start), from: start, suspensions: suspensions, rollsWeekends: rollsWeekends).day
    }

    /// The end of a term, without suspensions.
    package static func end(of term: RuleParameters.Term, from start: LocalDate) -> LocalDate {
        switch term {
        case .months(let months): start.adding(months: months)
        case .days(let days): start.adding(days: days)
        }
    }

    /// A due date moved by the suspensions since the start, and to Monday where weekends roll.
    ///
    /// While a suspension has no end the term does not end either: the due date is the last day of the calendar.
    package static func extended(_ base: LocalDate, from start: LocalDate, suspensions: [Period], rollsWeekends: Bool) -> Due {
        var due = base
        while !suspensions.isEmpty {
            if suspensions.contains(where: { $0.end == nil && $0.begin <= due }) {
                return Due(day: .latest, suspendedDays: base.days(to: .latest))
            }
            let extended = base.adding(days: suspendedDays(suspensions, from: start, through: due))
            if extended == due { break }
            due = extended
        }
        let moved = base.days(to: due)
        guard rollsWeekends, due.weekday > 5 else { return Due(day: due, suspendedDays: moved) }
        return Due(day: due.adding(days: 8 - due.weekday), suspendedDays: moved)
    }

    /// Days of the window that lie in at least one suspension.
    package static func suspendedDays(_ suspensions: [Period], from begin: LocalDate, through end: LocalDate) -> Int {
        guard let window = Period(begin: begin, end: end) else { return 0 }
        var days = 0
        var covered: LocalDate?
        for part in suspensions.compactMap({ $0.intersection(window) }).sorted(by: { $0.begin < $1.begin }) {
            guard let partEnd = part.end else { continue }
            let first = covered.map { max(part.begin, $0.adding(days: 1)) } ?? part.begin
            if first <= partEnd { days += first.days(to: partEnd) + 1 }
            covered = covered.map { max($0, partEnd) } ?? partEnd
        }
        return days
    }

    /// Whole years lived on a day; nil where the birth year is unknown.
    package static func age(born birth: LocalDate?, on day: LocalDate) -> Int? {
        guard let birth else { return nil }
        let (born, now) = (birth.parts, day.parts)
        let hadBirthday = (now.month, now.day) >= (born.month, born.day)
        return now.year - born.year - (hadBirthday ? 0 : 1)
    }
}
