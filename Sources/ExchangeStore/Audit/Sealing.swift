// SPDX-License-Identifier: EUPL-1.2
package import AuditLog
import GRDB

extension StoreTransaction {
    /// Entries that are committed and not yet in the log, in order.
    package func unsealed(limit: Int) throws -> [(seq: Int64, leaf: [UInt8], openings: [UInt8])] {
        try Row.fetchAll(
            try db.cachedStatement(sql: "SELECT seq, leaf, openings FROM audit_pending ORDER BY seq LIMIT ?"), arguments: [limit]
        ).map { ($0[0], $0.bytes(1), $0.bytes(2)) }
    }

    /// One entry that is committed and not yet in the log.
    package func unsealed(seq: Int64) throws -> (leaf: [UInt8], openings: [UInt8])? {
        try Row.fetchOne(db, sql: "SELECT leaf, openings FROM audit_pending WHERE seq = ?", arguments: [seq]).map {
            ($0.bytes(0), $0.bytes(1))
        }
    }

    /// Size and root that were last written for a shard.
    package func logHead(_ shard: String) throws -> (size: Int, root: Digest32)? {
        try Row.fetchOne(db, sql: "SELECT size, root FROM log_shard WHERE name = ?", arguments: [shard]).flatMap { row in
            Digest32(row.bytes(1)).map { (row[0], $0) }
        }
    }

    /// The entries are in the files of the shard; their rows go, ranges remember where each went.
    package func sealed(_ seqs: [Int64], shard: String, firstIndex: Int, size: Int, root: Digest32) throws {
        let delete = try db.cachedStatement(sql: "DELETE FROM audit_pending WHERE seq = ?")
        for seq in seqs { try delete.execute(arguments: [seq]) }
        var start = 0
        while start < seqs.count {
            var end = start
            while end + 1 < seqs.count, seqs[end + 1] == seqs[end] + 1 { end += 1 }
            try db.execute(
                sql: "INSERT INTO log_range (first_seq, last_seq, shard, first_index) VALUES (?, ?, ?, ?)",
                arguments: [seqs[start], seqs[end], shard, firstIndex + start])
            start = end + 1
        }
        try db.execute(
            sql: "INSERT OR REPLACE INTO log_shard (name, size, root) VALUES (?, ?, ?)", arguments: [shard, size, root.bytes.databaseValue])
    }
}

extension Store {
    /// How many entries a shard has; nil where it has not begun.
    package func logHead(_ shard: String) throws -> Int? {
        try reading { db in try Int.fetchOne(db, sql: "SELECT size FROM log_shard WHERE name = ?", arguments: [shard]) }
    }

    /// Whether entries are committed that are not in the log yet.
    package func hasUnsealed() throws -> Bool {
        try readingBeside { db in try Row.fetchOne(db, sql: "SELECT 1 FROM audit_pending LIMIT 1") != nil }
    }
}
