// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import ExchangeStore
import Foundation
import GRDB
import Gateway
import Sandbox
import TestSupport

/// A small gateway after a day's work, to be copied and damaged; made once for all tests.
actor WorkedStage {
    static let shared = WorkedStage()
    private var made: Task<(Stage, String), any Error>?

    /// A copy of its own for one test.
    func workspace() async throws -> DamagedWorkspace {
        let task =
            made
            ?? Task {
                let stage = try await Stage()
                let path = try stage.workspace("worked")
                let outcome = try await XchgBinary.run(["sync", "run", "--workspace", path])
                await stage.server.stop()
                guard outcome.code == 0 else { throw WorkFailed(errors: outcome.errors) }
                try DamagedWorkspace(path: path).settle()
                return (stage, path)
            }
        made = task
        let (stage, path) = try await task.value
        let copy = "\(stage.folder.path)/copy-\(UUID().uuidString)"
        try FileManager.default.copyItem(atPath: path, toPath: copy)
        return DamagedWorkspace(path: copy)
    }

    struct WorkFailed: Error { let errors: String }
}

/// A workspace that a test damages in one place.
struct DamagedWorkspace {
    let path: String

    var paths: StorePaths {
        StorePaths(store: path + "/store/xchg.db", keys: path + "/keys/keys.db", masterKey: path + "/keys/master.key")
    }
    var check: StoreCheck {
        StoreCheck(
            CheckedSite(paths: paths, audit: path + "/audit", deliveries: path + "/deliveries"), readDossier: DossierForm.check)
    }
    var kinds: [StoreFinding.Kind] { check.run().findings.map(\.kind) }

    /// Puts what the write-ahead logs hold into the files, so that damage to a file is damage.
    func settle() throws {
        for file in [paths.store, paths.keys] {
            _ = try DatabaseQueue(path: file).writeWithoutTransaction { try $0.checkpoint(.truncate) }
        }
    }

    func store() throws -> Store { try Store(paths, clock: { Instant(milliseconds: 1_790_000_000_000) }) }

    func inStore(_ sql: String) throws { try Self.execute(sql, in: paths.store) }
    func inKeys(_ sql: String) throws { try Self.execute(sql, in: paths.keys) }

    private static func execute(_ sql: String, in path: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.write { try $0.execute(sql: sql) }
        try queue.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
    }

    /// Folder of the only shard.
    func shard() throws -> String { try Workplace(path).shard }

    /// Paths under a folder of the workspace, relative to it, sorted.
    func files(_ folder: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: "\(path)/\(folder)").sorted().filter { name in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: "\(path)/\(folder)/\(name)", isDirectory: &isFolder) && !isFolder.boolValue
        }
    }

    /// The file of the log that its head needs: of those with this in their path, the one of the greatest width.
    func liveFile(_ part: String) throws -> String {
        let names = try files("audit").filter { $0.contains(part) }
        guard
            let last = names.max(by: { (Int($0.split(separator: "/").last ?? "") ?? 0) < (Int($1.split(separator: "/").last ?? "") ?? 0) })
        else { throw CocoaError(.fileNoSuchFile) }
        return "audit/" + last
    }

    /// Changes the byte in the middle of a file, or at `offset`.
    func flip(_ file: String, at offset: Int? = nil, count: Int = 1) throws {
        let url = URL(fileURLWithPath: "\(path)/\(file)")
        var bytes = try Data(contentsOf: url)
        let start = offset ?? bytes.count / 2
        for index in start..<min(bytes.count, start + count) { bytes[index] ^= 0xFF }
        try bytes.write(to: url)
    }

    func cut(_ file: String) throws {
        let url = URL(fileURLWithPath: "\(path)/\(file)")
        let bytes = try Data(contentsOf: url)
        try bytes.prefix(bytes.count / 2).write(to: url)
    }

    func remove(_ file: String) throws { try FileManager.default.removeItem(atPath: "\(path)/\(file)") }

    func write(_ text: String, to file: String) throws { try text.write(toFile: "\(path)/\(file)", atomically: true, encoding: .utf8) }
}
