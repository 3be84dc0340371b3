// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema
import GRDB
import Vault

/// A record that waits for its time.
package struct DeferredRecord: Sendable, Codable, Equatable {
    package var record: Int64
    package var agency: Agency
    package var attempts: Int
    package var reason: String
    package var dueAt: Instant
}

extension StoreTransaction {
    /// The record is tried again later; records of the same source key wait behind it.
    package func deferUntil(_ dueAt: Instant, _ seq: Int64, agency: Agency, attempts: Int, reason: String) throws {
        try db.cachedStatement(sql: "INSERT INTO deferred (seq, agency, attempts, reason, due_at) VALUES (?, ?, ?, ?, ?)")
            .execute(arguments: [seq, try term(agency.rawValue), attempts, reason, dueAt.milliseconds])
        try finish(seq, agency: agency)
    }

    /// Of each source key that waits for its time: its first record, and when that is due. Empty almost always.
    package func deferredKeys() throws -> [[UInt8]: (seq: Int64, dueAt: Instant)] {
        let rows = try Row.fetchAll(
            try db.cachedStatement(
                sql: "SELECT r.source_key, d.seq, d.due_at FROM deferred d JOIN source_record r ON r.seq = d.seq ORDER BY d.seq"))
        var keys: [[UInt8]: (seq: Int64, dueAt: Instant)] = [:]
        for row in rows where keys[row.bytes(0)] == nil { keys[row.bytes(0)] = (row[1], Instant(milliseconds: row[2])) }
        return keys
    }

    /// The keyed hash by which records of one source key know each other.
    package func sourceKeyToken(_ record: SourceRecord) -> [UInt8] { blind.token(.sourceKey, record.agency.rawValue, record.sourceKey) }

    /// The same of a record that can't be opened.
    package func sourceKeyToken(ofRecord seq: Int64) throws -> [UInt8] {
        try [UInt8].fetchBytes(try db.cachedStatement(sql: "SELECT source_key FROM source_record WHERE seq = ?"), [seq]) ?? []
    }

    /// Puts what is due back in line; returns how many. A time further away than `longest` can only come from a clock that was wrong.
    @discardableResult
    package func requeueDue(longest: Int64) throws -> Int {
        let due = "due_at <= ?1 OR due_at > ?1 + ?2"
        let bounds: StatementArguments = [at.milliseconds, longest]
        guard try Row.fetchOne(try db.cachedStatement(sql: "SELECT 1 FROM deferred WHERE \(due) LIMIT 1"), arguments: bounds) != nil else {
            return 0
        }
        try db.execute(
            sql: "INSERT INTO queue (seq, agency, attempts) SELECT seq, agency, attempts FROM deferred WHERE \(due)", arguments: bounds)
        try db.execute(sql: "DELETE FROM deferred WHERE \(due)", arguments: bounds)
        return db.changesCount
    }
}

extension Store {
    /// Whether something waits for its time at all; read beside whoever writes.
    package func hasDeferred() throws -> Bool {
        try readingBeside { db in
            try Row.fetchOne(try db.cachedStatement(sql: "SELECT 1 FROM deferred LIMIT 1")) != nil
                || Row.fetchOne(try db.cachedStatement(sql: "SELECT 1 FROM redrive WHERE ended_at IS NULL LIMIT 1")) != nil
        }
    }

    /// Records that wait for their time, the first due first.
    package func deferredRecords(limit: Int = 1000) throws -> [DeferredRecord] {
        try reading { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT d.seq, t.text, d.attempts, d.reason, d.due_at FROM deferred d JOIN term t ON t.id = d.agency
                    ORDER BY d.due_at, d.seq LIMIT ?
                    """, arguments: [limit]
            ).map {
                DeferredRecord(
                    record: $0[0], agency: Agency(rawValue: $0[1]), attempts: $0[2], reason: $0[3], dueAt: Instant(milliseconds: $0[4]))
            }
        }
    }
}
