// SPDX-License-Identifier: EUPL-1.2
import Foundation
import FoundationNetworking
import Glibc
import Sandbox
import TestSupport
import Testing

/// The gateway at work, run and stopped as its operator's machine does.
@Suite(.serialized)
struct ServeTests {
    @Test func `serve and sync run at once do the work of one, and serve ends at SIGTERM with nothing half done`() async throws {
        let stage = try await Stage()
        let alone = try stage.workspace("alone")
        #expect(try await XchgBinary.run(["sync", "run", "--workspace", alone]).code == 0)
        let shared = try stage.workspace("shared")
        let serving = try await Serving(shared)
        #expect(try await XchgBinary.run(["sync", "run", "--workspace", shared]).code == 0)
        let (live, metrics) = (try await serving.get("live"), try await serving.get("metrics"))
        #expect(live.code == 200 && live.body == "alive\n")
        #expect(try await serving.get("ready").code == 200)
        #expect(metrics.body.contains("# TYPE xchg_records_received_total counter\n"))
        #expect(metrics.body.contains("xchg_service_in_trouble{service=\"intake\"} 0\n"))
        #expect(metrics.body.contains("xchg_records_waiting 0\n"))
        let (code, output) = try await serving.stop()
        #expect(code == 0)
        #expect(output.contains("Stopped"))
        #expect(try await XchgBinary.run(["sync", "run", "--workspace", shared]).code == 0)
        let (found, expected) = (try Snapshot(shared), try Snapshot(alone))
        #expect(found == expected, "\(found.difference(from: expected))")
        #expect(try await XchgBinary.run(["store", "check", "--workspace", shared]).code == 0)
        await stage.server.stop()
    }

    @Test func `no number or name of anybody is among the figures`() async throws {
        let workspace = try await WorkedStage.shared.workspace()
        let serving = try await Serving(workspace.path)
        let metrics = try await serving.get("metrics").body
        let labels = Set(
            metrics.split(separator: "\n").compactMap { line in line.firstIndex(of: "{").map { String(line[$0...].prefix { $0 != "=" }) } })
        #expect(labels == ["{agency", "{feed", "{service"])
        #expect(try await serving.stop().code == 0)
    }

    @Test func `serve begins nothing on a damaged store`() async throws {
        let workspace = try await WorkedStage.shared.workspace()
        try workspace.remove("keys/keys.db")
        let outcome = try await XchgBinary.run(["serve", "--workspace", workspace.path, "--port", "0"])
        #expect(outcome.code == 2)
        #expect(outcome.errors.contains("xchg keys backup"))
    }
}

/// A running `xchg serve`, on a port of its own.
private struct Serving {
    private let process: Process
    private let output: FileHandle
    private let port: String

    init(_ workspace: String) async throws {
        (process, output, port) = try await Blocking.run {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: XchgBinary.path)
            process.arguments = ["serve", "--workspace", workspace, "--port", "0", "--every", "1"]
            let pipe = Pipe()
            process.standardOutput = pipe
            try process.run()
            var line = ""
            while !line.hasSuffix("\n"), let byte = try pipe.fileHandleForReading.read(upToCount: 1), !byte.isEmpty {
                line += String(decoding: byte, as: UTF8.self)
            }
            return (process, pipe.fileHandleForReading, line.split(separator: ":").last.map { $0.filter(\.isNumber) } ?? "")
        }
    }

    func get(_ path: String) async throws -> (code: Int, body: String) {
        let url = try #require(URL(string: "http://127.0.0.1:\(port)/\(path)"))
        let (data, response) = try await URLSession.shared.data(from: url)
        return ((response as? HTTPURLResponse)?.statusCode ?? 0, String(decoding: data, as: UTF8.self))
    }

    func stop() async throws -> (code: Int32, output: String) {
        let (process, output) = (process, output)
        return try await Blocking.run {
            kill(process.processIdentifier, SIGTERM)
            process.waitUntilExit()
            return (process.terminationStatus, String(decoding: try output.readToEnd() ?? Data(), as: UTF8.self))
        }
    }
}
