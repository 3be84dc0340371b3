// SPDX-License-Identifier: EUPL-1.2
package import AuditLog
package import ExchangeSchema
import GRDB
import Synchronization
package import Vault

package typealias PersonNumber = Int64

/// What survives a crash: records, persons, deliveries and audit entries in one file, their keys in another.
///
/// Every change goes through `intake`, `work` or `transaction`: the keys are committed first, then everything else at once.
package final class Store: Sendable {
    let queue: DatabaseQueue
    /// Reads what is committed while the other connection writes.
    let reader: DatabaseQueue
    let keys: KeyStore
    private let clock: @Sendable () -> Instant
    private let path: String
    private let keysPath: String
    /// True once a write failed in a way that leaves open what the disk holds.
    private let isClosed = Mutex(false)

    package var blind: BlindIndex { keys.blind }

    /// Makes the files of a new store; refuses where one stands already.
    package static func create(_ paths: StorePaths) throws { try MasterKey.create(at: paths.masterKey) }

    package init(_ paths: StorePaths, clock: @escaping @Sendable () -> Instant) throws {
        _ = try MasterKey.load(from: paths.masterKey)
        if let missing = paths.missingFile { throw missing }
        let keys = try StoreTrouble.translating(paths.keys, damage: .keysDamaged) { try KeyStore.open(paths) }
        if !paths.hasStore, try !keys.isEmpty() { throw StoreFinding(.storeMissing, paths.store) }
        let queue = try StoreTrouble.translating(paths.store) { try SQLiteFile.open(paths.store, secureDelete: false) }
        self.keys = keys
        self.queue = queue
        self.clock = clock
        path = paths.store
        keysPath = paths.keys
        try StoreTrouble.translating(path) {
            try queue.writeWithoutTransaction { db in
                try db.inTransaction(.immediate) {
                    let isNew = try Int.fetchOne(db, sql: "PRAGMA user_version") == 0
                    if isNew, try !keys.isEmpty() { throw StoreFinding(.storeMissing, paths.store) }
                    try Schema.migrate(db)
                    if let finding = try KeyCheck(db: db, keys: keys).glance().first { throw finding }
                    return .commit
                }
            }
        }
        reader = try StoreTrouble.translating(path) { try SQLiteFile.openReadOnly(paths.store) }
        try finishErasures()
    }

    /// One change of the store: all of it is durable when this returns, or none of it happened.
    package func transaction<Result>(_ body: (StoreTransaction) throws -> Result) throws -> Result {
        guard !isClosed.withLock({ $0 }) else { throw StoreError.closed(path) }
        do {
            return try StoreTrouble.translating(path) { try commit(body) }
        } catch let error as StoreError {
            if case .disk = error { isClosed.withLock { $0 = true } }
            throw error
        }
    }

    private func commit<Result>(_ body: (StoreTransaction) throws -> Result) throws -> Result {
        try queue.writeWithoutTransaction { db in
            var result: Swift.Result<Result, any Error>?
            try db.inTransaction(.immediate) {
                let transaction = StoreTransaction(db, keys: keys, at: clock())
                do {
                    let value = try body(transaction)
                    let tally = transaction.pendingKeys.isEmpty ? 0 : try transaction.next(KeyTally.counter)
                    try transaction.flush()
                    try StoreTrouble.translating(keysPath, damage: .keysDamaged) { try keys.commit(transaction.pendingKeys, tally: tally) }
                    result = .success(value)
                    return .commit
                } catch {
                    result = .failure(error)
                    return .rollback
                }
            }
            guard let result else { throw StoreError.notDurable("a transaction") }
            return try result.get()
        }
    }

    /// Lets the pipeline work on records that were read ahead and commits all of it together; those that another process finished
    /// meanwhile are left out.
    ///
    /// Throws `StoreError.leaseLost` where the lease changed hands meanwhile; then nothing of it is committed.
    package func work<Result>(
        on claimed: [(seq: Int64, agency: Agency)], under lease: Lease? = nil, _ body: (StoreTransaction, Set<Int64>) throws -> Result
    ) throws -> Result {
        try transaction { transaction in
            if let lease { try transaction.beat(lease) }
            return try body(transaction, try transaction.stillWaiting(claimed))
        }
    }

    func reading<Result>(_ body: (Database) throws -> Result) throws -> Result {
        try StoreTrouble.translating(path) { try queue.read(body) }
    }

    /// Reads what is committed, beside whoever writes.
    func readingBeside<Result>(_ body: (Database) throws -> Result) throws -> Result {
        try StoreTrouble.translating(path) { try reader.read(body) }
    }

    /// Puts all that the write-ahead log holds into the file and cuts the log: after this, nothing rests on bytes whose flush once failed.
    ///
    /// Done before the first work of a run. Where another process is at work, that one has done it.
    package func settle() throws {
        try StoreTrouble.translating(path) {
            _ = try queue.writeWithoutTransaction { db in
                do { _ = try db.checkpoint(.truncate) } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY { return }
            }
        }
    }

    /// The signer of a shard; its key is made once and kept under the master key.
    package func logSigner(_ shard: String) throws -> NoteSigner {
        let seed = try keys.logSeed(shard) { try SymmetricKey.random() }
        guard let signer = seed.withBytes({ NoteSigner(name: shard, seed: Array($0)) }) else {
            throw VaultError.cryptographyUnavailable("Ed25519")
        }
        return signer
    }

    /// False where another process is at it; then the next call does it.
    @discardableResult
    package func truncateKeyLog() throws -> Bool { try keys.truncateLog() }
}

/// A waiting record, opened.
package struct ClaimedRecord: Sendable {
    package let seq: Int64
    package let record: SourceRecord
    package let receivedAt: Instant
}

extension Store {
    /// What SQLite says of the connection that writes: 2 is FULL.
    package func effectiveSynchronous() throws -> Int {
        try queue.writeWithoutTransaction { db in try Int.fetchOne(db, sql: "PRAGMA synchronous") ?? 0 }
    }
}
