// SPDX-License-Identifier: EUPL-1.2

/// A JSON value with its members in the order of the text.
package indirect enum JSONValue: Sendable, Hashable {
    case null
    case bool(Bool)
    case number(JSONNumber)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)

    /// Strings are equal where their code points are; canonical equivalence does not count (JSON Schema core §4.2.2).
    package static func == (left: JSONValue, right: JSONValue) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let one), .bool(let other)): one == other
        case (.number(let one), .number(let other)): one == other
        case (.string(let one), .string(let other)): one.utf8.elementsEqual(other.utf8)
        case (.array(let one), .array(let other)): one == other
        case (.object(let one), .object(let other)): one == other
        default: false
        }
    }

    package func hash(into hasher: inout Hasher) {
        switch self {
        case .null: hasher.combine(0)
        case .bool(let flag): hasher.combine(flag)
        case .number(let number): hasher.combine(number)
        case .string(let text): for byte in text.utf8 { hasher.combine(byte) }
        case .array(let items): hasher.combine(items)
        case .object(let object): hasher.combine(object)
        }
    }

    package subscript(key: String) -> JSONValue? {
        if case .object(let object) = self { object[key] } else { nil }
    }

    package var string: String? { if case .string(let text) = self { text } else { nil } }
    package var bool: Bool? { if case .bool(let flag) = self { flag } else { nil } }
    package var int: Int? { if case .number(let number) = self { number.int } else { nil } }
    package var array: [JSONValue]? { if case .array(let items) = self { items } else { nil } }
    package var object: JSONObject? { if case .object(let object) = self { object } else { nil } }
}

/// The members of an object; keys are unique.
package struct JSONObject: Sendable, Hashable {
    package var members: [(key: String, value: JSONValue)]

    package init(_ members: [(key: String, value: JSONValue)] = []) { self.members = members }

    package subscript(key: String) -> JSONValue? {
        for member in members where member.key == key { return member.value }
        return nil
    }

    /// The order of members does not count.
    package static func == (left: JSONObject, right: JSONObject) -> Bool {
        left.members.count == right.members.count && left.members.allSatisfy { right[$0.key] == $0.value }
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(members.count)
        for key in members.map(\.key).sorted() { hasher.combine(key) }
    }
}

/// A number as exact decimal: digits × 10^exponent; equal numbers compare equal however they are written.
package struct JSONNumber: Sendable, Hashable, Comparable {
    package let isNegative: Bool
    /// Significant digits without leading or trailing zeros; empty for zero.
    package let digits: [UInt8]
    package let exponent: Int

    /// Reads the text of a JSON number whose form was checked before.
    init(checked text: some Sequence<UInt8>) {
        var negative = false
        var digits: [UInt8] = []
        var exponent = 0
        var written = 0
        var writtenNegative = false
        var part = 0
        for byte in text {
            switch byte {
            case UInt8(ascii: "-"): if part == 2 { writtenNegative = true } else { negative = true }
            case UInt8(ascii: "+"): break
            case UInt8(ascii: "."): part = 1
            case UInt8(ascii: "e"), UInt8(ascii: "E"): part = 2
            default:
                if part == 2 {
                    written = min(written * 10 + Int(byte - 48), 1_000_000)
                } else {
                    if part == 1 { exponent -= 1 }
                    if !(digits.isEmpty && byte == 48) { digits.append(byte - 48) }
                }
            }
        }
        exponent += writtenNegative ? -written : written
        while digits.last == 0 { digits.removeLast(); exponent += 1 }
        self.isNegative = negative && !digits.isEmpty
        self.digits = digits
        self.exponent = digits.isEmpty ? 0 : exponent
    }

    package init(_ value: Int) { self.init(checked: Array(String(value).utf8)) }

    package var isInteger: Bool { exponent >= 0 }

    /// The value where it is an integer that fits.
    package var int: Int? {
        guard exponent >= 0, digits.count + exponent <= 18 else { return nil }
        var value = digits.reduce(0) { $0 * 10 + Int($1) }
        for _ in 0..<exponent { value *= 10 }
        return isNegative ? -value : value
    }

    package static func < (left: JSONNumber, right: JSONNumber) -> Bool {
        if left.isNegative != right.isNegative { return left.isNegative }
        let order = magnitude(left, right)
        return left.isNegative ? order > 0 : order < 0
    }

    private static func magnitude(_ left: JSONNumber, _ right: JSONNumber) -> Int {
        if left.digits.isEmpty || right.digits.isEmpty { return left.digits.count - right.digits.count }
        let (leftSize, rightSize) = (left.digits.count + left.exponent, right.digits.count + right.exponent)
        if leftSize != rightSize { return leftSize - rightSize }
        for index in 0..<max(left.digits.count, right.digits.count) {
            let (one, other) = (index < left.digits.count ? left.digits[index] : 0, index < right.digits.count ? right.digits[index] : 0)
            if one != other { return Int(one) - Int(other) }
        }
        return 0
    }

    /// Whether this is a whole multiple of the divisor, computed exactly on decimals.
    package func isMultiple(of divisor: JSONNumber) -> Bool {
        if digits.isEmpty { return true }
        guard !divisor.digits.isEmpty, divisor.digits.count <= 17 else { return false }
        let shift = exponent - divisor.exponent
        guard shift >= 0 || digits.count + shift > 0 || shift > -400 else { return false }
        let modulus = divisor.digits.reduce(UInt64(0)) { $0 * 10 + UInt64($1) }
        if shift < 0 {
            var scaled = modulus
            var remaining = -shift
            while remaining > 0 {
                let (next, overflow) = scaled.multipliedReportingOverflow(by: 10)
                if overflow { return false }
                scaled = next
                remaining -= 1
            }
            return remainder(scaled, zeros: 0) == 0
        }
        return remainder(modulus, zeros: min(shift, 5000)) == 0
    }

    private func remainder(_ modulus: UInt64, zeros: Int) -> UInt64 {
        var rest: UInt64 = 0
        func step(_ digit: UInt64) {
            let (high, low) = rest.multipliedFullWidth(by: 10)
            let (sum, carry) = low.addingReportingOverflow(digit)
            rest = modulus.dividingFullWidth((high + (carry ? 1 : 0), sum)).remainder
        }
        for digit in digits { step(UInt64(digit)) }
        for _ in 0..<zeros { step(0) }
        return rest
    }
}
