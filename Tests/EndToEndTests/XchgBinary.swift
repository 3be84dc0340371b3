// SPDX-License-Identifier: EUPL-1.2
import Foundation
import TestSupport

/// The real program, run as an operator runs it.
struct XchgBinary {
    struct Outcome: Sendable {
        let code: Int32
        let output: String
        let errors: String
    }

    /// Beside the test bundle; `XCHG_BINARY` names another.
    static var path: String {
        if let named = ProcessInfo.processInfo.environment["XCHG_BINARY"] { return named }
        let bundle = URL(fileURLWithPath: CommandLine.arguments.first ?? "").resolvingSymlinksInPath().deletingLastPathComponent()
        var candidates = [bundle, Bundle.main.bundleURL].map { $0.appendingPathComponent("xchg").path }
        candidates += ["release", "debug"].map { Checkout.root + "/.build/\($0)/xchg" }
        return candidates.first { FileManager.default.isExecutableFile(atPath: $0) } ?? candidates[0]
    }

    @discardableResult
    static func run(_ arguments: [String], input: String? = nil) async throws -> Outcome {
        try await Blocking.run { try finish(arguments, input) }
    }

    private static func finish(_ arguments: [String], _ input: String?) throws -> Outcome {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(["XCHG_CONTRACTS": Checkout.root + "/contracts"]) { $1 }
        let (out, errors) = (Pipe(), Pipe())
        process.standardOutput = out
        process.standardError = errors
        let feed = Pipe()
        process.standardInput = feed
        try process.run()
        if let input { try feed.fileHandleForWriting.write(contentsOf: Data(input.utf8)) }
        try feed.fileHandleForWriting.close()
        let output = String(decoding: try out.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        let complaints = String(decoding: try errors.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        return Outcome(code: process.terminationStatus, output: output, errors: complaints)
    }
}
