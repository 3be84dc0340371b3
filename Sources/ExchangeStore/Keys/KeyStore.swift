// SPDX-License-Identifier: EUPL-1.2
import GRDB
import Glibc
import Vault

/// The keys, in a file of their own that is committed before what they protect.
///
/// Every secret is wrapped under the master key. Nothing is cached across transactions, so that a destroyed key is gone at once.
final class KeyStore: Sendable {
    let queue: DatabaseQueue
    let path: String
    let wrapping: SymmetricKey
    let blind: BlindIndex
    /// How often the master key was replaced before this store was opened.
    let generation: Int

    init(path: String, master: SymmetricKey) throws {
        self.path = path
        queue = try SQLiteFile.open(path, secureDelete: true)
        wrapping = KeyedHash.derive([master], info: "xchg/wrap/v1")
        try queue.writeWithoutTransaction { db in try db.execute(sql: Schema.keys + AuditTables.keys) }
        (generation, blind) = try queue.read { [wrapping] db in
            let held = try Self.held(.blindIndex, db, wrapping)
            let generation = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
            return (generation, BlindIndex(key: held ?? KeyedHash.derive([master], info: "xchg/blind-index/v1")))
        }
    }

    /// Reads a file that stands already and makes none.
    init(existing path: String, master: SymmetricKey) throws {
        self.path = path
        queue = try SQLiteFile.openReadOnly(path)
        wrapping = KeyedHash.derive([master], info: "xchg/wrap/v1")
        (generation, blind) = try queue.read { [wrapping] db in
            let held = try db.tableExists("held_key") ? Self.held(.blindIndex, db, wrapping) : nil
            let generation = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
            return (generation, BlindIndex(key: held ?? KeyedHash.derive([master], info: "xchg/blind-index/v1")))
        }
    }

    /// New keys and links of one transaction of the store, to be committed just before it.
    struct Pending {
        var recordKeys: [(record: Int64, key: SymmetricKey)] = []
        var linked: [(record: Int64, person: Int64)] = []
        var subjectSecrets: [(person: Int64, secret: SymmetricKey)] = []
        var periodSecrets: [(period: Int64, secret: SymmetricKey)] = []
        var isEmpty: Bool { recordKeys.isEmpty && linked.isEmpty && subjectSecrets.isEmpty && periodSecrets.isEmpty }
    }

    /// `tally` is the number of this commit among those of the store that bring keys.
    func commit(_ pending: Pending, tally: Int64) throws {
        guard !pending.isEmpty else { return }
        try queue.writeWithoutTransaction { db in
            try db.inTransaction(.immediate) {
                try refuseOldKeys(db)
                try db.cachedStatement(sql: "INSERT OR REPLACE INTO tally (id, commits) VALUES (1, ?)").execute(arguments: [tally])
                // A crash between the two commits leaves keys that protect nothing: they are replaced.
                let record = try db.cachedStatement(sql: "INSERT OR REPLACE INTO record_key (record, key, person) VALUES (?, ?, NULL)")
                for (number, key) in pending.recordKeys { try record.execute(arguments: [number, try wrap(key, "record", number)]) }
                let link = try db.cachedStatement(sql: "UPDATE record_key SET person = ? WHERE record = ?")
                for (number, person) in pending.linked { try link.execute(arguments: [person, number]) }
                let subject = try db.cachedStatement(sql: "INSERT OR REPLACE INTO subject_secret (person, secret) VALUES (?, ?)")
                for (person, secret) in pending.subjectSecrets {
                    try subject.execute(arguments: [person, try wrap(secret, "subject", person)])
                }
                let period = try db.cachedStatement(sql: "INSERT OR IGNORE INTO period_secret (period, secret) VALUES (?, ?)")
                for (number, secret) in pending.periodSecrets {
                    try period.execute(arguments: [number, try wrap(secret, "period", number)])
                }
                return .commit
            }
        }
    }

    /// The wrapped keys of source records, by number.
    func wrappedRecordKeys(_ records: [Int64]) throws -> [Int64: [UInt8]] {
        try queue.writeWithoutTransaction { db in
            let statement = try db.cachedStatement(sql: "SELECT key FROM record_key WHERE record = ?")
            var keys: [Int64: [UInt8]] = [:]
            for record in records { keys[record] = try [UInt8].fetchBytes(statement, [record]) }
            return keys
        }
    }

    func unwrapRecord(_ wrapped: [UInt8], _ record: Int64) throws -> SymmetricKey { try unwrap(wrapped, "record", record) }

