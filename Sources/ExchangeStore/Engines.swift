// SPDX-License-Identifier: EUPL-1.2
import GRDB

/// Opens a database file so that a commit that returned survives the loss of power.
enum SQLiteFile {
    /// `autocheckpoint` counts pages of 16 KiB; 4,096 of them are 64 MiB.
    static func open(_ path: String, secureDelete: Bool) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.busyMode = .timeout(60)
        configuration.maximumReaderCount = 1
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA page_size = 16384")
            if secureDelete { try db.execute(sql: "PRAGMA secure_delete = ON") }
            _ = try String.fetchOne(db, sql: "PRAGMA journal_mode = WAL")
            try db.execute(sql: "PRAGMA synchronous = FULL")
            _ = try Int.fetchOne(db, sql: "PRAGMA wal_autocheckpoint = \(secureDelete ? 256 : 4096)")
            try db.execute(sql: "PRAGMA cache_size = \(secureDelete ? -8192 : -32768)")
        }
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.writeWithoutTransaction { db in
            guard try Int.fetchOne(db, sql: "PRAGMA synchronous") == 2 else { throw StoreError.notDurable("synchronous=FULL") }
            guard try String.fetchOne(db, sql: "PRAGMA journal_mode") == "wal" else { throw StoreError.notDurable("a write-ahead log") }
        }
        return queue
    }

    /// A second connection to a file that `open` made.
    static func openReadOnly(_ path: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(60)
        configuration.prepareDatabase { db in try db.execute(sql: "PRAGMA cache_size = -8192") }
        return try DatabaseQueue(path: path, configuration: configuration)
    }
}
