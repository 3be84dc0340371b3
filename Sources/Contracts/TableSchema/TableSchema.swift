// SPDX-License-Identifier: EUPL-1.2

/// A Frictionless Table Schema with the dialect of its file, loaded once.
///
/// A property that is not supported is an error when the schema loads.
package struct TableSchema: Sendable {
    package struct Field: Sendable {
        package let name: String
        let type: String
        let format: String
        let required: Bool
        let allowed: [String]?
        let pattern: SchemaPattern?
        let minimumLength: Int?
        let maximumLength: Int?
        let minimum: String?
        let maximum: String?
        let decimalCharacter: String
    }

    package let fields: [Field]
    package let dialect: Dialect
    private let missing: Set<String>

    package init(fileBytes: [UInt8], named name: String) throws(ContractLoadError) {
        let document: JSONValue
        do throws(Violation) { document = try JSONReader.parse(fileBytes) } catch {
            throw ContractLoadError(file: name, place: error.place.description, problem: error.rule)
        }
        guard case .object(let root) = document, let list = root["fields"]?.array, !list.isEmpty else {
            throw ContractLoadError(file: name, place: "/fields", problem: "is missing")
        }
        for (key, _) in root.members
        where !["$schema", "title", "description", "version", "fields", "missingValues", "dialect"].contains(key) {
            throw ContractLoadError(file: name, place: "/\(key)", problem: "property is not supported")
        }
        missing = Set((root["missingValues"]?.array ?? [.string("")]).compactMap(\.string))
        dialect = try Self.dialect(root["dialect"], name)
        var fields: [Field] = []
        for (index, entry) in list.enumerated() { fields.append(try Self.field(entry, "/fields/\(index)", name)) }
        self.fields = fields
    }

    private static func dialect(_ value: JSONValue?, _ file: String) throws(ContractLoadError) -> Dialect {
        var dialect = Dialect()
        guard let value else { return dialect }
        for (key, member) in value.object?.members ?? [] {
            switch (key, member.string) {
            case ("delimiter", let text?) where text.utf8.count == 1: dialect.delimiter = text.utf8.first ?? dialect.delimiter
            case ("quoteChar", let text?) where text.utf8.count == 1: dialect.quote = text.utf8.first
            case ("encoding", let text?):
                guard let encoding = Dialect.Encoding(rawValue: text) else {
                    throw ContractLoadError(file: file, place: "/dialect/encoding", problem: "must be windows-1252 or utf-8")
                }
                dialect.encoding = encoding
            case ("lineTerminator", _), ("header", _): continue
            default: throw ContractLoadError(file: file, place: "/dialect/\(key)", problem: "property is not supported")
            }
        }
        return dialect
    }

    private static func field(_ value: JSONValue, _ place: String, _ file: String) throws(ContractLoadError) -> Field {
        guard let name = value["name"]?.string else { throw ContractLoadError(file: file, place: place, problem: "a field needs a name") }
        let known = ["name", "type", "format", "title", "description", "constraints", "decimalChar", "bareNumber"]
        for (key, _) in value.object?.members ?? [] where !known.contains(key) {
            throw ContractLoadError(file: file, place: "\(place)/\(key)", problem: "property is not supported")
        }
        let type = value["type"]?.string ?? "string"
        guard ["string", "integer", "number", "date", "boolean", "year"].contains(type) else {
            throw ContractLoadError(file: file, place: "\(place)/type", problem: "type is not supported")
        }
        let constraints = value["constraints"]
        for (key, _) in constraints?.object?.members ?? []
        where !["required", "enum", "pattern", "minLength", "maxLength", "minimum", "maximum"].contains(key) {
            throw ContractLoadError(file: file, place: "\(place)/constraints/\(key)", problem: "constraint is not supported")
        }
        var pattern: SchemaPattern?
        if let source = constraints?["pattern"]?.string {
            // Table Schema patterns cover the whole value.
            guard let compiled = SchemaPattern("^(?:\(source))$") else {
                throw ContractLoadError(file: file, place: "\(place)/constraints/pattern", problem: "is no regular expression")
            }
            pattern = compiled
        }
        return Field(
            name: name, type: type, format: value["format"]?.string ?? "default", required: constraints?["required"]?.bool ?? false,
            allowed: constraints?["enum"]?.array?.compactMap(\.string), pattern: pattern, minimumLength: constraints?["minLength"]?.int,
            maximumLength: constraints?["maxLength"]?.int, minimum: constraints?["minimum"]?.string,
            maximum: constraints?["maximum"]?.string,
            decimalCharacter: value["decimalChar"]?.string ?? ".")
    }

    /// Whether the header names the fields in their order.
    package func violations(inHeader row: DelimitedRow) -> [Violation] {
        if row.cells == fields.map(\.name) { return [] }
        let first = fields.indices.first { $0 >= row.cells.count || row.cells[$0] != fields[$0].name }
        return [
            Violation(
                rule: "table:header", field: first.map { fields[$0].name } ?? "",
                place: .row(row.number, column: first.map { String($0 + 1) }))
        ]
    }

    /// What is wrong with a row of data.
    package func violations(in row: DelimitedRow) -> [Violation] {
        guard row.cells.count == fields.count else {
            return [Violation(rule: "table:cell-count", field: "", place: .row(row.number, column: nil))]
        }
        var found: [Violation] = []
        for (field, cell) in zip(fields, row.cells) {
            if let rule = broken(cell, field) {
                found.append(Violation(rule: "table:\(rule)", field: field.name, place: .row(row.number, column: field.name)))
            }
        }
        return found
    }

    private func broken(_ cell: String, _ field: Field) -> String? {
        if missing.contains(cell) { return field.required ? "required" : nil }
        if !CellTypes.isOf(type: field.type, format: field.format, decimal: field.decimalCharacter, cell) { return "type" }
        if let allowed = field.allowed, !allowed.contains(cell) { return "enum" }
        if let pattern = field.pattern, !pattern.matches(cell) { return "pattern" }
        let length = cell.unicodeScalars.count
        if let minimum = field.minimumLength, length < minimum { return "minLength" }
        if let maximum = field.maximumLength, length > maximum { return "maxLength" }
        return nil
    }
}

