// SPDX-License-Identifier: EUPL-1.2
import GRDB

/// Keys and store fit each other: same master key, and neither lacks what the other committed.
struct KeyCheck {
    let db: Database
    let keys: KeyStore
    /// Their count before the store was looked at; without it nobody else is at work.
    var lead: Int64?

    func run() throws -> [StoreFinding] {
        do {
            guard try keys.structureIsSound() else { return [StoreFinding(.keysDamaged, "keys")] }
        } catch is DatabaseError {
            return [StoreFinding(.keysDamaged, "keys")]
        }
        return try glance()
    }

    /// Reads a handful of rows: done at every opening.
    func glance() throws -> [StoreFinding] {
        guard try keys.fitMaster() else { return [StoreFinding(.masterKey, "keys")] }
        let (store, now) = (try KeyTally.ofStore(db), try keys.tally())
        return [KeyTally.compare(store: store, before: lead ?? now, after: now)].compactMap(\.self)
    }
}

/// How many commits brought keys, counted on both sides, so that a side that was cut or replaced by an older copy shows.
///
/// The keys count first: a crash between the two commits leaves them one ahead, and the next commit takes the same number again.
enum KeyTally {
    static let counter = "keys/commits"

    /// Nil where either side has not begun to count.
    static func compare(store: Int64?, before: Int64?, after: Int64?) -> StoreFinding? {
        guard let store, let before, let after else { return nil }
        if after < store { return StoreFinding(.keysOlder, "keys", count: Int(clamping: store - after)) }
        if before > store + 1 { return StoreFinding(.lostCommits, "store", count: Int(clamping: before - store - 1)) }
        return nil
    }

    static func ofStore(_ db: Database) throws -> Int64? {
        try Int64.fetchOne(db, sql: "SELECT value FROM counter WHERE name = ?", arguments: [counter])
    }
}
