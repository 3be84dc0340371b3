// SPDX-License-Identifier: EUPL-1.2
import Foundation
import TestSupport
import Testing

/// What an operator does with the queue, with the real program.
struct QueueCommandTests {
    private let folder: TemporaryFolder
    private var workspace: String { folder.path + "/w" }

    init() async throws {
        folder = try TemporaryFolder()
        #expect(try await XchgBinary.run(["init", folder.path + "/w"]).code == 0)
    }

    private func xchg(_ arguments: String...) async throws -> XchgBinary.Outcome {
        try await XchgBinary.run(arguments + ["--workspace", workspace])
    }

    private func lane() async throws -> [String: Any] {
        let outcome = try await xchg("queue", "stats", "--format", "json")
        let report = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
        let standing = try #require(report["standing"] as? [String: Any])
        return try #require((standing["lanes"] as? [[String: Any]])?.first { $0["agency"] as? String == "lokaal" })
    }

    @Test func `an agency is paused, a record parked, both resumed; the clerk gets a report in Dutch`() async throws {
        let stem = workspace + "/inbox/lokaal/44021_20240301_0001_participatie"
        try SyncBench.activities(["P-1"]).write(toFile: stem + ".csv", atomically: true, encoding: .utf8)
        try "".write(toFile: stem + ".ok", atomically: true, encoding: .utf8)
        try Data("geen bericht".utf8).write(to: URL(fileURLWithPath: workspace + "/inbox/lokaal/onbekend.csv"))
        try Data().write(to: URL(fileURLWithPath: workspace + "/inbox/lokaal/onbekend.ok"))
        #expect(try await xchg("queue", "park", "--agency", "lokaal", "--reason", "nieuwe codelijst maandag").code == 0)
        #expect(try await xchg("sync", "run").code == 0)
        #expect(try await lane()["waiting"] as? Int == 1)
        #expect(try await lane()["pausedFor"] as? String == "nieuwe codelijst maandag")

        #expect(try await xchg("queue", "park", "1", "--reason", "per vergissing gestuurd").code == 0)
        #expect(try await xchg("queue", "park", "1", "--reason", "per vergissing gestuurd").code == 1)
        #expect(try await lane()["parked"] as? Int == 1)
        #expect(try await xchg("queue", "resume", "1", "--reason", "toch juist").code == 0)
        #expect(try await xchg("queue", "resume", "--agency", "lokaal", "--reason", "codelijst is er").code == 0)
        #expect(try await xchg("sync", "run").code == 0)
        #expect(try await lane()["waiting"] as? Int == 0)
        #expect(try await xchg("replay", "1").code == 0)
        #expect(try await xchg("replay", "99").code == 1)
        #expect(try await xchg("replay", "1", "--apply").code == 64)

        let reports = try FileNames.under(workspace + "/reports/lokaal")
        #expect(reports.count == 1)
        let report = try String(contentsOfFile: workspace + "/reports/lokaal/" + (reports.first ?? ""), encoding: .utf8)
        #expect(report.contains("De bestandsnaam is niet volgens de afspraak."))
    }

    @Test func `what can't be done says so and exits 1; without a reason nothing is done`() async throws {
        #expect(try await xchg("queue", "retry", "--rule", "xsd:pattern").code == 1)
        #expect(try await xchg("queue", "retry", "--undo", "7", "--reason", "niet nodig").code == 1)
        #expect(try await xchg("queue", "retry", "--rule", "xsd:pattern", "--apply").code == 64)
        #expect(try await xchg("quarantine", "release", "7", "--reason", "niet nodig").code == 1)
        #expect(try await xchg("queue", "resume", "--agency", "vdab", "--reason", "niet nodig").code == 1)
        #expect(try await xchg("queue", "park", "--agency", "nergens", "--reason", "niet nodig").code == 64)
        #expect(try await xchg("person", "merge", String(repeating: "a", count: 32), "--into", "b").code == 64)
    }
}
