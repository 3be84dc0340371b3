// SPDX-License-Identifier: EUPL-1.2
import GRDB
import Glibc
import Vault

/// Replaces the master key: every secret is wrapped anew in one transaction, and only then does the new file take the old one's name.
///
///     master.key.next      the new key, durable before anything is wrapped under it
///     PRAGMA user_version  how often this was done; whoever still holds the old key writes nothing more
///
/// A crash before the commit leaves the old key in force; after it, the next opening finds that `.next` fits and renames it.
extension KeyStore {
    /// Names in `held_key`.
    enum Held: String {
        /// What numbers and references are found by; must outlive the first master key.
        case blindIndex = "blind-index"
    }

    static func held(_ name: Held, _ db: Database, _ wrapping: SymmetricKey) throws -> SymmetricKey? {
        let select = try db.cachedStatement(sql: "SELECT key FROM held_key WHERE name = ?")
        return try [UInt8].fetchBytes(select, [name.rawValue]).flatMap {
            SymmetricKey(try Sealed.open($0, under: wrapping, bound: Array("held/\(name.rawValue)".utf8)))
        }
    }

    /// Opens the key database with the master key that fits, and ends a replacement that a crash cut short.
    static func open(_ paths: StorePaths) throws -> KeyStore {
        let next = paths.masterKey + ".next"
        guard FilePresence.holds(next) else { return try KeyStore(path: paths.keys, master: try MasterKey.load(from: paths.masterKey)) }
        let fits = try? KeyStore(path: paths.keys, master: try MasterKey.load(from: next))
        if let fits, fits.generation > 0 {
            try MasterKey.replace(paths.masterKey, by: next)
            return fits
        }
        let store = try KeyStore(path: paths.keys, master: try MasterKey.load(from: paths.masterKey))
        unlink(next)
        return store
    }

    func refuseOldKeys(_ db: Database) throws {
        guard try Int.fetchOne(db, sql: "PRAGMA user_version") == generation else { throw StoreError.keysReplaced }
    }

    /// Wraps every secret under another master key; returns how many there were.
    func rewrap(under master: SymmetricKey) throws -> Int {
        let fresh = KeyedHash.derive([master], info: "xchg/wrap/v1")
        return try queue.writeWithoutTransaction { db in
            var count = 0
            try db.inTransaction(.immediate) {
                try refuseOldKeys(db)
                for table in Self.wrapped { count += try rewrap(table, under: fresh, db) }
                let name = Held.blindIndex.rawValue
                let sealed = try blind.key.withBytes { try Sealed.seal(Array($0), under: fresh, bound: Array("held/\(name)".utf8)) }
                try db.execute(
                    sql: "INSERT OR REPLACE INTO held_key (name, key) VALUES (?, ?)", arguments: [name, sealed.databaseValue])
                try db.execute(sql: "PRAGMA user_version = \(generation + 1)")
                return .commit
            }
            return count
        }
    }

    /// A table of wrapped secrets, and what each is bound to.
    private struct WrappedTable: Sendable {
        let name: String
        let id: String
        let column: String
        let place: @Sendable (Row) -> String
    }

    private static let wrapped = [
        WrappedTable(name: "record_key", id: "record", column: "key") { "record/\($0[0] as Int64)" },
        WrappedTable(name: "subject_secret", id: "person", column: "secret") { "subject/\($0[0] as Int64)" },
        WrappedTable(name: "period_secret", id: "period", column: "secret") { "period/\($0[0] as Int64)" },
        WrappedTable(name: "user_secret", id: "user", column: "secret") { userPlace($0.bytes(0)) + "/0" },
        WrappedTable(name: "log_key", id: "shard", column: "seed") { "log/\($0[0] as String)/0" },
    ]

    static func userPlace(_ token: [UInt8]) -> String { "user/" + token.map { String($0, radix: 16) }.joined(separator: ".") }

    private func rewrap(_ table: WrappedTable, under fresh: SymmetricKey, _ db: Database) throws -> Int {
        let update = try db.makeStatement(sql: "UPDATE \(table.name) SET \(table.column) = ? WHERE \(table.id) = ?")
        let rows = try Row.fetchAll(db, sql: "SELECT \(table.id), \(table.column) FROM \(table.name)")
        for row in rows {
            let place = Array(table.place(row).utf8)
            let secret = try Sealed.open(row.bytes(1), under: wrapping, bound: place)
            let sealed = try Sealed.seal(secret, under: fresh, bound: place)
            try update.execute(arguments: [sealed.databaseValue, row[0] as DatabaseValue])
        }
        return rows.count
    }
}

extension Store {
    /// Replaces the master key by a fresh one, or by the one in a file that somebody else keeps; returns how many secrets were wrapped anew.
    ///
    /// With a file of one's own, that file must be what the next opening is given.
    package func replaceMasterKey(_ paths: StorePaths, by given: String? = nil) throws -> Int {
        if let given { return try keys.rewrap(under: try MasterKey.load(from: given)) }
        let next = paths.masterKey + ".next"
        try MasterKey.create(at: next)
        let count = try keys.rewrap(under: try MasterKey.load(from: next))
        try MasterKey.replace(paths.masterKey, by: next)
        try keys.cutLog()
        return count
    }

    package var keyGeneration: Int { keys.generation }
}
