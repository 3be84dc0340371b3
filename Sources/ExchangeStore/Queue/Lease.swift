// SPDX-License-Identifier: EUPL-1.2
import GRDB

/// The right to do one kind of work, given to one worker at a time.
///
/// The token counts how often the right changed hands: a commit under an older one is refused. Whoever commits proves with it that it
/// lives: the beat goes up. No clock takes part, so that no clock that jumps can give the work to two.
package struct Lease: Sendable, Equatable {
    package let name: String
    package let holder: String
    package let token: Int64
}

/// What anybody can see of a lease.
package struct LeaseSight: Sendable, Equatable {
    /// Nil where it was given back.
    package let holder: String?
    package let token: Int64
    package let beat: Int64

    package init(holder: String?, token: Int64, beat: Int64) {
        self.holder = holder
        self.token = token
        self.beat = beat
    }
}

extension Store {
    /// Nil where nobody ever held it.
    package func sight(ofLease name: String) throws -> LeaseSight? {
        try readingBeside { db in
            try Row.fetchOne(
                try db.cachedStatement(sql: "SELECT holder, token, beat FROM lease WHERE name = ?"), arguments: [name]
            ).map { LeaseSight(holder: $0[0], token: $0[1], beat: $0[2]) }
        }
    }

    /// Takes a lease that still is as it was seen; nil where somebody was quicker or its holder gave a sign of life.
    package func takeLease(_ name: String, as holder: String, over seen: LeaseSight?) throws -> Lease? {
        try transaction { transaction in
            let db = transaction.db
            guard let seen else {
                try db.execute(
                    sql: "INSERT OR IGNORE INTO lease (name, holder, token, beat) VALUES (?, ?, 1, 0)", arguments: [name, holder])
                return db.changesCount == 1 ? Lease(name: name, holder: holder, token: 1) : nil
            }
            try db.execute(
                sql: "UPDATE lease SET holder = ?, token = token + 1, beat = 0 WHERE name = ? AND holder IS ? AND token = ? AND beat = ?",
                arguments: [holder, name, seen.holder, seen.token, seen.beat])
            return db.changesCount == 1 ? Lease(name: name, holder: holder, token: seen.token + 1) : nil
        }
    }

    /// Gives a lease back, so that the next need not wait; one that was lost is left alone.
    package func giveBack(_ lease: Lease) throws {
        try transaction { transaction in
            try transaction.db.execute(
                sql: "UPDATE lease SET holder = NULL WHERE name = ? AND token = ?", arguments: [lease.name, lease.token])
        }
    }
}

extension StoreTransaction {
    /// Shows that the holder lives; throws `StoreError.leaseLost` where the lease changed hands, so that nothing of the work is committed.
    package func beat(_ lease: Lease) throws {
        try db.cachedStatement(sql: "UPDATE lease SET beat = beat + 1 WHERE name = ? AND token = ?")
            .execute(arguments: [lease.name, lease.token])
        guard db.changesCount == 1 else { throw StoreError.leaseLost(lease.name) }
    }
}
