// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// Arithmetic of due dates (domain §3.6); pure.
package enum Deadline {
    /// The last day on which a duty is met in time: the term, then the suspended days within it.
    ///
    /// Suspensions count by their inclusive days inside the window, once where they overlap; days they add can be suspended too.
    package static func due(from start: LocalDate, term: RuleParameters.Term, suspensions: [Period], rollsWeekends: Bool) -> LocalDate {
        let base: LocalDate =
            switch term {
            case .months(let months): start.adding(months: months)
            case .days(let days): start.adding(days: days)
            }
        var due = base
        while true {
            let extended = base.adding(days: suspendedDays(suspensions, from: start, through: due))
            if extended == due { break }
            due = extended
        }
        guard rollsWeekends, due.weekday > 5 else { return due }
        return due.adding(days: 8 - due.weekday)
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
    package static func age(_ birth: PartialDate?, on day: LocalDate) -> Int? {
        guard let birth = birth?.earliest else { return nil }
        let (born, now) = (birth.parts, day.parts)
        let hadBirthday = (now.month, now.day) >= (born.month, born.day)
        return now.year - born.year - (hadBirthday ? 0 : 1)
    }
}
