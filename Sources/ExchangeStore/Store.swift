// SPDX-License-Identifier: EUPL-1.2
package import AuditLog
package import ExchangeSchema
import GRDB
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

    package var blind: BlindIndex { keys.blind }

    /// Makes the files of a new store; refuses where one stands already.
    package static func create(_ paths: StorePaths) throws { try MasterKey.create(at: paths.masterKey) }

    package init(_ paths: StorePaths, clock: @escaping @Sendable () -> Instant) throws {
        keys = try KeyStore.open(paths)
        queue = try SQLiteFile.open(paths.store, secureDelete: false)
        self.clock = clock
        try queue.writeWithoutTransaction { db in
            try db.inTransaction(.immediate) {
                try Schema.migrate(db)
                return .commit
            }
        }
        reader = try SQLiteFile.openReadOnly(paths.store)
        try finishErasures()
    }

    /// One change of the store: all of it is durable when this returns, or none of it happened.
    package func transaction<Result>(_ body: (StoreTransaction) throws -> Result) throws -> Result {
        try queue.writeWithoutTransaction { db in
            var result: Swift.Result<Result, any Error>?
            try db.inTransaction(.immediate) {
                let transaction = StoreTransaction(db, keys: keys, at: clock())
                do {
                    let value = try body(transaction)
                    try transaction.flush()
                    try keys.commit(transaction.pendingKeys)
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
    package func work<Result>(on claimed: [ClaimedRecord], _ body: (StoreTransaction, Set<Int64>) throws -> Result) throws -> Result {
        try transaction { transaction in try body(transaction, try transaction.stillWaiting(claimed)) }
    }

    func reading<Result>(_ body: (Database) throws -> Result) throws -> Result { try queue.read(body) }

    /// The signer of a shard; its key is made once and kept under the master key.
    package func logSigner(_ shard: String) throws -> NoteSigner {
        let seed = try keys.logSeed(shard) { try SymmetricKey.random() }
        guard let signer = seed.withBytes({ NoteSigner(name: shard, seed: Array($0)) }) else {
            throw VaultError.cryptographyUnavailable("Ed25519")
        }
        return signer
    }

    package func truncateKeyLog() throws { try keys.truncateLog() }
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
