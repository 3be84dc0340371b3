// SPDX-License-Identifier: EUPL-1.2
import Contracts
import Foundation
import TestSupport
import Testing

/// The official suite for draft 2020-12, every file of a supported keyword.
struct JSONSchemaSuiteTests {
    /// Files about what this validator does not do, each with the reason.
    static let unsupported: [String: String] = [
        "vocabulary.json": "$vocabulary is refused when a contract loads: contracts use the standard vocabulary alone"
    ]

    static var suite: String { SharedFolder.path + "/json-schema-test-suite" }

    @Test(.enabled(if: SharedFolder.isPresent, "the shared folder is not beside this checkout"))
    func `every supported keyword gives the verdict of the official suite`() throws {
        let folder = Self.suite + "/tests/draft2020-12"
        let documents = try Self.remotes()
        var asserted = 0
        var failures: [String] = []
        for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        where name.hasSuffix(".json") && Self.unsupported[name] == nil {
            let groups = try JSONReader.parse(Array(try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name)))).array ?? []
            for group in groups {
                let title = "\(name): \(group["description"]?.string ?? "")"
                let schema: JSONSchema
                do throws(ContractLoadError) { schema = try JSONSchema(group["schema"] ?? .null, named: name, documents: documents) } catch
                {
                    if Self.refused[title] == nil { failures.append("\(title): \(error)") }
                    continue
                }
                for test in group["tests"]?.array ?? [] {
                    asserted += 1
                    if schema.isValid(test["data"] ?? .null) != test["valid"]?.bool {
                        failures.append("\(title) / \(test["description"]?.string ?? "")")
                    }
                }
            }
        }
        #expect(failures.isEmpty, "\(failures.joined(separator: "\n"))")
        #expect(asserted > 1_100)
    }

    /// Groups whose schema is refused when it loads, with the reason.
    static let refused: [String: String] = [
        "defs.json: validate definition against metaschema":
            "refers to the metaschema of draft 2020-12, which is not among the documents given",
        "ref.json: remote ref, containing refs itself": "refers to the metaschema of draft 2020-12, which is not among the documents given",
    ]

    private static func remotes() throws -> [String: JSONValue] {
        var documents: [String: JSONValue] = [:]
        let root = suite + "/remotes"
        guard let names = FileManager.default.enumerator(atPath: root) else { return [:] }
        while let name = names.nextObject() as? String {
            // Four remotes declare vocabularies, which only vocabulary.json and optional files are about.
            guard name.hasSuffix(".json"), !name.contains("metaschema"), !name.contains("format-assertion") else { continue }
            documents["http://localhost:1234/" + name] = try JSONReader.parse(
                Array(try Data(contentsOf: URL(fileURLWithPath: root + "/" + name))))
        }
        return documents
    }
}