    func subjectSecret(_ person: Int64) throws -> SymmetricKey? {
        try queue.writeWithoutTransaction { db in
            try [UInt8].fetchBytes(try db.cachedStatement(sql: "SELECT secret FROM subject_secret WHERE person = ?"), [person])
                .map { try unwrap($0, "subject", person) }
        }
    }

    /// The wrapped secrets of those persons who still have one.
    func wrappedSubjectSecrets(_ persons: [Int64]) throws -> [(person: Int64, wrapped: [UInt8])] {
        guard !persons.isEmpty else { return [] }
        return try queue.writeWithoutTransaction { db in
            let select = try db.cachedStatement(sql: "SELECT secret FROM subject_secret WHERE person = ?")
            return try persons.compactMap { person in try [UInt8].fetchBytes(select, [person]).map { (person, $0) } }
        }
    }

    func unwrapSubject(_ wrapped: [UInt8], _ person: Int64) throws -> SymmetricKey { try unwrap(wrapped, "subject", person) }

    func periodSecret(_ period: Int64) throws -> SymmetricKey? {
        try queue.read { db in
            try [UInt8].fetchBytes(try db.cachedStatement(sql: "SELECT secret FROM period_secret WHERE period = ?"), [period])
                .map { try unwrap($0, "period", period) }
        }
    }

    /// The seed of a shard's signing key; made on first use and durable before it is returned.
    func logSeed(_ shard: String, fresh: () throws -> SymmetricKey) throws -> SymmetricKey {
        try queue.writeWithoutTransaction { db in
            var seed: SymmetricKey?
            try db.inTransaction(.immediate) {
                if let wrapped = try [UInt8].fetchBytes(try db.cachedStatement(sql: "SELECT seed FROM log_key WHERE shard = ?"), [shard]) {
                    seed = try unwrap(wrapped, "log/\(shard)", 0)
                } else {
                    let new = try fresh()
                    try db.execute(
                        sql: "INSERT INTO log_key (shard, seed) VALUES (?, ?)", arguments: [shard, try wrap(new, "log/\(shard)", 0)])
                    seed = new
                }
                return .commit
            }
            guard let seed else { throw VaultError.malformed }
            return seed
        }
    }

    /// The secret of one who looks at personal data, found by a blind token; made on first use and durable before it is returned.
    func userSecret(_ user: String) throws -> SymmetricKey {
        let token = blind.token(.user, user)
        let kind = Self.userPlace(token)
        return try queue.writeWithoutTransaction { db in
            var secret: SymmetricKey?
            try db.inTransaction(.immediate) {
                let held = try db.cachedStatement(sql: "SELECT secret FROM user_secret WHERE user = ?")
                if let wrapped = try [UInt8].fetchBytes(held, [token.databaseValue]) {
                    secret = try unwrap(wrapped, kind, 0)
                } else {
                    let new = try SymmetricKey.random()
                    try db.execute(
                        sql: "INSERT INTO user_secret (user, secret) VALUES (?, ?)",
                        arguments: [token.databaseValue, try wrap(new, kind, 0)])
                    secret = new
                }
                return .commit
            }
            guard let secret else { throw VaultError.malformed }
            return secret
        }
    }

    /// Empties the write-ahead log into the file and cuts it, so that overwritten secrets leave no trace.
    ///
    /// False where another process is at it or reads: SQLite refuses a second checkpoint at once instead of letting it wait.
    func truncateLog() throws -> Bool {
        try queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA busy_timeout = 1000")
            let outcome = Result { try db.checkpoint(.truncate) }
            try db.execute(sql: "PRAGMA busy_timeout = 60000")
            do {
                _ = try outcome.get()
                return true
            } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
                return false
            }
        }
    }

    /// As `truncateLog`, where what was destroyed may not live on: waits up to a minute for whoever is at the log, then says that it is busy.
    func cutLog() throws {
        for _ in 0..<600 {
            if try truncateLog() { return }
            usleep(100_000)
        }
        throw StoreError.busy(path)
    }

    func wrap(_ key: SymmetricKey, _ kind: String, _ number: Int64) throws -> DatabaseValue {
        try key.withBytes { try Sealed.seal(Array($0), under: wrapping, bound: Array("\(kind)/\(number)".utf8)) }.databaseValue
    }

    func unwrap(_ wrapped: [UInt8], _ kind: String, _ number: Int64) throws -> SymmetricKey {
        guard let key = SymmetricKey(try Sealed.open(wrapped, under: wrapping, bound: Array("\(kind)/\(number)".utf8))) else {
            throw VaultError.malformed
        }
        return key
    }
}
