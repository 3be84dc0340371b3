// SPDX-License-Identifier: EUPL-1.2

/// Counts per calendar year, every year of the period present.
package struct YearCounts: Sendable, Equatable {
    package private(set) var counts: [Int: Int] = [:]
    package let years: ClosedRange<Int>

    package init(_ years: ClosedRange<Int>) {
        self.years = years
        for year in years { counts[year] = 0 }
    }

    package mutating func add(_ year: Int) { if counts[year] != nil { counts[year, default: 0] += 1 } }
    package subscript(year: Int) -> Int { counts[year] ?? 0 }
    package var total: Int { counts.values.reduce(0, +) }
}

/// A share of a group that is large enough to speak of: no rate under twenty (domain §4).
package enum Share {
    package static let smallestGroup = 20

    /// Whole percent, or nil where the group is too small.
    package static func percent(_ part: Int, of whole: Int) -> Int? {
        guard whole >= smallestGroup else { return nil }
        return (part * 200 + whole) / (2 * whole)
    }
}
