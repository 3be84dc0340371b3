// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// Stretches of days within windows.
enum Windows {
    /// True where the stretches of one kind, joined where they touch, hold so many months without a gap inside the window
    /// (domain §3.6: `addMonths(begin, n) − 1 ≤ end`, both ends inclusive).
    static func holdsUninterrupted(_ periods: [Period], months: Int, from begin: LocalDate, through end: LocalDate) -> Bool {
        guard let window = Period(begin: begin, end: end) else { return false }
        var run: (begin: LocalDate, end: LocalDate)?
        for part in periods.compactMap({ $0.intersection(window) }).sorted(by: { $0.begin < $1.begin }) {
            let partEnd = part.end ?? end
            if let current = run, part.begin <= current.end.adding(days: 1) {
                run = (current.begin, max(current.end, partEnd))
            } else {
                run = (part.begin, partEnd)
            }
            if let current = run, current.begin.adding(months: months).adding(days: -1) <= current.end { return true }
        }
        return false
    }

    static func covers(_ periods: [Period], _ day: LocalDate) -> Bool { periods.contains { $0.contains(day) } }
}
