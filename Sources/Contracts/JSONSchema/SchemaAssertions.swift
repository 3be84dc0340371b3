// SPDX-License-Identifier: EUPL-1.2

/// The keywords that look at a value alone (JSON Schema validation vocabulary, §6).
enum SchemaAssertions {
    static func rules(_ object: JSONObject, file: String, place: String, formatAssertion: Bool) throws(ContractLoadError)
        -> [any SchemaRule]
    {
        var rules: [any SchemaRule] = []
        func bad(_ keyword: String) -> ContractLoadError {
            ContractLoadError(file: file, place: "\(place)/\(keyword)", problem: "the value of '\(keyword)' is not of its kind")
        }
        func add(_ keyword: String, _ holds: @escaping @Sendable (JSONValue) -> Bool) {
            rules.append(AssertionRule(keyword: keyword, holds: holds))
        }
        if let value = object["type"] {
            let names = value.string.map { [$0] } ?? (value.array ?? []).compactMap(\.string)
            let known = ["null", "boolean", "object", "array", "number", "string", "integer"]
            guard !names.isEmpty, names.allSatisfy(known.contains) else { throw bad("type") }
            add("type") { candidate in names.contains { isType(candidate, $0) } }
        }
        if let value = object["enum"] {
            guard let allowed = value.array else { throw bad("enum") }
            add("enum") { allowed.contains($0) }
        }
        if let constant = object["const"] { add("const") { $0 == constant } }
        for (keyword, holds) in numeric {
            guard let value = object[keyword] else { continue }
            guard case .number(let limit) = value else { throw bad(keyword) }
            add(keyword) { candidate in if case .number(let number) = candidate { holds(number, limit) } else { true } }
        }
        for (keyword, holds) in sized {
            guard let value = object[keyword] else { continue }
            guard let limit = value.int, limit >= 0 else { throw bad(keyword) }
            add(keyword) { holds($0, limit) }
        }
        if let value = object["uniqueItems"] {
            guard let unique = value.bool else { throw bad("uniqueItems") }
            if unique { add("uniqueItems") { candidate in candidate.array.map { Set($0).count == $0.count } ?? true } }
        }
        if let value = object["pattern"] {
            guard let source = value.string, let pattern = SchemaPattern(source) else { throw bad("pattern") }
            add("pattern") { candidate in candidate.string.map(pattern.matches) ?? true }
        }
        if let value = object["required"] {
            guard let names = value.array?.compactMap(\.string) else { throw bad("required") }
            rules.append(RequiredRule(names: names))
        }
        if let value = object["dependentRequired"] {
            guard let needed = value.object else { throw bad("dependentRequired") }
            rules.append(DependentRequiredRule(needed: needed.members.map { ($0.key, ($0.value.array ?? []).compactMap(\.string)) }))
        }
        if formatAssertion, let format = object["format"]?.string {
            guard let holds = SchemaFormat.check(format) else {
                throw ContractLoadError(file: file, place: "\(place)/format", problem: "format '\(format)' can't be asserted")
            }
            add("format") { candidate in candidate.string.map(holds) ?? true }
        }
        return rules
    }

    private static func isType(_ value: JSONValue, _ name: String) -> Bool {
        switch value {
        case .null: name == "null"
        case .bool: name == "boolean"
        case .object: name == "object"
        case .array: name == "array"
        case .string: name == "string"
        case .number(let number): name == "number" || (name == "integer" && number.isInteger)
        }
    }

    private static let numeric: [(String, @Sendable (JSONNumber, JSONNumber) -> Bool)] = [
        ("maximum", { $0 <= $1 }), ("exclusiveMaximum", { $0 < $1 }), ("minimum", { $0 >= $1 }), ("exclusiveMinimum", { $0 > $1 }),
        ("multipleOf", { $0.isMultiple(of: $1) }),
    ]

    private static let sized: [(String, @Sendable (JSONValue, Int) -> Bool)] = [
        ("maxLength", { value, limit in value.string.map { $0.unicodeScalars.count <= limit } ?? true }),
        ("minLength", { value, limit in value.string.map { $0.unicodeScalars.count >= limit } ?? true }),
        ("maxItems", { value, limit in value.array.map { $0.count <= limit } ?? true }),
        ("minItems", { value, limit in value.array.map { $0.count >= limit } ?? true }),
        ("maxProperties", { value, limit in value.object.map { $0.members.count <= limit } ?? true }),
        ("minProperties", { value, limit in value.object.map { $0.members.count >= limit } ?? true }),
    ]
}

/// The formats that contracts of this project assert.
enum SchemaFormat {
    static func check(_ name: String) -> (@Sendable (String) -> Bool)? {
        switch name {
        case "date": { isDate($0.utf8) }
        case "date-time": { isDateTime(Array($0.utf8)) }
        case "uuid": { isUUID(Array($0.utf8)) }
        default: nil
        }
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int? {
        bytes.isEmpty
            ? nil : bytes.reduce(Optional(0)) { value, byte in (48...57).contains(byte) ? value.map { $0 * 10 + Int(byte - 48) } : nil }
    }

    private static func isDate(_ text: some Collection<UInt8>) -> Bool {
        let bytes = Array(text)
        guard bytes.count == 10, bytes[4] == 45, bytes[7] == 45, let year = number(bytes[0..<4]), let month = number(bytes[5..<7]),
            let day = number(bytes[8..<10]), (1...12).contains(month)
        else { return false }
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return (1...lengths[month - 1]).contains(day)
    }

    private static func isDateTime(_ bytes: [UInt8]) -> Bool {
        guard bytes.count >= 20, isDate(bytes[0..<10]), bytes[10] == 84 || bytes[10] == 116, let hour = number(bytes[11..<13]),
            bytes[13] == 58,
            let minute = number(bytes[14..<16]), bytes[16] == 58, let second = number(bytes[17..<19]), hour < 24, minute < 60, second < 61
        else { return false }
        var rest = bytes[19...]
        if rest.first == 46 {
            let digits = rest.dropFirst().prefix { (48...57).contains($0) }
            guard !digits.isEmpty else { return false }
            rest = rest.dropFirst(digits.count + 1)
        }
        if rest.elementsEqual([90]) || rest.elementsEqual([122]) { return true }
        guard rest.count == 6, rest.first == 43 || rest.first == 45, let hours = number(rest.dropFirst().prefix(2)),
            rest[rest.startIndex + 3] == 58, let minutes = number(rest.suffix(2))
        else { return false }
        return hours < 24 && minutes < 60
    }

    private static func isUUID(_ bytes: [UInt8]) -> Bool {
        bytes.count == 36
            && bytes.enumerated().allSatisfy { index, byte in
                [8, 13, 18, 23].contains(index)
                    ? byte == 45 : (48...57).contains(byte) || (65...70).contains(byte) || (97...102).contains(byte)
            }
    }
}
