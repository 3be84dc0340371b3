// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema
package import ExchangeStore

/// How much may wait before nothing more is taken in.
package struct BacklogLimit: Sendable {
    /// Records that may wait.
    package let most: Int
    /// Waits for room where somebody makes it; false where waiting is of no use and the batch is refused.
    package let waitForRoom: @Sendable () -> Bool

    package init(most: Int, waitForRoom: @escaping @Sendable () -> Bool = { false }) {
        self.most = most
        self.waitForRoom = waitForRoom
    }
}

/// Takes in what the feeds hold: framed records become durable before anyone interprets them.
///
/// Where too much waits already, nothing is taken: the file stays, the position stays, and the error says so.
package struct Intake: Sendable {
    private let store: Store
    private let limit: BacklogLimit?
    private let now: @Sendable () -> Instant

    package init(store: Store, limit: BacklogLimit? = nil, now: @escaping @Sendable () -> Instant) {
        self.store = store
        self.limit = limit
        self.now = now
    }

    /// Polls one feed to its end; `progress` hears the counts after each commit. Throws `GatewayError.backlogFull` where too much waits.
    package func drain(_ feed: some SourceFeed, progress: (IntakeCounts) -> Void = { _ in }) throws -> IntakeCounts {
        var total = IntakeCounts()
        // Counting is dear where much waits: what was counted plus what came since can only be too much.
        var waiting = Int.max
        try feed.poll(from: try store.feedPosition(feed.name)) { batch in
            if let limit, !batch.records.isEmpty {
                if waiting > limit.most - batch.records.count { waiting = try makeRoom(for: batch.records.count, limit) }
                waiting += batch.records.count
            }
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

    /// How much waits now that there is room; a batch larger than the limit fits into an empty queue.
    private func makeRoom(for count: Int, _ limit: BacklogLimit) throws -> Int {
        while true {
            let waiting = try store.backlog()
            if waiting == 0 || waiting <= limit.most - count { return waiting }
            guard limit.waitForRoom() else { throw GatewayError.backlogFull(waiting: waiting, most: limit.most) }
        }
    }
}
