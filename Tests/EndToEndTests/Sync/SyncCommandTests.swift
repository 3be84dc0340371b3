// SPDX-License-Identifier: EUPL-1.2
import ExchangeStore
import Foundation
import Sandbox
import TestSupport
import Testing

/// What an operator sees of a sync: plan, rehearsal, parts, missing files.
struct SyncCommandTests {
    private struct Place {
        let folder: TemporaryFolder
        let workspace: String

        init() async throws {
            folder = try TemporaryFolder()
            workspace = folder.path + "/w"
            #expect(try await XchgBinary.run(["init", workspace]).code == 0)
        }

        func sync(_ arguments: String...) async throws -> XchgBinary.Outcome {
            try await XchgBinary.run(["sync"] + arguments + ["--workspace", workspace])
        }

        func json(_ arguments: String...) async throws -> Any {
            let outcome = try await XchgBinary.run(["sync"] + arguments + ["--workspace", workspace, "--format", "json"])
            return try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
        }

        func drop(_ number: String, _ ids: [String], day: String = "20240301", trigger: Bool = true) throws {
            let stem = "\(workspace)/inbox/lokaal/44021_\(day)_\(number)_participatie"
            try SyncBench.activities(ids).write(toFile: stem + ".csv", atomically: true, encoding: .utf8)
            if trigger { try "".write(toFile: stem + ".ok", atomically: true, encoding: .utf8) }
        }

        /// The files that are still to be taken.
        var waiting: [String] { get throws { try FileNames.under(workspace + "/inbox/lokaal").filter { $0.hasSuffix(".csv") } } }

        /// What the store holds and which files stand where; a rehearsal must leave all of it alone.
        func traces() throws -> [String] {
            let store = try Workplace(workspace).store
            var traces = [
                "\(try store.totals())", "\(try store.feedStatus())", "\(try store.agencyCounts())", "\(try store.sequenceGaps())",
            ]
            for folder in ["audit", "deliveries", "keys", "inbox/lokaal"] {
                traces.append(try FileNames.under("\(workspace)/\(folder)").filter { !$0.contains(".db-") }.joined(separator: "\n"))
            }
            return traces
        }
    }

    @Test func `a plan says what waits, a rehearsal what would become of it, and neither writes anything`() async throws {
        let place = try await Place()
        try place.drop("0001", ["P-1", "P-2"])
        try place.drop("0002", ["P-3"])
        try Data("geen bericht".utf8).write(to: URL(fileURLWithPath: place.workspace + "/inbox/lokaal/onbekend.csv"))
        try Data().write(to: URL(fileURLWithPath: place.workspace + "/inbox/lokaal/onbekend.ok"))
        let before = try place.traces()

        let plan = try #require(try await place.json("plan", "lokaal") as? [[String: Any]])
        #expect(plan.count == 1)
        #expect(plan[0]["feed"] as? String == "lokaal/inbox")
        #expect(plan[0]["files"] as? Int == 3)
        #expect((plan[0]["bytes"] as? Int ?? 0) > 300)

        let rehearsal = try await place.sync("run", "--dry-run")
        #expect(rehearsal.code == 1)
        #expect(rehearsal.output.contains("lokaal:file-name: name (whole file)"))
        let report = try #require(try await place.json("run", "--dry-run", "--feed", "lokaal/inbox") as? [String: Any])
        let finding = try #require((report["feeds"] as? [[String: Any]])?.first)
        #expect(finding["fetched"] as? Int == 4)
        #expect(finding["accepted"] as? Int == 3)
        #expect(finding["rejected"] as? Int == 1)
        #expect(try place.traces() == before)
        #expect(try place.waiting.count == 3)

        #expect(try await place.sync("run").code == 0)
        #expect(try place.waiting.isEmpty)
        // A file that was taken in is known again; with other rows it would be set aside.
        try place.drop("0001", ["P-1", "P-9"])
        let again = try #require(try await place.json("run", "--dry-run", "lokaal") as? [String: Any])
        let known = try #require((again["feeds"] as? [[String: Any]])?.first)
        #expect(known["duplicates"] as? Int == 1)
        #expect(known["conflicts"] as? Int == 1)
    }

