// SPDX-License-Identifier: EUPL-1.2

/// Reads JSON strictly (RFC 8259): valid UTF-8, no lone surrogates, no key twice, nothing after the value, bounded depth.
package struct JSONReader {
    package struct Limits: Sendable {
        package var maximumDepth = 64
        package var maximumBytes = 16 << 20
        package init() {}
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    private var index: Int
    private let limits: Limits

    package static func parse(_ bytes: [UInt8], limits: Limits = Limits()) throws(Violation) -> JSONValue {
        var outcome: Result<JSONValue, Violation> = .failure(Violation(rule: "json:empty", field: "", place: .file))
        bytes.withUnsafeBufferPointer { buffer in
            var reader = JSONReader(buffer, limits)
            do throws(Violation) { outcome = .success(try reader.document()) } catch { outcome = .failure(error) }
        }
        return try outcome.get()
    }

    private init(_ bytes: UnsafeBufferPointer<UInt8>, _ limits: Limits) {
        self.bytes = bytes
        self.limits = limits
        index = 0
    }

    private mutating func document() throws(Violation) -> JSONValue {
        guard bytes.count <= limits.maximumBytes else { throw fault("json:too-long") }
        skipSpace()
        guard index < bytes.count else { throw fault("json:empty") }
        let value = try value(depth: 0)
        skipSpace()
        guard index == bytes.count else { throw fault("json:trailing") }
        return value
    }

    private func fault(_ rule: String) -> Violation {
        var line = 1
        var column = 1
        for byte in bytes[..<min(index, bytes.count)] { if byte == 10 { line += 1; column = 1 } else { column += 1 } }
        return Violation(rule: rule, field: "", place: .line(line, column: column))
    }

    private mutating func skipSpace() {
        while index < bytes.count {
            switch bytes[index] {
            case 0x20, 0x09, 0x0A, 0x0D: index += 1
            default: return
            }
        }
    }

    private mutating func value(depth: Int) throws(Violation) -> JSONValue {
        guard depth < limits.maximumDepth else { throw fault("json:too-deep") }
        guard index < bytes.count else { throw fault("json:truncated") }
        switch bytes[index] {
        case UInt8(ascii: "{"): return try object(depth)
        case UInt8(ascii: "["): return try array(depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return .number(try number())
        }
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws(Violation) -> JSONValue {
        let length = word.utf8CodeUnitCount
        guard index + length <= bytes.count else { throw fault("json:truncated") }
        for offset in 0..<length where bytes[index + offset] != word.utf8Start[offset] { throw fault("json:syntax") }
        index += length
        return value
    }

    private mutating func object(_ depth: Int) throws(Violation) -> JSONValue {
        index += 1
        var members: [(key: String, value: JSONValue)] = []
        skipSpace()
        if index < bytes.count, bytes[index] == UInt8(ascii: "}") { index += 1; return .object(JSONObject()) }
        while true {
            skipSpace()
            guard index < bytes.count else { throw fault("json:truncated") }
            guard bytes[index] == UInt8(ascii: "\"") else { throw fault("json:syntax") }
            let key = try string()
            skipSpace()
            guard index < bytes.count else { throw fault("json:truncated") }
            guard bytes[index] == UInt8(ascii: ":") else { throw fault("json:syntax") }
            index += 1
            skipSpace()
            let held = try value(depth: depth + 1)
            members.append((key, held))
            skipSpace()
            guard index < bytes.count else { throw fault("json:truncated") }
            if bytes[index] == UInt8(ascii: ",") { index += 1; continue }
            guard bytes[index] == UInt8(ascii: "}") else { throw fault("json:syntax") }
            index += 1
            if hasDouble(members) { throw fault("json:duplicate-key") }
            return .object(JSONObject(members))
        }
    }

    private func hasDouble(_ members: [(key: String, value: JSONValue)]) -> Bool {
        if members.count <= 12 {
            for left in members.indices {
                for right in members.index(after: left)..<members.endIndex where members[left].key == members[right].key { return true }
            }
            return false
        }
        return Set(members.map(\.key)).count != members.count
    }

    private mutating func array(_ depth: Int) throws(Violation) -> JSONValue {
        index += 1
        var items: [JSONValue] = []
        skipSpace()
        if index < bytes.count, bytes[index] == UInt8(ascii: "]") { index += 1; return .array([]) }
        while true {
            skipSpace()
            items.append(try value(depth: depth + 1))
            skipSpace()
            guard index < bytes.count else { throw fault("json:truncated") }
            if bytes[index] == UInt8(ascii: ",") { index += 1; continue }
            guard bytes[index] == UInt8(ascii: "]") else { throw fault("json:syntax") }
            index += 1
            return .array(items)
        }
    }

    private mutating func number() throws(Violation) -> JSONNumber {
        let start = index
        func isDigit() -> Bool { index < bytes.count && bytes[index] >= 48 && bytes[index] <= 57 }
        if index < bytes.count, bytes[index] == UInt8(ascii: "-") { index += 1 }
        guard isDigit() else { throw fault("json:syntax") }
        if bytes[index] == 48 { index += 1 } else { while isDigit() { index += 1 } }
        if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
            index += 1
            guard isDigit() else { throw fault("json:syntax") }
            while isDigit() { index += 1 }
        }
        if index < bytes.count, bytes[index] == UInt8(ascii: "e") || bytes[index] == UInt8(ascii: "E") {
            index += 1
            if index < bytes.count, bytes[index] == UInt8(ascii: "+") || bytes[index] == UInt8(ascii: "-") { index += 1 }
            guard isDigit() else { throw fault("json:syntax") }
            while isDigit() { index += 1 }
        }
        return JSONNumber(checked: bytes[start..<index])
    }

    private mutating func string() throws(Violation) -> String {
        index += 1
        let start = index
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\"") {
                let run = UnsafeBufferPointer(rebasing: bytes[start..<index])
                guard let text = String(validating: run, as: UTF8.self) else { throw fault("json:utf-8") }
                index += 1
                return text
            }
            if byte == UInt8(ascii: "\\") { return try escaped(from: start) }
            guard byte >= 0x20 else { throw fault("json:control-character") }
            index += 1
        }
        throw fault("json:truncated")
    }

    private mutating func escaped(from start: Int) throws(Violation) -> String {
        var out: [UInt8] = Array(bytes[start..<index])
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: out, as: UTF8.self) else { throw fault("json:utf-8") }
                return text
            case UInt8(ascii: "\\"): try escape(into: &out)
            case 0..<0x20: throw fault("json:control-character")
            default: out.append(byte)
            }
        }
        throw fault("json:truncated")
    }

    private mutating func escape(into out: inout [UInt8]) throws(Violation) {
        guard index < bytes.count else { throw fault("json:truncated") }
        let byte = bytes[index]
        index += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): out.append(byte)
        case UInt8(ascii: "b"): out.append(8)
        case UInt8(ascii: "f"): out.append(12)
        case UInt8(ascii: "n"): out.append(10)
        case UInt8(ascii: "r"): out.append(13)
        case UInt8(ascii: "t"): out.append(9)
        case UInt8(ascii: "u"):
            var unit = try hexadecimal()
            if (0xD800..<0xDC00).contains(unit) {
                guard index + 1 < bytes.count, bytes[index] == UInt8(ascii: "\\"), bytes[index + 1] == UInt8(ascii: "u") else {
                    throw fault("json:lone-surrogate")
                }
                index += 2
                let low = try hexadecimal()
                guard (0xDC00..<0xE000).contains(low) else { throw fault("json:lone-surrogate") }
                unit = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(unit) else { throw fault("json:lone-surrogate") }
            out.append(contentsOf: String(Character(scalar)).utf8)
        default: throw fault("json:syntax")
        }
    }

    private mutating func hexadecimal() throws(Violation) -> UInt32 {
        guard index + 4 <= bytes.count else { throw fault("json:truncated") }
        var value: UInt32 = 0
        for offset in 0..<4 {
            let byte = bytes[index + offset]
            switch byte {
            case 48...57: value = value << 4 | UInt32(byte - 48)
            case 65...70: value = value << 4 | UInt32(byte - 55)
            case 97...102: value = value << 4 | UInt32(byte - 87)
            default: throw fault("json:syntax")
            }
        }
        index += 4
        return value
    }
}
