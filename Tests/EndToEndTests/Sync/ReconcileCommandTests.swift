// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import Foundation
import Sandbox
import TestSupport
import Testing

/// What an operator sees of a reconciliation: what lacks, the next step, and that fetching again mends it.
struct ReconcileCommandTests {
    private func workspace(_ folder: TemporaryFolder, vdab port: UInt16? = nil) async throws -> String {
        let workspace = folder.path + "/w"
        if !FileManager.default.fileExists(atPath: workspace) { #expect(try await XchgBinary.run(["init", workspace]).code == 0) }
        guard let port else { return workspace }
        let yaml = workspace + "/xchg.yaml"
        let lines = try String(contentsOfFile: yaml, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)
        try lines.map { $0.hasPrefix("  url:") ? "  url: \"http://127.0.0.1:\(port)\"" : String($0) }.joined(separator: "\n")
            .write(toFile: yaml, atomically: true, encoding: .utf8)
        return workspace
    }

    private func reconcile(_ workspace: String, _ arguments: String...) async throws -> XchgBinary.Outcome {
        try await XchgBinary.run(["sync", "reconcile"] + arguments + ["--workspace", workspace])
    }

    @Test func `days of which something lacks are fetched again, and what VDAB changed unsaid stays different`() async throws {
        let folder = try TemporaryFolder()
        func mutation(_ id: String, _ moment: String, text: String = "a") -> String {
            "{\"soort\":\"ADVIES\",\"id\":\"\(id)\",\"klantnummer\":\"K\(id)\",\"datumModificatie\":\"\(moment)\",\"advies\":{\"id\":\"\(text)\"}}\n"
        }
        let equal = mutation("1", "2024-03-01T09:00:00.000Z")
        let lost = mutation("2", "2024-03-02T09:00:00.000Z")
        try (equal + mutation("3", "2024-03-03T09:00:00.000Z")).write(
            toFile: folder.path + "/came.ndjson", atomically: true, encoding: .utf8)
        try (equal + lost + lost + mutation("3", "2024-03-03T09:00:00.000Z", text: "b")).write(
            toFile: folder.path + "/whole.ndjson", atomically: true, encoding: .utf8)
        let lossy = VDABServer(ndjson: folder.path + "/came.ndjson")
        let whole = VDABServer(ndjson: folder.path + "/whole.ndjson")
        let place = try await workspace(folder, vdab: try await lossy.start())

        let early = try await reconcile(place, "vdab")
        #expect(early.code == 2)
        #expect(early.errors.contains("run 'xchg sync run vdab' first"))
        #expect(try await XchgBinary.run(["sync", "run", "--workspace", place]).code == 0)
        let clean = try await reconcile(place, "vdab", "--all")
        #expect(clean.code == 0)
        #expect(clean.output.contains("Lots: 2 equal, 0 missing, 0 extra, 0 different."))
        #expect(clean.output.contains("2024-03-03"))

        _ = try await workspace(folder, vdab: try await whole.start())
        let found = try await reconcile(place, "vdab")
        #expect(found.code == 1)
        #expect(found.output.contains("Lots: 1 equal, 1 missing, 0 extra, 1 different."))
        #expect(found.output.contains("missing: run 'xchg sync run' if files wait") && !found.output.contains("2024-03-01 "))

        // The lost record comes; the altered one is held beside the earlier one, in quarantine.
        let fetched = try await reconcile(place, "vdab", "--fetch", "--format", "json")
        #expect(fetched.code == 1)
        let report = try #require(try JSONSerialization.jsonObject(with: Data(fetched.output.utf8)) as? [String: Any])
        #expect(report["fetched"] as? Int == 2)
        let lots = try #require(report["lots"] as? [[String: Any]])
        #expect(lots.map { $0["lot"] as? String } == ["2024-03-01", "2024-03-02", "2024-03-03"])
        #expect(lots.map { $0["standing"] as? String } == ["equal", "equal", "extra"])
        #expect(lots.map { $0["held"] as? Int } == [1, 1, 2])
        let quarantine = try await XchgBinary.run(["quarantine", "list", "--workspace", place])
        #expect(quarantine.output.contains("intake:reference-reused"))
        await lossy.stop()
        await whole.stop()
    }

    @Test func `a municipality's statement is compared with its files, and stays`() async throws {
        let folder = try TemporaryFolder()
        let place = try await workspace(folder)
        let none = try await reconcile(place, "lokaal")
        #expect(none.code == 2)
        #expect(none.errors.contains("contracts/sources/lokaal/controle-1.table.json"))
        #expect(try await reconcile(place, "lokal").code == 64)
        #expect(try await reconcile(place, "lokaal", "--fetch").code == 64)

        let inbox = place + "/inbox/lokaal"
        let samples = Checkout.root + "/contracts/sources/lokaal/samples"
        for name in try FileNames.under(samples) where name.hasPrefix("44021") {
            try FileManager.default.copyItem(atPath: "\(samples)/\(name)", toPath: "\(inbox)/\(name)")
            if !name.hasSuffix("controle.csv") { try Data().write(to: URL(fileURLWithPath: "\(inbox)/\(name.dropLast(4)).ok")) }
        }
        let before = try await reconcile(place, "lokaal")
        #expect(before.code == 1)
        #expect(before.output.contains("Lots: 0 equal, 4 missing, 0 extra, 0 different."))
        #expect(try await XchgBinary.run(["sync", "run", "--workspace", place]).code == 0)
        let after = try await reconcile(place, "lokaal")
        #expect(after.code == 0, "\(after.output)\(after.errors)")
        #expect(after.output.contains("Stated by 44021: 2024-03-01 through 2024-03-31."))
        #expect(try FileNames.under(inbox) == ["44021_20240301_20240331_controle.csv"])
    }
}
