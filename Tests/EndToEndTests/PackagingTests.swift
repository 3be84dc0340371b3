// SPDX-License-Identifier: EUPL-1.2
import Foundation
import TestSupport
import Testing

/// What is installed beside the program: units, timers, and the key that systemd hands over.
struct PackagingTests {
    private static let analyzer = "/usr/bin/systemd-analyze"

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: analyzer), "systemd-analyze is not installed: skipped"))
    func `systemd finds nothing wrong with the units`() async throws {
        let folder = try TemporaryFolder()
        let units = Checkout.root + "/packaging/systemd"
        var paths: [String] = []
        for name in try FileNames.under(units) where name.hasSuffix(".service") || name.hasSuffix(".timer") {
            // The program need not be installed where the tests run.
            let text = try String(contentsOfFile: "\(units)/\(name)", encoding: .utf8).replacingOccurrences(
                of: "ExecStart=/usr/bin/xchg", with: "ExecStart=/bin/true")
            paths.append("\(folder.path)/\(name)")
            try text.write(toFile: "\(folder.path)/\(name)", atomically: true, encoding: .utf8)
        }
        #expect(paths.count == 3)
        let (code, said) = try await Self.run(Self.analyzer, ["verify", "--man=no"] + paths)
        #expect(code == 0 && said.isEmpty, "\(said)")
        let (wrong, _) = try await Self.run(Self.analyzer, ["verify", "--man=no", folder.path + "/none.service"])
        #expect(wrong != 0)
    }

    @Test func `the master key may lie where XCHG_MASTER_KEY says`() async throws {
        let folder = try TemporaryFolder()
        let workspace = folder.path + "/w"
        #expect(try await XchgBinary.run(["init", workspace]).code == 0)
        try FileManager.default.moveItem(atPath: workspace + "/keys/master.key", toPath: folder.path + "/credential")
        #expect(try await XchgBinary.run(["sync", "status", "--workspace", workspace]).code == 2)
        let (code, said) = try await Self.run(
            "/usr/bin/env",
            ["XCHG_MASTER_KEY=\(folder.path)/credential", XchgBinary.path, "sync", "status", "--workspace", workspace])
        #expect(code == 0, "\(said)")
    }

    private static func run(_ program: String, _ arguments: [String]) async throws -> (code: Int32, errors: String) {
        try await Blocking.run {
            let process = Process()
            let pipe = Pipe()
            process.executableURL = URL(fileURLWithPath: program)
            process.arguments = arguments
            process.standardOutput = FileHandle.nullDevice
            process.standardError = pipe
            try process.run()
            let said = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
            process.waitUntilExit()
            return (process.terminationStatus, said)
        }
    }
}
