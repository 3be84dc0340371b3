// SPDX-License-Identifier: EUPL-1.2

/// A JSON Schema, draft 2020-12, compiled once.
///
/// A keyword that is not supported is an error when the schema loads, never a rule that silently does not hold. `format` is an annotation
/// unless asked to be an assertion; `content*` are annotations. References lead only to documents that were given; nothing is fetched.
package struct JSONSchema: Sendable {
    let root: SchemaNode

    /// `documents` maps absolute URIs to further schema documents that references may name.
    package init(
        _ document: JSONValue, named name: String, documents: [String: JSONValue] = [:], formatAssertion: Bool = false
    ) throws(ContractLoadError) {
        let compiler = SchemaCompiler(file: name, formatAssertion: formatAssertion)
        for (uri, other) in documents.sorted(by: { $0.key < $1.key }) { try compiler.register(other, base: uri) }
        root = try compiler.compileRoot(document)
    }

    package init(fileBytes: [UInt8], named name: String, formatAssertion: Bool = false) throws(ContractLoadError) {
        let document: JSONValue
        do throws(Violation) { document = try JSONReader.parse(fileBytes) } catch {
            throw ContractLoadError(file: name, place: error.place.description, problem: error.rule)
        }
        try self.init(document, named: name, formatAssertion: formatAssertion)
    }

    /// What is wrong with the value; empty where nothing is.
    package func violations(in value: JSONValue, limit: Int = 20) -> [Violation] {
        var run = SchemaRun(limit: limit)
        _ = root.check(value, at: [], scope: [], &run)
        return run.violations
    }

    package func isValid(_ value: JSONValue) -> Bool {
        var run = SchemaRun(limit: 0)
        return root.check(value, at: [], scope: [], &run).valid
    }
}

/// What evaluating a schema against a value gave: the verdict, and which parts were looked at.
struct Evaluation {
    var valid = true
    var properties: Set<String> = []
    var items = 0
    var allItems = false
    var containedItems: Set<Int> = []

    mutating func merge(_ other: Evaluation) {
        properties.formUnion(other.properties)
        items = max(items, other.items)
        allItems = allItems || other.allItems
        containedItems.formUnion(other.containedItems)
    }
}

/// Collects violations of one validation.
struct SchemaRun {
    let limit: Int
    var violations: [Violation] = []
    /// Above zero while a branch is only tried, as under anyOf or not.
    var silent = 0

    init(limit: Int) { self.limit = limit }

    mutating func fail(_ keyword: String, _ path: [String], field: String? = nil) {
        guard silent == 0, violations.count < limit else { return }
        let escaped = path.map { step in
            var out = ""
            for character in step { out += character == "~" ? "~0" : character == "/" ? "~1" : String(character) }
            return out
        }
        let name = field ?? path.last(where: { Int($0) == nil }) ?? ""
        violations.append(Violation(rule: "jsonschema:\(keyword)", field: name, place: .pointer(escaped.map { "/" + $0 }.joined())))
    }
}
