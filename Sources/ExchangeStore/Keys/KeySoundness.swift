// SPDX-License-Identifier: EUPL-1.2
import GRDB
import Vault

extension KeyStore {
    /// How many commits of the store brought keys, as counted here; nil before the first.
    func tally() throws -> Int64? {
        try queue.read { db in
            guard try db.tableExists("tally") else { return nil }
            return try Int64.fetchOne(db, sql: "SELECT commits FROM tally")
        }
    }

    /// Whether any key of a record or person is held.
    func isEmpty() throws -> Bool {
        try queue.read { db in
            try Int.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM record_key) + EXISTS (SELECT 1 FROM subject_secret)") == 0
        }
    }

    /// False where the keys were wrapped under another master key; tried on one of each kind.
    func fitMaster() throws -> Bool {
        let samples = [
            ("record", "SELECT record, key FROM record_key LIMIT 1"), ("subject", "SELECT person, secret FROM subject_secret LIMIT 1"),
            ("period", "SELECT period, secret FROM period_secret LIMIT 1"),
        ]
        let rows = try queue.read { db in
            try samples.compactMap { kind, sql in try Row.fetchOne(db, sql: sql).map { (kind, $0[0] as Int64, $0.bytes(1)) } }
        }
        return rows.allSatisfy { kind, number, wrapped in (try? unwrap(wrapped, kind, number)) != nil }
    }

    /// SQLite's own check of pages, records and indexes.
    func structureIsSound() throws -> Bool {
        try queue.read { db in try String.fetchAll(db, sql: "PRAGMA integrity_check(1)") == ["ok"] }
    }
}
