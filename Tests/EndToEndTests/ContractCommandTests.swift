// SPDX-License-Identifier: EUPL-1.2
import Foundation
import TestSupport
import Testing

/// `xchg contract`, as somebody who is about to change a contract uses it.
struct ContractCommandTests {
    private static let schools = "/deliveries/onderwijs/cursisten-1.xsd"

    /// The schools' contract with a change, under a folder of that side.
    private static func changed(_ side: String, _ old: String, _ new: String) async throws -> XchgBinary.Outcome {
        let folder = try TemporaryFolder()
        try FileManager.default.createDirectory(atPath: "\(folder.path)/\(side)", withIntermediateDirectories: true)
        let text = try String(contentsOfFile: Checkout.root + "/contracts" + schools, encoding: .utf8)
        #expect(text.contains(old))
        let path = "\(folder.path)/\(side)/cursisten-1.xsd"
        try text.replacingOccurrences(of: old, with: new).write(toFile: path, atomically: true, encoding: .utf8)
        return try await XchgBinary.run(["contract", "diff", Checkout.root + "/contracts" + schools, path])
    }

    @Test func `a new value breaks who reads, not who writes, and both are told where`() async throws {
        let value = "<xs:enumeration value=\"C2\"/>"
        let read = try await Self.changed("deliveries", value, value + "<xs:enumeration value=\"D\"/>")
        #expect(read.code == 1, "\(read.errors)")
        #expect(read.output.contains("/Cursisten/Nieuw/Doelniveau") && read.output.contains("/Cursisten/Correctie/Doelniveau"))
        #expect(read.output.contains("readers"))
        let written = try await Self.changed("sources", value, value + "<xs:enumeration value=\"D\"/>")
        #expect(written.code == 0)
        #expect(written.output.contains("value D is allowed now"))
        let gone = try await Self.changed("sources", value, "")
        #expect(gone.code == 1)
        #expect(gone.output.contains("senders"))
    }

    @Test func `nothing changed, or a file that is no contract: said in a sentence, with its own exit code`() async throws {
        let reworded = try await Self.changed("deliveries", "Takes the place of", "Comes in the place of")
        #expect(reworded.code == 0)
        let path = Checkout.root + "/contracts" + Self.schools
        let none = try await XchgBinary.run(["contract", "diff", path, path])
        #expect(none.code == 0)
        #expect(none.output == "Nothing that a message could show has changed.\n")
        let wrong = try await XchgBinary.run(["contract", "diff", path, Checkout.root + "/README.md"])
        #expect(wrong.code == 2)
        #expect(wrong.errors.contains("README.md: file: is no .xsd, .table.json or .schema.json"))
    }

    @Test func `the list names every contract with version and what changed since its release`() async throws {
        let outcome = try await XchgBinary.run(["contract", "list", "--format", "json"])
        #expect(outcome.code == 0, "\(outcome.errors)")
        let lines = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [[String: String]])
        let schools = try #require(lines.first { $0["contract"] == String(Self.schools.dropFirst()) })
        #expect(schools["version"] == "1.0")
        #expect(schools["state"] == "unchanged")
        #expect(lines.allSatisfy { $0["version"]?.isEmpty == false })
    }
}
