// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema
import GRDB

/// The end of one quarter's keys: asked for, due after a waiting period, done.
package struct KeyDestruction: Sendable, Codable, Equatable {
    /// Year × 10 + quarter.
    package let period: Int64
    package let requestedAt: Instant
    package let dueAt: Instant
    package let doneAt: Instant?
}

extension StoreTransaction {
    /// Sets the keys of a quarter to be destroyed; false where that was done already.
    package func destroyKeys(of period: Int64, after milliseconds: Int64) throws -> Bool {
        try db.execute(
            sql: "INSERT OR IGNORE INTO key_destruction (period, requested_at, due_at) VALUES (?, ?, ?)",
            arguments: [period, at.milliseconds, at.milliseconds + milliseconds])
        return db.changesCount > 0
    }

    /// Takes back what has not been done; false where nothing waits.
    package func keepKeys(of period: Int64) throws -> Bool {
        try db.execute(sql: "DELETE FROM key_destruction WHERE period = ? AND done_at IS NULL", arguments: [period])
        return db.changesCount > 0
    }

    /// Marks as done what is due; the keys go right after the transaction, in `finishErasures`.
    package func destroyDueKeys() throws -> [Int64] {
        let due = try Int64.fetchAll(
            db, sql: "SELECT period FROM key_destruction WHERE done_at IS NULL AND due_at <= ? ORDER BY period",
            arguments: [at.milliseconds])
        for period in due {
            try db.execute(sql: "UPDATE key_destruction SET done_at = ? WHERE period = ?", arguments: [at.milliseconds, period])
        }
        return due
    }

    /// Empties the payloads of what was released under an agreement before some instant; returns how many there were.
    package func emptyPayloads(of agreement: String, releasedBefore end: Instant) throws -> Int {
        try db.execute(
            sql: """
                UPDATE delivery SET payload = x'' WHERE agreement = (SELECT id FROM term WHERE text = ?) AND released_at < ? AND payload <> x''
                AND seq NOT IN (SELECT seq FROM outbox)
                """, arguments: [agreement, end.milliseconds])
        return db.changesCount
    }

    /// Quarters whose keys are there, oldest first.
    package func periods() throws -> [Int64] { try keys.periods() }
}

extension Store {
    package func keyDestructions() throws -> [KeyDestruction] {
        try reading { db in
            try Row.fetchAll(db, sql: "SELECT period, requested_at, due_at, done_at FROM key_destruction ORDER BY period").map {
                KeyDestruction(
                    period: $0[0], requestedAt: Instant(milliseconds: $0[1]), dueAt: Instant(milliseconds: $0[2]),
                    doneAt: ($0[3] as Int64?).map(Instant.init(milliseconds:)))
            }
        }
    }

    /// Quarters whose keys are there, and of how many persons.
    package func keyCounts() throws -> (periods: [Int64], subjects: Int) { (try keys.periods(), try keys.subjects()) }
}
