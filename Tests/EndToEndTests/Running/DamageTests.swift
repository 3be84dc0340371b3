// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import ExchangeStore
import Foundation
import GRDB
import TestSupport
import Testing

/// What was damaged is found before any work begins, and named; the rest is left as it is, and the documented way back works.
struct DamageTests {
    /// What a test does to a workspace, and the name under which the start must refuse.
    struct Damage: Sendable, CustomTestStringConvertible {
        let name: String
        let kind: StoreFinding.Kind
        let inflict: @Sendable (DamagedWorkspace) throws -> Void
        var testDescription: String { name }
    }

    static let damages: [Damage] = [
        Damage(name: "a page of the store is overwritten", kind: .storeDamaged) {
            try $0.flip("store/xchg.db", at: 16384 * 3, count: 200)
        },
        Damage(name: "the head of the store is overwritten", kind: .storeDamaged) { try $0.flip("store/xchg.db", at: 0, count: 40) },
        Damage(name: "the store is cut", kind: .storeDamaged) { try $0.cut("store/xchg.db") },
        Damage(name: "the store is gone", kind: .storeMissing) { try $0.remove("store/xchg.db") },
        Damage(name: "the keys are gone", kind: .keysMissing) { try $0.remove("keys/keys.db") },
        Damage(name: "the keys are overwritten", kind: .keysDamaged) { try $0.flip("keys/keys.db", at: 0, count: 40) },
        Damage(name: "the master key is another", kind: .masterKey) {
            try Data(repeating: 7, count: 32).write(to: URL(fileURLWithPath: $0.paths.masterKey))
        },
        Damage(name: "a tile of the log is gone", kind: .logIncomplete) { try $0.remove(try $0.liveFile("/tile/0/")) },
        Damage(name: "a bundle of the log is gone", kind: .logIncomplete) { try $0.remove(try $0.liveFile("/tile/entries/")) },
        Damage(name: "the openings are gone", kind: .logIncomplete) { try $0.remove(try $0.liveFile("/openings/")) },
        Damage(name: "the store is an older copy", kind: .lostCommits) {
            try $0.inStore("UPDATE counter SET value = 1 WHERE name = 'keys/commits'")
        },
    ]

    @Test(arguments: damages)
    func `damage is found at the start, named, and nothing else is touched`(_ damage: Damage) async throws {
        let workspace = try await WorkedStage.shared.workspace()
        let before = try workspace.files("deliveries") + workspace.files("audit")
        try damage.inflict(workspace)
        #expect(workspace.check.glance().findings.first?.kind == damage.kind)
        try workspace.write("x", to: "inbox/lokaal/44021_20260101_0099_inwoners.csv")

        let start = try await XchgBinary.run(["sync", "run", "--workspace", workspace.path])
        #expect(start.code == 2)
        let finding = StoreFinding(damage.kind, "")
        #expect(start.errors.contains(finding.sentence) || start.errors.contains("master key"), "\(start.errors)")
        #expect(try workspace.files("inbox").contains("lokaal/44021_20260101_0099_inwoners.csv"))
        #expect(Set(try workspace.files("deliveries") + workspace.files("audit")).isSubset(of: before))

        let check = try await XchgBinary.run(["store", "check", "--workspace", workspace.path])
        #expect(check.code == 1)
        #expect(check.output.contains(damage.kind.rawValue))
    }

    @Test func `a write-ahead log that was cut has lost commits, and the start says so`() async throws {
        let workspace = try await WorkedStage.shared.workspace()
        let other = try await WorkedStage.shared.workspace()
        let store = try workspace.store()
        for _ in 1...4 { try store.transaction { _ = try $0.newPerson(.canonical) } }
        // As after a crash: the log was not yet put into the file.
        for name in ["store/xchg.db", "store/xchg.db-wal", "keys/keys.db", "keys/keys.db-wal"] {
            try? FileManager.default.removeItem(atPath: "\(other.path)/\(name)")
            try FileManager.default.copyItem(atPath: "\(workspace.path)/\(name)", toPath: "\(other.path)/\(name)")
        }
        #expect(other.check.glance().isSound)
        try other.cut("store/xchg.db-wal")
        #expect(other.check.glance().findings.map(\.kind) == [.lostCommits])
        let start = try await XchgBinary.run(["sync", "run", "--workspace", other.path])
        #expect(start.code == 2 && start.errors.contains("from backups"), "\(start.errors)")
    }

    @Test func `a backup opens with the keys of the same moment, and the copy of a missing tile mends the log`() async throws {
        let workspace = try await WorkedStage.shared.workspace()
        let folder = try TemporaryFolder()
        let store = try await XchgBinary.run(["store", "backup", folder.path + "/store", "--workspace", workspace.path])
        let keys = try await XchgBinary.run(
            ["keys", "backup", "--to", folder.path + "/keys", "--reason", "nachtelijk", "--workspace", workspace.path])
        #expect(store.code == 0 && keys.code == 0, "\(store.errors) \(keys.errors)")
        let tile = try workspace.liveFile("/tile/0/")
        let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(workspace.path)/\(tile)"))
        for name in ["store/xchg.db", "keys/keys.db", tile] { try workspace.remove(name) }
        #expect(!workspace.check.run().isSound)
        func copy(_ output: String) -> String { String(output.prefix { $0 != "\n" }) }
        try FileManager.default.copyItem(atPath: copy(store.output), toPath: workspace.paths.store)
        try FileManager.default.copyItem(atPath: copy(keys.output), toPath: workspace.paths.keys)
        #expect(workspace.check.run().findings.map(\.kind) == [.logIncomplete])
        try bytes.write(to: URL(fileURLWithPath: "\(workspace.path)/\(tile)"))
        #expect(workspace.check.run().findings == [])
    }

    @Test func `copies of keys go after thirty days, and no copy is written over`() throws {
        let folder = try TemporaryFolder()
        let paths = StorePaths(store: folder.path + "/s.db", keys: folder.path + "/k.db", masterKey: folder.path + "/m.key")
        try Store.create(paths)
        _ = try Store(paths, clock: { Instant(milliseconds: 0) })
        let day: Int64 = 86_400_000
        let copies = folder.path + "/copies"
        #expect(try StoreBackup.copyKeys(paths, to: copies, at: Instant(milliseconds: 0)).path == copies + "/keys-19700101T000000Z.db")
        #expect(throws: StoreError.alreadyExists(copies + "/keys-19700101T000000Z.db")) {
            try StoreBackup.copyKeys(paths, to: copies, at: Instant(milliseconds: 0))
        }
        #expect(try StoreBackup.copyKeys(paths, to: copies, at: Instant(milliseconds: 30 * day)).removed == 0)
        #expect(try StoreBackup.copyKeys(paths, to: copies, at: Instant(milliseconds: 30 * day + 1000)).removed == 1)
        #expect(try FileNames.under(copies) == ["keys-19700131T000000Z.db", "keys-19700131T000001Z.db"])
    }

    @Test func `a workspace that can't be read is no answer`() async throws {
        let outcome = try await XchgBinary.run(["store", "check", "--workspace", "/nowhere"])
        #expect(outcome.code == 2)
    }
}
