// SPDX-License-Identifier: EUPL-1.2

/// A stretch of days, both ends inclusive, the end open where it is nil (domain §3.1).
package struct Period: Hashable, Sendable, Codable {
    package let begin: LocalDate
    package let end: LocalDate?

    /// Nil where the end lies before the begin; the far-future ends `9999-12-31` must be given as nil.
    package init?(begin: LocalDate, end: LocalDate? = nil) {
        if let end, end < begin { return nil }
        self.begin = begin
        self.end = end
    }

    package init(from begin: LocalDate) { self.begin = begin; end = nil }

    package func contains(_ day: LocalDate) -> Bool { begin <= day && (end.map { day <= $0 } ?? true) }

    package func overlaps(_ other: Period) -> Bool {
        (other.end.map { begin <= $0 } ?? true) && (end.map { other.begin <= $0 } ?? true)
    }

    /// The part that both share.
    package func intersection(_ other: Period) -> Period? {
        let latestBegin = max(begin, other.begin)
        let earliestEnd = [end, other.end].compactMap(\.self).min()
        return Period(begin: latestBegin, end: earliestEnd)
    }

    /// Inclusive number of days; nil for an open end.
    package var days: Int? { end.map { begin.days(to: $0) + 1 } }
}
