// SPDX-License-Identifier: EUPL-1.2
import Contracts
import Yams

/// Holds the text of a configuration against its published schema; says key and line of what is wrong, never a value.
struct ConfigurationCheck {
    struct Fault: Sendable, Encodable, Equatable, CustomStringConvertible {
        let line: Int
        /// Keys from the outermost, joined by dots; empty for the whole file.
        let key: String
        let problem: String
        var description: String { "line \(line): \(key.isEmpty ? "the file" : key) \(problem)" }
    }

    private let schema: JSONSchema

    init(schema: JSONSchema) { self.schema = schema }

    func faults(in text: String) throws -> [Fault] {
        let root: Node?
        do { root = try Yams.compose(yaml: text) } catch let error as YamlError {
            return [Fault(line: Self.line(of: error), key: "", problem: "is not YAML")]
        }
        guard let root, case .mapping = root else { return [Fault(line: 1, key: "", problem: "must be a mapping of keys to values")] }
        let value: JSONValue
        do throws(Violation) { value = try JSONReader.parse(Array(Self.json(root).utf8)) } catch {
            return [Fault(line: 1, key: "", problem: "has the same key twice, or a number too large")]
        }
        return schema.violations(in: value).map { violation in
            guard case .pointer(let pointer) = violation.place else { return Fault(line: 1, key: "", problem: violation.rule) }
            let keys = pointer.split(separator: "/").map(String.init)
            return Fault(
                line: Self.line(of: keys, in: root), key: keys.joined(separator: "."),
                problem: Self.problem(violation.rule, violation.field))
        }
    }

    private static func problem(_ rule: String, _ field: String) -> String {
        switch rule {
        case "jsonschema:additionalProperties", "jsonschema:false": "is no setting"
        case "jsonschema:required": "lacks a setting that must stand there (\(field))"
        case "jsonschema:type": "is of another type"
        case "jsonschema:minimum", "jsonschema:maximum": "lies outside its bounds"
        case "jsonschema:enum", "jsonschema:anyOf": "is none of the values it may have"
        case "jsonschema:pattern", "jsonschema:propertyNames": "has not the form it must have"
        default: "breaks \(rule)"
        }
    }

    // MARK: Lines

    private static func line(of keys: [String], in root: Node) -> Int {
        var node = root
        var line = 1
        for key in keys {
            guard case .mapping(let mapping) = node, let pair = mapping.first(where: { $0.key.string == key }) else { break }
            line = pair.key.mark?.line ?? line
            node = pair.value
        }
        return line
    }

    private static func line(of error: YamlError) -> Int {
        switch error {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line
        default: 1
        }
    }

    // MARK: The same as JSON

    private static func json(_ node: Node) -> String {
        switch node {
        case .mapping(let mapping):
            return "{" + mapping.map { quoted($0.key.string ?? "") + ":" + json($0.value) }.joined(separator: ",") + "}"
        case .sequence(let sequence): return "[" + sequence.map(json).joined(separator: ",") + "]"
        case .scalar(let scalar):
            guard scalar.style == .any || scalar.style == .plain else { return quoted(scalar.string) }
            if let flag = node.bool { return String(flag) }
            if let number = node.int { return String(number) }
            if let number = node.float, number.isFinite { return String(number) }
            return node.null == nil ? quoted(scalar.string) : "null"
        default: return "null"
        }
    }

    private static func quoted(_ text: String) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            default:
                if scalar.value < 0x20 {
                    let digits = String(scalar.value, radix: 16)
                    out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                } else {
                    out.unicodeScalars.append(scalar)
                }
            }
        }
        return out + "\""
    }
}
