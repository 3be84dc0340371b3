// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// A regular expression of a schema, compiled once; unanchored, as JSON Schema asks.
///
/// ECMA-262 classes are spelled out for ICU: `\d` is ASCII, `\w` too, `\s` holds the byte order mark.
struct SchemaPattern: Sendable {
    private let expression: NSRegularExpression

    init?(_ source: String) {
        guard let compiled = try? NSRegularExpression(pattern: Self.translated(source)) else { return nil }
        expression = compiled
    }

    func matches(_ text: String) -> Bool {
        expression.firstMatch(in: text, range: NSRange(location: 0, length: text.utf16.count)) != nil
    }

    private static func translated(_ source: String) -> String {
        var out = ""
        var inClass = false
        var characters = source.makeIterator()
        while let character = characters.next() {
            switch character {
            case "[": out += inClass ? "\\[" : "["; inClass = true
            case "]": out += "]"; inClass = false
            case "$" where !inClass: out += "(?!\\n)$"
            case "\\":
                guard let next = characters.next() else { return source }
                switch next {
                case "d": out += inClass ? "0-9" : "[0-9]"
                case "D": out += inClass ? "\\D" : "[^0-9]"
                case "w": out += inClass ? "A-Za-z0-9_" : "[A-Za-z0-9_]"
                case "W": out += inClass ? "\\W" : "[^A-Za-z0-9_]"
                case "s":
                    out +=
                        inClass
                        ? "\\s\\uFEFF\\u00A0\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000"
                        : "[\\s\\uFEFF\\u00A0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000]"
                case "S": out += inClass ? "\\S" : "[^\\s\\uFEFF\\u00A0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000]"
                default: out += "\\" + String(next)
                }
            default: out.append(character)
            }
        }
        return out
    }
}
