// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Glibc
import Sandbox
import TestSupport
import Testing

/// Writes that fail at one size after the other, in store, keys, log and deliveries: what was accepted survives, and the work resumes by
/// itself once there is space.
@Suite(.serialized)
struct FullDiskTests {
    /// Whether this machine lets us make a small disk of our own.
    private static let canMount = getuid() == 0 && FileManager.default.isExecutableFile(atPath: "/usr/bin/mount")

    @Test func `no file may grow beyond a bound, bound after bound`() async throws {
        let stage = try await Stage()
        let undisturbed = try stage.workspace("undisturbed")
        #expect(try await XchgBinary.run(["sync", "run", "--workspace", undisturbed]).code == 0)
        let expected = try Snapshot(undisturbed)
        var refused = 0
        let workspace = try stage.workspace("bounded")
        // Blocks of 1,024 bytes; the store begins with pages of 16 KiB.
        for bound in [1, 24, 64, 128, 256, 448, 900] {
            let outcome = try await Self.shell("ulimit -f \(bound); exec \"$0\" sync run --workspace \"$1\"", workspace)
            #expect([0, 2].contains(outcome.code), "bound \(bound): \(outcome.code) \(outcome.errors)")
            guard outcome.code == 2 else { continue }
            refused += 1
            #expect(
                outcome.errors.contains("nothing that was accepted is lost") || outcome.errors.contains("check disk space"),
                "\(outcome.errors)")
        }
        #expect(refused > 3)
        #expect(try await XchgBinary.run(["sync", "run", "--workspace", workspace]).code == 0)
        let found = try Snapshot(workspace)
        #expect(found == expected, "\(found.difference(from: expected))")
        #expect(try await XchgBinary.run(["store", "check", "--workspace", workspace]).code == 0)
        await stage.server.stop()
    }

    @Test(.enabled(if: canMount, "needs root, to mount a small disk"))
    func `the disk is full, and then there is space again`() async throws {
        let stage = try await Stage()
        let undisturbed = try stage.workspace("undisturbed")
        #expect(try await XchgBinary.run(["sync", "run", "--workspace", undisturbed]).code == 0)
        let expected = try Snapshot(undisturbed)
        for kibibytes in [400, 1000] {
            let workspace = try stage.workspace("full-\(kibibytes)")
            for folder in ["store", "keys", "audit", "deliveries"] {
                let disk = "\(workspace)/\(folder)"
                let kept = "\(stage.folder.path)/kept-\(kibibytes)-\(folder)"
                try FileManager.default.moveItem(atPath: disk, toPath: kept)
                try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
                guard try await Self.shell("mount -t tmpfs -o size=\(kibibytes)k,mode=700 tmpfs \"$1\"", disk).code == 0 else { return }
                _ = try await Self.shell("cp -a '\(kept)/.' \"$1\"", disk)
            }
            let full = try await XchgBinary.run(["sync", "run", "--workspace", workspace])
            if full.code != 0 { #expect(full.code == 2 && full.errors.contains("space"), "\(full.errors)") }
            for folder in ["store", "keys", "audit", "deliveries"] {
                _ = try await Self.shell("mount -o remount,size=64m \"$1\"", "\(workspace)/\(folder)")
            }
            let later = try await XchgBinary.run(["sync", "run", "--workspace", workspace])
            #expect(later.code == 0, "\(kibibytes): \(later.errors)")
            let found = try Snapshot(workspace)
            #expect(found == expected, "\(kibibytes): \(found.difference(from: expected))")
            for folder in ["store", "keys", "audit", "deliveries"] {
                _ = try await Self.shell("umount -l \"$1\"", "\(workspace)/\(folder)")
            }
        }
        await stage.server.stop()
    }

    /// `$0` is the program and `$1` the argument; a write beyond a bound is an error and no signal.
    private static func shell(_ script: String, _ argument: String) async throws -> (code: Int32, errors: String) {
        try await Blocking.run {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/bin/bash")
            process.arguments = ["-c", "trap '' XFSZ; " + script, XchgBinary.path, argument]
            process.standardOutput = FileHandle.nullDevice
            let errors = Pipe()
            process.standardError = errors
            try process.run()
            let text = String(decoding: try errors.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
            process.waitUntilExit()
            return (process.terminationStatus, text)
        }
    }
}
