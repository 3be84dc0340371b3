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
            let receivedAt = now()
            let counts = try store.intake(batch, feed: feed.name, agency: feed.agency, receivedAt: receivedAt) { counts in
                counts.new + counts.conflicts + counts.faults == 0
                    ? nil : AuditEntries.intake(feed: feed.name, agency: feed.agency, counts: counts, at: receivedAt)
            }
            total += counts
            progress(total)
        }
        return total
    }
}
