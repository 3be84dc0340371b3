// SPDX-License-Identifier: EUPL-1.2

/// What the next poll of one feed would ask for.
///
/// Files are counted and never named: a file may be named after the person it is about.
package struct FeedOutlook: Sendable, Codable, Equatable {
    package let feed: String
    package let agency: Agency
    /// Begin and end of the window that would be asked for; nil for a folder.
    package var from: Instant?
    package var to: Instant?
    /// The last run ended within a window: the next one goes on behind its cursor.
    package var resumes = false
    /// Messages that wait in a folder, and their size together.
    package var files = 0
    package var bytes = 0
    /// Messages that wait without the companion that would release them.
    package var withoutTrigger = 0
    /// Seconds by which the source's clock was ahead of ours when it was last asked; nil where it did not say.
    package var clockSkew: Int?

    package init(feed: String, agency: Agency) {
        self.feed = feed
        self.agency = agency
    }
}

/// The place of one file among those that its sender numbers without holes.
package struct FileSequence: Hashable, Sendable {
    /// Sender and kind: `44021/inwoners`.
    package let series: String
    package let number: Int

    package init(series: String, number: Int) {
        self.series = series
        self.number = number
    }
}

/// Numbers of a series that were passed over: a later file came, these did not.
package struct SequenceGap: Hashable, Sendable, Codable, CustomStringConvertible {
    package let series: String
    package let first: Int
    package let last: Int

    package init(series: String, first: Int, last: Int) {
        self.series = series
        self.first = first
        self.last = last
    }

    package var count: Int { last - first + 1 }
    package var numbers: String { first == last ? String(first) : "\(first)-\(last)" }
    package var description: String { "\(series) \(numbers)" }
}
