// SPDX-License-Identifier: EUPL-1.2
import GRDB
import Vault

/// What takes keys away for good: rows go, freed pages are overwritten and the write-ahead log is cut.
extension KeyStore {
    /// Takes the secrets of persons and the keys of the records they came from; returns how many secrets were there.
    @discardableResult
    func void(_ persons: [PersonNumber]) throws -> Int {
        let count = try queue.writeWithoutTransaction { db in
            var count = 0
            try db.inTransaction(.immediate) {
                for person in persons {
                    try db.execute(sql: "DELETE FROM subject_secret WHERE person = ?", arguments: [person])
                    count += db.changesCount
                    try db.execute(sql: "DELETE FROM record_key WHERE person = ?", arguments: [person])
                }
                return .commit
            }
            return count
        }
        try cutLog()
        return count
    }

    /// Takes the secret of a quarter; false where there was none.
    func void(period: Int64) throws -> Bool {
        let found = try queue.writeWithoutTransaction { db in
            try db.execute(sql: "DELETE FROM period_secret WHERE period = ?", arguments: [period])
            return db.changesCount > 0
        }
        try cutLog()
        return found
    }

    /// Quarters that have a secret, oldest first.
    func periods() throws -> [Int64] { try queue.read { try Int64.fetchAll($0, sql: "SELECT period FROM period_secret ORDER BY period") } }

    /// Every user's secret; there are as many as people work with the command line.
    func userSecrets() throws -> [SymmetricKey] {
        try queue.read { db in
            try Row.fetchAll(db, sql: "SELECT user, secret FROM user_secret").map { row in
                try unwrap(row.bytes(1), Self.userPlace(row.bytes(0)), 0)
            }
        }
    }

    func subjects() throws -> Int { try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM subject_secret") ?? 0 } }
}
