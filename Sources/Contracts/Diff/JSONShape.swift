// SPDX-License-Identifier: EUPL-1.2

/// Reads the shape of a JSON Schema; references within the document are followed.
///
/// Places are paths of property names, `*` for the elements of an array.
struct JSONShape {
    private static let annotations: Set<String> = [
        "$schema", "$id", "$comment", "$defs", "definitions", "$anchor", "title", "description", "examples", "default", "deprecated",
        "readOnly",
        "writeOnly",
    ]
    private static let lower: Set<String> = ["minLength", "minItems", "minProperties", "minimum", "exclusiveMinimum"]
    private static let upper: Set<String> = ["maxLength", "maxItems", "maxProperties", "maximum", "exclusiveMaximum"]

    private let document: JSONValue
    private var shape = ContractShape()

    static func read(_ document: JSONValue) -> ContractShape {
        var reader = JSONShape(document: document)
        reader.shape.version = document["$comment"]?.string.flatMap { $0.contains("version") ? ContractVersion($0) : nil }
        reader.visit(document, at: "", required: true, within: [])
        return reader.shape
    }

    private init(document: JSONValue) { self.document = document }

    private mutating func visit(_ schema: JSONValue, at place: String, required: Bool, within open: Set<String>) {
        var rules = ContractShape.Rules()
        rules.isRequired = required
        var open = open
        var schema = schema
        while let reference = schema["$ref"]?.string, case .object(let object) = schema, object.members.count == 1 {
            guard !open.contains(reference), let target = resolve(reference) else {
                rules.opaque["$ref"] = reference
                shape.places[place] = rules
                return
            }
            open.insert(reference)
            schema = target
        }
        if schema.bool == false { rules.allowed = [] }
        for (key, value) in schema.object?.members ?? [] where !Self.annotations.contains(key) {
            switch key {
            case "type":
                rules.types = Set(([value.string].compactMap(\.self) + (value.array ?? []).compactMap(\.string)).flatMap(Self.kinds))
            case "enum": rules.allowed = Set((value.array ?? []).map(JSONText.text))
            case "const": rules.allowed = [JSONText.text(value)]
            case "properties", "required": break
            case "additionalProperties" where value.bool != nil, "unevaluatedProperties" where value.bool != nil:
                rules.isClosed = value.bool == false
            case "additionalProperties": visit(value, at: place + "/{*}", required: false, within: open)
            case "items" where value.object != nil: visit(value, at: place + "/*", required: false, within: open)
            case _ where Self.lower.contains(key): if let number = JSONText.double(value) { rules.lower[key] = number }
            case _ where Self.upper.contains(key): if let number = JSONText.double(value) { rules.upper[key] = number }
            default: rules.opaque[key] = JSONText.text(expanded(value, within: open))
            }
        }
        shape.places[place] = rules
        let needed = Set((schema["required"]?.array ?? []).compactMap(\.string))
        let named = schema["properties"]?.object?.members ?? []
        for (name, value) in named { visit(value, at: place + "/" + name, required: needed.contains(name), within: open) }
        for name in needed where !named.contains(where: { $0.key == name }) {
            shape.places[place + "/" + name] = ContractShape.Rules(isRequired: true)
        }
    }

    /// An integer is a number.
    private static func kinds(_ type: String) -> [String] { type == "number" ? ["number", "integer"] : [type] }

    private func resolve(_ reference: String) -> JSONValue? {
        guard reference.hasPrefix("#") else { return nil }
        return reference.dropFirst().split(separator: "/").reduce(Optional(document)) { value, step in
            value?[String(step).replacing("~1", with: "/").replacing("~0", with: "~")]
        }
    }

    /// The value with what it refers to put in place, so that a change of a definition is seen.
    private func expanded(_ value: JSONValue, within open: Set<String>) -> JSONValue {
        switch value {
        case .array(let items): return .array(items.map { expanded($0, within: open) })
        case .object(let object):
            if let reference = object["$ref"]?.string, !open.contains(reference), let target = resolve(reference) {
                return expanded(target, within: open.union([reference]))
            }
            let kept = object.members.filter { !Self.annotations.contains($0.key) }
            return .object(JSONObject(kept.map { ($0.key, expanded($0.value, within: open)) }))
        default: return value
        }
    }
}

/// JSON as text in one order, for comparing.
enum JSONText {
    static func text(_ value: JSONValue) -> String {
        switch value {
        case .null: "null"
        case .bool(let flag): String(flag)
        case .number(let number): number.int.map { String($0) } ?? "\(number.isNegative ? "-" : "")\(number.digits)e\(number.exponent)"
        case .string(let text): "\"\(text)\""
        case .array(let items): "[" + items.map(text).joined(separator: ",") + "]"
        case .object(let object):
            "{" + object.members.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\(text($0.value))" }.joined(separator: ",") + "}"
        }
    }

    static func double(_ value: JSONValue) -> Double? {
        guard case .number(let number) = value else { return nil }
        return Double(
            "\(number.isNegative ? "-" : "")\(number.digits.isEmpty ? "0" : number.digits.map { String($0) }.joined())e\(number.exponent)")
    }
}
