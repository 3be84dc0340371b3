// SPDX-License-Identifier: EUPL-1.2
import ExchangeStore
import Foundation
import TestSupport
import Testing

/// `xchg obligation` over a small demo: the binary itself.
struct ObligationCommandTests {
    @Test func `what is due is listed, explained and given per municipality, and looking at persons is logged`() async throws {
        let folder = try TemporaryFolder()
        let made = try await XchgBinary.run(["demo", "--persons", "60", "--seed", "5", "--dir", folder.path])
        #expect(made.code == 0, "\(made.errors)")
        let place = ["--workspace", folder.path + "/workspace"]

        let listed = try await XchgBinary.run(["obligation", "list", "--rule", "R18", "--as-of", "2026-06-30", "--format", "json"] + place)
        #expect(listed.code == 0, "\(listed.errors)")
        let outcome = try #require(try JSONSerialization.jsonObject(with: Data(listed.output.utf8)) as? [String: Any])
        let counts = try #require(outcome["counts"] as? [[String: Any]])
        #expect(!counts.isEmpty)
        #expect(counts.allSatisfy { $0["rule"] as? String == "R18" })
        #expect((outcome["persons"] as? Int ?? 0) > 40)
        #expect(outcome["erased"] as? Int == 0)
        #expect((outcome["lines"] as? [Any])?.isEmpty == true)
        let before = try await XchgBinary.run(
            ["obligation", "list", "--as-of", "2026-06-30", "--known-at", "2019-01-01T00:00:00Z", "--format", "json"] + place)
        #expect(before.output.contains("\"persons\" : 0"))

        let due = try await XchgBinary.run(["obligation", "due", "--within", "3660", "--as-of", "2024-06-01"] + place)
        #expect(due.code == 0, "\(due.errors)")
        #expect(due.output.contains("municipality"))

        let entries = try Workplace(folder.path + "/workspace").store.totals().auditEntries
        #expect(try await XchgBinary.run(["obligation", "list", "--persons"] + place).code == 64)
        let named = try await XchgBinary.run(
            ["obligation", "list", "--persons", "--rule", "R18", "--as-of", "2026-06-30", "--reason", "opvolging", "--format", "json"]
                + place)
        let lines = try #require(
            (try JSONSerialization.jsonObject(with: Data(named.output.utf8)) as? [String: Any])?["lines"] as? [[String: Any]])
        let person = try #require(lines.first?["person"] as? String)
        let explained = try await XchgBinary.run(
            ["obligation", "explain", person, "--as-of", "2026-06-30", "--rule", "R18", "--reason", "vraag van de burger"] + place)
        #expect(explained.code == 0, "\(explained.errors)")
        #expect(explained.output.contains("source: Vlaams Parlement, stuk 141 (2019-2020) nr. 1, r. 1095-1096"))
        #expect(explained.output.contains("start: earliest signed contract"))
        #expect(try Workplace(folder.path + "/workspace").store.totals().auditEntries == entries + 2)
        #expect(try await XchgBinary.run(["obligation", "due", "--rule", "R99"] + place).code == 64)
    }
}
