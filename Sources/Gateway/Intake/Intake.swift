// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema
package import ExchangeStore

/// Takes in what the feeds hold: framed records become durable before anyone interprets them.
package struct Intake: Sendable {
    private let store: Store
    private let now: @Sendable () -> Instant

    package init(store: Store, now: @escaping @Sendable () -> Instant) {
        self.store = store
        self.now = now
    }

    /// Polls one feed to its end; `progress` hears the counts after each commit.
    package func drain(_ feed: some SourceFeed, progress: (IntakeCounts) -> Void = { _ in }) throws -> IntakeCounts {
        var total = IntakeCounts()
        try feed.poll(from: try store.feedPosition(feed.name)) { batch in
            let counts = try take(batch, of: feed.name, feed.agency)
            total += counts
            progress(total)
        }
        return total
    }

    /// Takes in one batch of a feed, as one that was fetched again beside the ordinary run; without a position, the feed stays where it is.
    package func take(_ batch: FramedBatch, of feed: String, _ agency: Agency) throws -> IntakeCounts {
        let receivedAt = now()
        return try store.intake(batch, feed: feed, agency: agency, receivedAt: receivedAt) { counts in
            counts.new + counts.conflicts + counts.faults == 0
                ? nil : AuditEntries.intake(feed: feed, agency: agency, counts: counts, at: receivedAt)
        }
    }
}
