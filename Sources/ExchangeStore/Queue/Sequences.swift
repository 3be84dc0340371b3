// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema
import GRDB

/// Numbers that were passed over in one feed.
package struct FeedGap: Sendable, Codable, Equatable {
    package let feed: String
    package let gap: SequenceGap
}

extension StoreTransaction {
    /// A numbered file came, in whatever order; false where it came before.
    ///
    /// The numbers of a series are kept as ranges that do not touch. The first number that is seen begins a series.
    @discardableResult
    package func note(_ sequence: FileSequence, of feed: String) throws -> Bool {
        let seen = try Row.fetchOne(
            try db.cachedStatement(sql: "SELECT 1 FROM sequence_seen WHERE feed = ? AND series = ? AND first <= ? AND last >= ?"),
            arguments: [feed, sequence.series, sequence.number, sequence.number])
        if seen != nil { return false }
        try join(sequence.number...sequence.number, sequence.series, feed)
        return true
    }

    /// Nobody waits for these numbers any longer; false where not all of them were missing.
    package func waive(_ gap: SequenceGap, of feed: String) throws -> Bool {
        let isMissing = try SequenceRows.gaps(db).contains {
            $0.feed == feed && $0.gap.series == gap.series && $0.gap.first <= gap.first && gap.last <= $0.gap.last
        }
        if isMissing { try join(gap.first...gap.last, gap.series, feed) }
        return isMissing
    }

    /// Puts the numbers into the series and makes one range of all ranges that they touch.
    private func join(_ numbers: ClosedRange<Int>, _ series: String, _ feed: String) throws {
        let near = try Row.fetchAll(
            try db.cachedStatement(sql: "SELECT first, last FROM sequence_seen WHERE feed = ? AND series = ? AND first <= ? AND last >= ?"),
            arguments: [feed, series, numbers.upperBound + 1, numbers.lowerBound - 1])
        var range = numbers
        for row in near {
            let (first, last): (Int, Int) = (row[0], row[1])
            range = min(range.lowerBound, first)...max(range.upperBound, last)
            try db.cachedStatement(sql: "DELETE FROM sequence_seen WHERE feed = ? AND series = ? AND first = ?")
                .execute(arguments: [feed, series, first])
        }
        try db.cachedStatement(sql: "INSERT INTO sequence_seen (feed, series, first, last) VALUES (?, ?, ?, ?)")
            .execute(arguments: [feed, series, range.lowerBound, range.upperBound])
    }
}

extension Store {
    /// Numbers that were passed over, by feed and series.
    package func sequenceGaps() throws -> [FeedGap] { try reading { db in try SequenceRows.gaps(db) } }
}

/// Gaps as the table has them: what lies between two ranges of one series.
private enum SequenceRows {
    static func gaps(_ db: Database) throws -> [FeedGap] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT feed, series, last + 1, next - 1 FROM (
                    SELECT feed, series, last, lead(first) OVER (PARTITION BY feed, series ORDER BY first) AS next FROM sequence_seen)
                WHERE next > last + 1 ORDER BY feed, series, last
                """
        ).map { FeedGap(feed: $0[0], gap: SequenceGap(series: $0[1], first: $0[2], last: $0[3])) }
    }
}
