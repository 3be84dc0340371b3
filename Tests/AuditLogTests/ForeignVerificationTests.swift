// SPDX-License-Identifier: EUPL-1.2
import AuditLog
import Foundation
import TestSupport
import Testing

/// A verifier of other people's making: Go's x/mod packages as Debian ships them (golang-go, golang-golang-x-mod-dev).
enum ForeignVerifier {
    static let sources = "/usr/share/gocode/src/golang.org/x/mod/sumdb/tlog"

    /// True where the tools are there and `XCHG_INTEROP=1` asks for them, as `make test-interop` does.
    static var isWanted: Bool {
        ProcessInfo.processInfo.environment["XCHG_INTEROP"] == "1" && FileManager.default.fileExists(atPath: sources)
            && FileManager.default.isExecutableFile(atPath: "/usr/bin/go")
    }

    static func build(in folder: TemporaryFolder) throws -> String {
        let program = folder.path + "/xmod"
        let environment = ["GO111MODULE": "off", "GOPATH": "/usr/share/gocode", "GOCACHE": folder.path + "/cache", "PATH": "/usr/bin:/bin"]
        let source = Checkout.root + "/scripts/interop/xmod/main.go"
        let (status, output) = try run("/usr/bin/go", ["build", "-o", program, source], environment: environment)
        guard status == 0 else { throw Failure(output: output) }
        return program
    }

    struct Failure: Error { let output: String }

    /// Exit status and standard output; errors are let through to the terminal.
    static func run(_ program: String, _ arguments: [String], input: String = "", environment: [String: String]? = nil) throws -> (
        Int32, String
    ) {
        let folder = try TemporaryFolder()
        let (source, target) = (URL(fileURLWithPath: folder.path + "/in"), URL(fileURLWithPath: folder.path + "/out"))
        try Data(input.utf8).write(to: source)
        try Data().write(to: target)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        if let environment { process.environment = environment }
        process.standardInput = try FileHandle(forReadingFrom: source)
        process.standardOutput = try FileHandle(forWritingTo: target)
        try process.run()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: try Data(contentsOf: target), as: UTF8.self))
    }

    /// Go reads base64 whose last character has stray bits; such a change leaves the signature the same and is ours alone to refuse.
    static func isStray(_ change: ByteChange, in files: [String: [UInt8]]) -> Bool {
        guard let checkpoint = files["checkpoint"], change.path == "checkpoint", change.offset == checkpoint.count - 3 else { return false }
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        let (old, new) = (
            alphabet.firstIndex(of: checkpoint[change.offset]), alphabet.firstIndex(of: checkpoint[change.offset] ^ change.flip)
        )
        guard let old, let new else { return false }
        return old >> 2 == new >> 2
    }
}

@Suite(.enabled(if: ForeignVerifier.isWanted, "needs Debian's golang-go and golang-golang-x-mod-dev, and XCHG_INTEROP=1"))
struct ForeignVerificationTests {
    @Test(arguments: [(1, 4000), (256, 3000), (600, 2500), (70_000, 500)])
    func `Go accepts our log and rejects it after each of ten thousand changed bytes in all, and so do we`(size: Int, count: Int) throws {
        let (folder, tools) = (try TemporaryFolder(), try TemporaryFolder())
        _ = try LogSample.write(size, to: folder)
        let files = try LogSample.files(folder).filter { path, _ in
            // What the checkpoint covers; parts of earlier sizes may lie beside it.
            path == "checkpoint" || path.hasPrefix("tile/") && Self.isLive(path, size)
        }
        let changes = ByteChange.seeded(count + 300, seed: UInt64(size), in: files)
            .filter { !ForeignVerifier.isStray($0, in: files) }.prefix(count)
        #expect(changes.count == count)
        let vkey = try #require(LogSample.signer).verifier.vkey
        let (status, output) = try ForeignVerifier.run(
            ForeignVerifier.build(in: tools), [folder.path, vkey, "-changes"], input: changes.map { "\($0)\n" }.joined())
        let lines = output.split(separator: "\n")
        #expect(status == 0)
        #expect(lines.first == "ok \(LogSample.origin) \(size)")
        #expect(lines.count == count + 1)
        for (change, line) in zip(changes, lines.dropFirst()) where !line.hasPrefix("rejected: ") {
            Issue.record("Go did not see: \(change)")
        }
        for change in changes {
            let changed = change.applied(to: files)
            let report = Verification { changed[$0] }.run(vkey: vkey)
            if report.isSound { Issue.record("we did not see: \(change)") }
        }
    }

    @Test func `Go rejects our log under a key that did not sign it`() throws {
        let (folder, tools) = (try TemporaryFolder(), try TemporaryFolder())
        _ = try LogSample.write(10, to: folder)
        let stranger = try #require(NoteSigner(name: LogSample.origin, seed: [UInt8](repeating: 7, count: 32))).verifier.vkey
        let (status, output) = try ForeignVerifier.run(ForeignVerifier.build(in: tools), [folder.path, stranger])
        #expect(status == 1)
        #expect(output.hasPrefix("rejected: "))
    }

    static func isLive(_ path: String, _ size: Int) -> Bool {
        guard path.contains(".p/") else { return true }
        let names = (0..<3).flatMap { level -> [String] in
            let count = Tile.count(level: level, size: size)
            let (number, width) = (count / Tile.width, count % Tile.width)
            return [Tile.path(level: level, number: number, width: width)]
                + (level == 0 ? [Tile.entriesPath(number: number, width: width)] : [])
        }
        return names.contains(path)
    }
}