    @Test func `a file whose trigger has not come is counted apart in the plan, named by the run, and stays`() async throws {
        let place = try await Place()
        try place.drop("0001", ["P-1"], trigger: false)
        let plan = try #require(try await place.json("plan", "lokaal") as? [[String: Any]])
        #expect(plan[0]["files"] as? Int == 0)
        #expect(plan[0]["withoutTrigger"] as? Int == 1)
        let run = try await place.sync("run")
        #expect(run.code == 0)
        #expect(run.output.contains("44021_20240301_0001_participatie.csv has no .ok beside it yet"))
        #expect(try place.waiting.count == 1)
    }

    @Test func `only the named feeds are fetched, and a wrong name says which there are`() async throws {
        let place = try await Place()
        try place.drop("0001", ["P-1"])
        #expect(try await place.sync("run", "naric", "onderwijs").code == 0)
        #expect(try place.waiting.count == 1)
        #expect(try await place.sync("run", "--feed", "lokaal/inbox").code == 0)
        #expect(try place.waiting.isEmpty)
        let wrong = try await place.sync("run", "lokal")
        #expect(wrong.code == 64)
        #expect(wrong.errors.contains("lokaal/inbox"))
    }

    @Test func `a number that was passed over shows until it comes or is given up`() async throws {
        let place = try await Place()
        try place.drop("0001", ["P-1"])
        try place.drop("0004", ["P-4"])
        let run = try await place.sync("run")
        #expect(run.code == 2)
        #expect(run.errors.contains("44021/participatie 2-3 did not come"))
        let status = try await place.sync("status")
        #expect(status.code == 1)
        #expect(status.output.contains("44021/participatie") && status.output.contains("2-3"))

        try place.drop("0002", ["P-2"])
        #expect(try await place.sync("run").code == 2)
        let wrong = try await place.sync("waive", "lokaal/inbox", "44021/participatie", "2", "--reason", "bestaat niet")
        #expect(wrong.code == 1)
        let waived = try await place.sync("waive", "lokaal/inbox", "44021/participatie", "3", "--reason", "nummer overgeslagen")
        #expect(waived.code == 0)
        #expect(try await place.sync("status").code == 0)
        #expect(try await place.sync("run").code == 0)
        #expect(try await place.sync("waive", "lokaal/inbox", "44021/participatie", "x", "--reason", "abc").code == 64)
    }

    @Test func `a centre's batch that was passed over is found like a municipality's file`() async throws {
        let place = try await Place()
        let sample = Checkout.root + "/contracts/sources/onderwijs/samples/inschrijvingen-selam.xml"
        for number in ["0003", "0005"] {
            try FileManager.default.copyItem(
                atPath: sample, toPath: place.workspace + "/inbox/onderwijs/126541_20240702_\(number)_inschrijvingen.xml")
        }
        let run = try await place.sync("run")
        #expect(run.code == 2)
        #expect(run.errors.contains("onderwijs/inbox: 126541/inschrijvingen 4 did not come"))
        #expect(try await place.sync("status").code == 1)
    }

    @Test func `a feed that can't be read is said at the end of a rehearsal, the others were checked`() async throws {
        let place = try await Place()
        try place.drop("0001", ["P-1"])
        let yaml = place.workspace + "/xchg.yaml"
        let text = try String(contentsOfFile: yaml, encoding: .utf8).replacingOccurrences(
            of: "url: \"\"", with: "url: \"http://127.0.0.1:9\"")
        try text.write(toFile: yaml, atomically: true, encoding: .utf8)
        let outcome = try await place.sync("run", "--dry-run")
        #expect(outcome.code == 2)
        #expect(outcome.errors.contains("vdab/mutaties"))
        #expect(outcome.output.contains("lokaal/inbox"))
        let plan = try await place.sync("plan", "vdab")
        #expect(plan.code == 0)
        #expect(plan.output.contains("2020-01-01T00:00:00.000Z"))
    }
}
