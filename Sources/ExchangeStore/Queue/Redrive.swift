// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema
import GRDB

/// Items that go through the pipeline again, all of one rule, once the time in which that can be undone is over.
package struct Redrive: Sendable, Codable, Equatable {
    package var id: Int64
    package var rule: String
    package var items: Int
    package var orderedAt: Instant
    /// Until then it can be undone and nothing happens.
    package var dueAt: Instant
    package var endedAt: Instant?
    package var isUndone: Bool
}

extension StoreTransaction {
    /// Orders that these items go through the pipeline again; those that are not held or are under way already are left out.
    package func orderRedrive(of items: [Int64], rule: String, dueAt: Instant) throws -> Redrive? {
        try db.execute(
            sql: "INSERT INTO redrive (rule, items, ordered_at, due_at) VALUES (?, 0, ?, ?)",
            arguments: [rule, at.milliseconds, dueAt.milliseconds])
        let id = db.lastInsertedRowID
        var count = 0
        let mark = try db.cachedStatement(
            sql: "UPDATE quarantine SET redrive = ? WHERE id = ? AND state = 'held' AND redrive IS NULL AND seq IS NOT NULL")
        for item in items {
            try mark.execute(arguments: [id, item])
            count += db.changesCount
        }
        if count == 0 {
            try db.execute(sql: "DELETE FROM redrive WHERE id = ?", arguments: [id])
            return nil
        }
        try db.execute(sql: "UPDATE redrive SET items = ? WHERE id = ?", arguments: [count, id])
        return Redrive(id: id, rule: rule, items: count, orderedAt: at, dueAt: dueAt, endedAt: nil, isUndone: false)
    }

    /// Takes an order back; false where it has begun or is unknown.
    package func undoRedrive(_ id: Int64) throws -> Bool {
        try db.execute(
            sql: "UPDATE redrive SET ended_at = ?, undone = 1 WHERE id = ? AND ended_at IS NULL AND due_at > ?",
            arguments: [at.milliseconds, id, at.milliseconds])
        guard db.changesCount == 1 else { return false }
        try db.execute(sql: "UPDATE quarantine SET redrive = NULL WHERE redrive = ?", arguments: [id])
        return true
    }

    /// Puts the items of every order that is due back in line, each at the place that its intake gave it; returns how many.
    @discardableResult
    package func beginDueRedrives() throws -> Int {
        let due = try Int64.fetchAll(
            try db.cachedStatement(sql: "SELECT id FROM redrive WHERE ended_at IS NULL AND due_at <= ?"), arguments: [at.milliseconds])
        var count = 0
        for id in due {
            count += try requeue("redrive = ?", [id])
            try db.execute(sql: "UPDATE redrive SET ended_at = ? WHERE id = ?", arguments: [at.milliseconds, id])
        }
        return count
    }

    /// Puts one held item back in line at once; false where no such item is held or there is no record to it.
    package func releaseQuarantined(_ id: Int64) throws -> Bool { try requeue("id = ?", [id]) == 1 }

    /// Puts a parked record back in line at once; false where it is not parked.
    package func resume(_ seq: Int64) throws -> Bool { try requeue("seq = ? AND outcome = 'parked'", [seq]) == 1 }

    private func requeue(_ condition: String, _ arguments: StatementArguments) throws -> Int {
        let held = "FROM quarantine WHERE state = 'held' AND seq IS NOT NULL AND \(condition)"
        try db.execute(sql: "INSERT INTO queue (seq, agency) SELECT seq, agency \(held)", arguments: arguments)
        try db.execute(sql: "DELETE \(held)", arguments: arguments)
        return db.changesCount
    }

    /// Takes a waiting record out of the line until somebody resumes it; false where it does not wait.
    package func park(_ seq: Int64) throws -> Bool {
        let select = try db.cachedStatement(
            sql: "SELECT t.text FROM source_record r JOIN term t ON t.id = r.agency WHERE r.seq = ?")
        guard let name = try String.fetchOne(select, arguments: [seq]) else { return false }
        let agency = Agency(rawValue: name)
        try finish(seq, agency: agency)
        if db.changesCount == 0 {
            try db.execute(sql: "DELETE FROM deferred WHERE seq = ?", arguments: [seq])
            guard db.changesCount == 1 else { return false }
        }
        try hold(seq, agency: agency, Rejection(rule: "operator:parked", field: "", place: ""), as: .parked, retryable: true)
        return true
    }

    /// Stops the work on all records of an agency; they are taken in all the same.
    package func pause(_ agency: Agency, reason: String) throws {
        try db.execute(
            sql: "INSERT OR REPLACE INTO lane_pause (agency, reason, at) VALUES (?, ?, ?)",
            arguments: [try term(agency.rawValue), reason, at.milliseconds])
    }

    /// False where the agency was not paused.
    package func unpause(_ agency: Agency) throws -> Bool {
        try db.execute(sql: "DELETE FROM lane_pause WHERE agency = ?", arguments: [try term(agency.rawValue)])
        return db.changesCount == 1
    }
}

extension Store {
    /// The latest orders, newest first.
    package func redrives(limit: Int = 20) throws -> [Redrive] {
        try reading { db in
            try Row.fetchAll(
                db, sql: "SELECT id, rule, items, ordered_at, due_at, ended_at, undone FROM redrive ORDER BY id DESC LIMIT ?",
                arguments: [limit]
            ).map {
                Redrive(
                    id: $0[0], rule: $0[1], items: $0[2], orderedAt: Instant(milliseconds: $0[3]), dueAt: Instant(milliseconds: $0[4]),
                    endedAt: ($0[5] as Int64?).map(Instant.init(milliseconds:)), isUndone: $0[6])
            }
        }
    }

    /// Held items of one rule that have a record and are not under way, in the order of intake.
    package func heldItems(rule: String, agency: Agency? = nil, limit: Int = 100_000) throws -> [(item: Int64, record: Int64)] {
        try reading { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT q.id, q.seq FROM quarantine q JOIN term t ON t.id = q.agency
                    WHERE q.rule = ?1 AND (?2 IS NULL OR t.text = ?2) AND q.state = 'held' AND q.redrive IS NULL AND q.seq IS NOT NULL
                    ORDER BY q.seq LIMIT ?3
                    """, arguments: [rule, agency?.rawValue, limit]
            ).map { ($0[0], $0[1]) }
        }
    }
}
