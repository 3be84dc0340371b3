// SPDX-License-Identifier: EUPL-1.2
import Contracts
import ExchangeSchema
import ExchangeStore
import Foundation
import Gateway
import TestSupport
import Testing

/// The published schema of canonical values is that of the value types.
struct CanonicalSchemaTests {
    private static let hasPython =
        FileManager.default.isExecutableFile(atPath: "/usr/bin/python3")
        || FileManager.default.isExecutableFile(atPath: "/usr/local/bin/python3")
    private static var schema: [UInt8] {
        get throws { Array(try Data(contentsOf: URL(fileURLWithPath: Checkout.root + "/contracts/canonical/canonical-1.schema.json"))) }
    }

    @Test(.enabled(if: hasPython, "python3 is not installed"))
    func `the schema file is what the types say`() async throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", Checkout.root + "/scripts/canonical_schema.py", "--check"]
        let errors = Pipe()
        process.standardError = errors
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(String(decoding: errors.fileHandleForReading.availableData, as: UTF8.self))")
    }

    @Test func `a person with everything, and one with nothing, are valid; a stranger's member is not`() async throws {
        let schema = try JSONSchema(fileBytes: try Self.schema, named: "canonical", formatAssertion: true)
        for person in [
            Cast.newcomer(), CanonicalPerson(personId: PersonID(rawValue: String(repeating: "0", count: 32)), status: .provisional),
        ] {
            let value = try JSONReader.parse(try CanonicalCoding.encode(person))
            #expect(schema.violations(in: value).isEmpty, "\(schema.violations(in: value))")
        }
        let text = String(decoding: try CanonicalCoding.encode(Cast.newcomer()), as: UTF8.self)
        let odd = try JSONReader.parse(
            Array(text.replacingOccurrences(of: "\"status\":\"SIGNED\"", with: "\"status\":\"SIGNED\",\"shoe\":1").utf8))
        #expect(schema.violations(in: odd).map(\.rule) == ["jsonschema:false"])
        let wrong = try JSONReader.parse(Array(text.replacingOccurrences(of: "\"SIGNED\"", with: "\"SHREDDED\"").utf8))
        #expect(schema.violations(in: wrong).map(\.rule) == ["jsonschema:enum"])
    }

    @Test func `everybody in a simulated population is valid`() async throws {
        let folder = try TemporaryFolder()
        #expect(try await XchgBinary.run(["demo", "--persons", "60", "--seed", "5", "--dir", folder.path]).code == 0)
        let schema = try JSONSchema(fileBytes: try Self.schema, named: "canonical", formatAssertion: true)
        var persons = 0
        try Workplace(folder.path + "/workspace").store.forEachPerson { stored in
            persons += 1
            let value = try JSONReader.parse(try CanonicalCoding.encode(try PersonView.canonical(stored)))
            let violations = schema.violations(in: value)
            #expect(violations.isEmpty, "\(violations.map(\.description))")
        }
        #expect(persons >= 60)
    }
}
