// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema
import GRDB

/// Figures by which a gateway is watched; each is read from few rows, however large the store is.
package struct StoreVitals: Sendable, Equatable {
    /// Records that were received of each agency, repetitions included.
    package var received: [Agency: Int] = [:]
    package var waiting = 0
    package var oldestWaitingAt: Instant?
    package var quarantined = 0
    package var inReview = 0
    package var undelivered = 0
    package var staged = 0
    package var held = 0
    package var unsealed = 0
    package var logSize = 0
    package var feeds: [FeedStatus] = []
    /// When the last record was received, by our clock.
    package var lastReceivedAt: Instant?
    package init() {}
}

extension Store {
    /// Read beside whoever writes.
    package func vitals() throws -> StoreVitals {
        var vitals = StoreVitals()
        try readingBeside { db in
            func count(_ sql: String) throws -> Int { try Int.fetchOne(db, sql: sql) ?? 0 }
            for row in try Row.fetchAll(db, sql: "SELECT t.text, c.received FROM intake_count c JOIN term t ON t.id = c.agency") {
                vitals.received[Agency(rawValue: row[0])] = row[1]
            }
            vitals.waiting = try count("SELECT count(*) FROM queue")
            vitals.oldestWaitingAt = try Int64.fetchOne(
                db, sql: "SELECT received_at FROM source_record WHERE seq = (SELECT min(seq) FROM queue)"
            ).map(Instant.init(milliseconds:))
            vitals.quarantined = try count("SELECT count(*) FROM quarantine WHERE state = 'held'")
            vitals.inReview = try count("SELECT count(*) FROM review WHERE decided_at IS NULL")
            vitals.undelivered = try count("SELECT count(*) FROM outbox")
            vitals.staged = try count("SELECT count(*) FROM delivery_batch WHERE published_at IS NULL")
            vitals.held = try count("SELECT count(*) FROM withheld_delivery WHERE \(HeldDeliveries.brokeContract)")
            vitals.unsealed = try count("SELECT count(*) FROM audit_pending")
            vitals.logSize = try count("SELECT coalesce(sum(size), 0) FROM log_shard")
            vitals.lastReceivedAt = try Int64.fetchOne(
                db, sql: "SELECT received_at FROM source_record ORDER BY seq DESC LIMIT 1"
            ).map(Instant.init(milliseconds:))
            vitals.feeds = try Self.feedStatus(db)
        }
        return vitals
    }
}