/// Whether a cell can be read as its type.
enum CellTypes {
    static func isOf(type: String, format: String, decimal: String, _ cell: String) -> Bool {
        let bytes = Array(cell.utf8)
        switch type {
        case "integer": return isNumber(bytes, decimal: nil)
        case "number": return isNumber(bytes, decimal: decimal.utf8.first)
        case "year": return bytes.count == 4 && bytes.allSatisfy { (48...57).contains($0) }
        case "boolean": return ["true", "false", "1", "0", "J", "N"].contains(cell)
        case "date": return format == "%d/%m/%Y" ? isBelgianDate(bytes) : isISODate(bytes)
        default: return true
        }
    }

    private static func isNumber(_ bytes: [UInt8], decimal: UInt8?) -> Bool {
        var rest = bytes[...]
        if rest.first == 45 { rest = rest.dropFirst() }
        var points = 0
        var digits = 0
        for byte in rest {
            if (48...57).contains(byte) { digits += 1 } else if let decimal, byte == decimal { points += 1 } else { return false }
        }
        return digits > 0 && points <= 1 && rest.first != decimal && rest.last != decimal
    }

    /// dd/mm/jjjj; 00 is allowed for an unknown day or month.
    private static func isBelgianDate(_ bytes: [UInt8]) -> Bool {
        guard bytes.count == 10, bytes[2] == 47, bytes[5] == 47 else { return false }
        return isCalendar(year: number(bytes[6..<10]), month: number(bytes[3..<5]), day: number(bytes[0..<2]))
    }

    private static func isISODate(_ bytes: [UInt8]) -> Bool {
        guard bytes.count == 10, bytes[4] == 45, bytes[7] == 45 else { return false }
        return isCalendar(year: number(bytes[0..<4]), month: number(bytes[5..<7]), day: number(bytes[8..<10]))
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int? {
        bytes.reduce(Optional(0)) { value, byte in (48...57).contains(byte) ? value.map { $0 * 10 + Int(byte - 48) } : nil }
    }

    private static func isCalendar(year: Int?, month: Int?, day: Int?) -> Bool {
        guard let year, let month, let day, month <= 12, day <= 31 else { return false }
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths = [31, 31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return day <= lengths[month]
    }
}
