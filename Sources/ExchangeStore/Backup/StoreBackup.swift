// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema
import Foundation
import GRDB
import Vault

/// Copies of a store and, apart from it, of its keys, made while a gateway is at work.
///
///     <folder>/xchg-<day>T<time>.db    one moment of the store; opens nothing by itself
///     <folder>/keys-<day>T<time>.db    the keys of one moment, wrapped; mode 0600; at most 30 days kept
///
/// Keys that were erased live on in a copy of the keys for as long as that is kept: hence the 30 days, and a folder of its own.
package enum StoreBackup {
    package static let longestKeyDays = 30

    /// Returns the path of the copy, which is complete under that name or not there.
    package static func copyStore(_ paths: StorePaths, to folder: String, at now: Instant) throws -> String {
        try copy(paths.store, to: "\(folder)/xchg-\(stamp(now)).db")
    }

    /// Also removes copies of keys in that folder that are older than 30 days; returns the path of the copy and how many went.
    package static func copyKeys(_ paths: StorePaths, to folder: String, at now: Instant) throws -> (path: String, removed: Int) {
        let path = try copy(paths.keys, to: "\(folder)/keys-\(stamp(now)).db")
        return (path, try removeOldKeys(in: folder, at: now))
    }

    private static func copy(_ source: String, to target: String) throws -> String {
        guard FilePresence.holds(source) else { throw StoreFinding(.storeMissing, source) }
        guard !FilePresence.holds(target) else { throw StoreError.alreadyExists(target) }
        let folder = target.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let begun = target + ".tmp"
        if unlink(begun) != 0, errno != ENOENT { throw StoreError.disk(begun, code: Int(errno)) }
        try StoreTrouble.translating(source) {
            let (from, to) = (try SQLiteFile.openReadOnly(source), try DatabaseQueue(path: begun))
            try from.backup(to: to)
            // One file: a copy has no log beside it.
            try to.writeWithoutTransaction { db in _ = try String.fetchOne(db, sql: "PRAGMA journal_mode = DELETE") }
            try to.close()
            guard try openReadOnlyIsSound(begun) else { throw StoreFinding(.storeDamaged, begun) }
        }
        guard chmod(begun, 0o600) == 0, rename(begun, target) == 0 else { throw StoreError.disk(target, code: Int(errno)) }
        return target
    }

    private static func openReadOnlyIsSound(_ path: String) throws -> Bool {
        try SQLiteFile.openReadOnly(path).read { db in try String.fetchAll(db, sql: "PRAGMA integrity_check(1)") == ["ok"] }
    }

    private static func removeOldKeys(in folder: String, at now: Instant) throws -> Int {
        let oldest = "keys-\(stamp(now.adding(milliseconds: -Int64(longestKeyDays) * 86_400_000))).db"
        let old = try FileManager.default.contentsOfDirectory(atPath: folder).filter {
            $0.hasPrefix("keys-") && $0.hasSuffix(".db") && $0 < oldest
        }
        for name in old { try FileManager.default.removeItem(atPath: "\(folder)/\(name)") }
        return old.count
    }

    /// `20261125T171500Z`, which sorts as time does.
    private static func stamp(_ at: Instant) -> String {
        String(at.description.prefix(19).filter { $0 != "-" && $0 != ":" }) + "Z"
    }
}
