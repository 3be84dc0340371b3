// SPDX-License-Identifier: EUPL-1.2

/// Counts and what is known to add up: each sum says that one count is the total of others, in every table in which they occur.
package struct CountSystem: Sendable {
    package struct Sum: Sendable, Equatable {
        package let total: Int
        package let parts: [Int]
        package init(total: Int, parts: [Int]) {
            self.total = total
            self.parts = parts
        }
    }

    package var counts: [Int] = []
    /// True for the yearly series of the region, which are shown exactly.
    package var isExact: [Bool] = []
    package var sums: [Sum] = []
    /// What was published of the same count before, where it still fits.
    package var earlier: [[PublishedCell]] = []

    package init() {}

    @discardableResult
    package mutating func add(_ count: Int, exact: Bool = false, earlier published: [PublishedCell] = []) -> Int {
        counts.append(count)
        isExact.append(exact)
        earlier.append(published.filter { $0.interval.contains(count) })
        return counts.count - 1
    }

    package mutating func add(total: Int, parts: [Int]) { sums.append(Sum(total: total, parts: parts)) }
}
