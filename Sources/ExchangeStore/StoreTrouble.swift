// SPDX-License-Identifier: EUPL-1.2
import GRDB

/// What the engine's refusals mean for whoever works with the store.
enum StoreTrouble {
    /// Runs a piece of work on a database file and says in our terms what stopped it.
    static func translating<Result>(
        _ path: String, damage: StoreFinding.Kind = .storeDamaged, _ body: () throws -> Result
    ) throws -> Result {
        do { return try body() } catch let error as DatabaseError { throw translated(error, path, damage) }
    }

    private static func translated(_ error: DatabaseError, _ path: String, _ damage: StoreFinding.Kind) -> any Error {
        switch error.resultCode {
        case .SQLITE_FULL: StoreError.noSpace(path)
        case .SQLITE_IOERR, .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
            StoreError.disk(path, code: Int(error.extendedResultCode.rawValue))
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: StoreFinding(damage, path)
        case .SQLITE_BUSY, .SQLITE_LOCKED: StoreError.busy(path)
        default: error
        }
    }
}
