// SPDX-License-Identifier: EUPL-1.2

/// A stretch of what one sender sent, counted by the sender and by us apart: the records of a day, or the rows of a numbered file.
package struct Lot: Hashable, Comparable, Sendable {
    /// Who counts it: `vdab`, a NIS code, a KBO number.
    package let sender: String
    package let day: LocalDate
    /// What the sender calls it: `2024-03-01`, or `44021_20240301_0001_inwoners`.
    package let name: String

    package init(sender: String, day: LocalDate, name: String) {
        self.sender = sender
        self.day = day
        self.name = name
    }

    /// All records of one day.
    package init(sender: String, day: LocalDate) { self.init(sender: sender, day: day, name: day.description) }

    package static func < (left: Lot, right: Lot) -> Bool {
        (left.sender, left.day, left.name) < (right.sender, right.day, right.name)
    }
}

/// How many records a lot holds, and the digest of their contents.
///
/// The digest is the SHA-256, in 64 small hexadecimal digits, over the sorted lines of the SHA-256 of each record as it was sent, in the same
/// digits, each line ended by a line feed. An empty lot has no content.
package struct LotContent: Hashable, Sendable {
    package let count: Int
    package let digest: String

    package init(count: Int, digest: String) {
        self.count = count
        self.digest = digest
    }
}

/// What a sender says it sent: every lot of the days from the first through the last, and no other.
package struct LotStatement: Equatable, Sendable {
    package let sender: String
    package let days: ClosedRange<LocalDate>
    /// By name.
    package let lots: [String: LotContent]

    package init(sender: String, days: ClosedRange<LocalDate>, lots: [String: LotContent]) {
        self.sender = sender
        self.days = days
        self.lots = lots
    }
}
