// SPDX-License-Identifier: EUPL-1.2

/// Reads the shape of a Table Schema with its dialect; places are columns.
enum TableShape {
    static func read(_ document: JSONValue, named name: String) throws(ContractLoadError) -> ContractShape {
        guard let fields = document["fields"]?.array else { throw ContractLoadError(file: name, place: "/fields", problem: "is missing") }
        var shape = ContractShape()
        shape.isPositional = true
        shape.version = document["version"]?.string.flatMap { ContractVersion($0) }
        var whole = ContractShape.Rules()
        whole.isRequired = true
        whole.isClosed = true
        whole.opaque["missingValues"] = document["missingValues"].map(JSONText.text)
        for (key, value) in document["dialect"]?.object?.members ?? [] { whole.opaque[key] = JSONText.text(value) }
        for field in fields {
            guard let column = field["name"]?.string else {
                throw ContractLoadError(file: name, place: "/fields", problem: "a field needs a name")
            }
            whole.order.append(column)
            shape.places["/" + column] = rules(of: field)
        }
        shape.places[""] = whole
        return shape
    }

    private static func rules(of field: JSONValue) -> ContractShape.Rules {
        var rules = ContractShape.Rules()
        rules.types = [field["type"]?.string ?? "string"]
        for key in ["format", "decimalChar", "bareNumber"] { rules.opaque[key] = field[key].map(JSONText.text) }
        for (key, value) in field["constraints"]?.object?.members ?? [] {
            switch key {
            case "required": rules.isRequired = value.bool ?? false
            case "enum": rules.allowed = Set((value.array ?? []).map(JSONText.text))
            case "minLength": rules.lower[key] = JSONText.double(value)
            case "maxLength": rules.upper[key] = JSONText.double(value)
            case "minimum": if let number = number(value) { rules.lower[key] = number } else { rules.opaque[key] = JSONText.text(value) }
            case "maximum": if let number = number(value) { rules.upper[key] = number } else { rules.opaque[key] = JSONText.text(value) }
            default: rules.opaque[key] = JSONText.text(value)
            }
        }
        return rules
    }

    private static func number(_ value: JSONValue) -> Double? { JSONText.double(value) ?? value.string.flatMap { Double($0) } }
}
