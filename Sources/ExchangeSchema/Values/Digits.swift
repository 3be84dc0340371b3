// SPDX-License-Identifier: EUPL-1.2

/// Decimal digits as ASCII bytes; `\p{N}` and friends are never accepted.
package enum Digits {
    /// The value of at most 18 ASCII digits, or nil where another byte stands among them.
    package static func value(_ bytes: some Collection<UInt8>) -> Int? {
        guard !bytes.isEmpty, bytes.count <= 18 else { return nil }
        var value = 0
        for byte in bytes {
            guard byte >= 48, byte <= 57 else { return nil }
            value = value * 10 + Int(byte - 48)
        }
        return value
    }

    package static func value(_ text: some StringProtocol) -> Int? { value(Array(text.utf8)) }

    /// The number with zeros before it up to the width.
    package static func padded(_ value: Int, _ width: Int) -> String {
        let digits = String(value)
        return digits.utf8.count >= width ? digits : String(repeating: "0", count: width - digits.utf8.count) + digits
    }
}
