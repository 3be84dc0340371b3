// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import ExchangeSchema
import ExchangeStore

enum FeedPicking {
    /// Feeds by the names of agencies or their own, in the order in which they are read; all where no name is given.
    static func pick(_ names: [String], from feeds: [any SourceFeed]) throws -> [any SourceFeed] {
        if let problem = stranger(among: names, to: feeds) { throw ValidationError(problem) }
        return names.isEmpty ? feeds : feeds.filter { names.contains($0.name) || names.contains($0.agency.rawValue) }
    }

    /// What to say of the first name that is no feed and no agency; nil where all are known.
    static func stranger(among names: [String], to feeds: [any SourceFeed]) -> String? {
        let known = Set(feeds.flatMap { [$0.name, $0.agency.rawValue] })
        return names.first { !known.contains($0) }.map { "no feed or agency '\($0)'; known are \(known.sorted().joined(separator: ", "))" }
    }
}

/// What feeds know to be wrong without a fault of reading: files that did not come, clocks that differ.
enum FeedConcerns {
    /// Clocks that differ by less are no concern; the overlap of windows is longer.
    static let toleratedSkew = 300
    private static let mostGaps = 5

    static func sentences(_ feeds: [any SourceFeed], _ store: Store) throws -> [String] {
        let names = Set(feeds.map(\.name))
        let gaps = try store.sequenceGaps().filter { names.contains($0.feed) }
        var sentences = gaps.prefix(mostGaps).map { sentence($0) }
        if gaps.count > mostGaps {
            sentences.append("\(gaps.count - mostGaps) more stretches of numbers did not come; see 'xchg sync status'")
        }
        for feed in feeds {
            // A folder that can't be read was reported when it was polled.
            let outlook = try? feed.outlook(from: store.feedPosition(feed.name))
            if let skew = outlook?.clockSkew, abs(skew) > toleratedSkew { sentences.append(sentence(feed.name, skew)) }
        }
        return sentences
    }

    static func sentence(_ gap: FeedGap) -> String {
        "\(gap.feed): \(gap.gap) did not come though a later number did; ask the sender for it, "
            + "or give it up with 'xchg sync waive \(gap.feed) \(gap.gap.series) \(gap.gap.numbers) --reason …'"
    }

    private static func sentence(_ feed: String, _ skew: Int) -> String {
        "\(feed): the server's clock is \(abs(skew)) seconds \(skew > 0 ? "ahead of" : "behind") ours; "
            + "nothing is lost, but records come late until the clock that is wrong is set right"
    }
}
