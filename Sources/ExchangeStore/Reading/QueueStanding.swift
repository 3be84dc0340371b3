// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema
import GRDB

/// How the lane of one agency stands.
package struct LaneStanding: Sendable, Codable, Equatable {
    package var agency: Agency
    package var waiting: Int
    /// Receipt of the oldest record that waits.
    package var oldestAt: Instant?
    /// Records that wait for their time after a failed attempt.
    package var deferred: Int
    /// Records that a person must look at.
    package var parked: Int
    /// Records that went back to their source.
    package var returned: Int
    /// Why nothing of this agency is worked on.
    package var pausedFor: String?
}

/// Held items that share a rule.
package struct HeldGroup: Sendable, Codable, Equatable {
    package var rule: String
    package var agency: Agency
    package var outcome: QuarantineOutcome
    package var items: Int
    package var oldestAt: Instant
}

/// How the queue as a whole stands.
package struct QueueStanding: Sendable, Codable, Equatable {
    package var lanes: [LaneStanding]
    package var groups: [HeldGroup]
    /// Deliveries released and not yet staged for their recipient.
    package var outbox: Int
    /// Files staged and not yet acknowledged by their recipient.
    package var staged: Int
}

extension Store {
    package func queueStanding() throws -> QueueStanding {
        try reading { db in
            let lanes = try Row.fetchAll(
                db,
                sql: """
                    SELECT t.text, (SELECT count(*) FROM queue q WHERE q.agency = t.id),
                        (SELECT r.received_at FROM queue q JOIN source_record r ON r.seq = q.seq WHERE q.agency = t.id ORDER BY q.seq LIMIT 1),
                        (SELECT count(*) FROM deferred d WHERE d.agency = t.id),
                        (SELECT count(*) FROM quarantine h WHERE h.agency = t.id AND h.outcome = 'parked'),
                        (SELECT count(*) FROM quarantine h WHERE h.agency = t.id AND h.outcome = 'returned'),
                        (SELECT p.reason FROM lane_pause p WHERE p.agency = t.id)
                    FROM term t WHERE t.id IN (SELECT agency FROM intake_count UNION SELECT agency FROM lane_pause) ORDER BY t.text
                    """
            ).map {
                LaneStanding(
                    agency: Agency(rawValue: $0[0]), waiting: $0[1], oldestAt: ($0[2] as Int64?).map(Instant.init(milliseconds:)),
                    deferred: $0[3], parked: $0[4], returned: $0[5], pausedFor: $0[6])
            }
            let groups = try Row.fetchAll(
                db,
                sql: """
                    SELECT q.rule, t.text, q.outcome, count(*), min(q.at) FROM quarantine q JOIN term t ON t.id = q.agency
                    WHERE q.state = 'held' GROUP BY q.rule, q.agency, q.outcome ORDER BY count(*) DESC, q.rule, t.text
                    """
            ).map {
                HeldGroup(
                    rule: $0[0], agency: Agency(rawValue: $0[1]), outcome: QuarantineOutcome(rawValue: $0[2]) ?? .parked, items: $0[3],
                    oldestAt: Instant(milliseconds: $0[4]))
            }
            return QueueStanding(
                lanes: lanes, groups: groups, outbox: try Int.fetchOne(db, sql: "SELECT count(*) FROM outbox") ?? 0,
                staged: try Int.fetchOne(db, sql: "SELECT count(*) FROM delivery_batch WHERE published_at IS NULL") ?? 0)
        }
    }
}
