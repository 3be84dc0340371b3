// SPDX-License-Identifier: EUPL-1.2

/// Finds the elements of one array member of a JSON object without building a tree: frames a page into records.
package enum JSONElements {
    /// Byte ranges of the elements of the member `name` of the top-level object; nil where the text has no such member or ends too early.
    package static func ranges(of name: String, in bytes: [UInt8]) -> [Range<Int>]? {
        var scanner = Scanner(bytes: bytes)
        return scanner.member(Array(name.utf8))
    }

    /// Texts and numbers that stand as members of the top-level object under one of these names, as they are written, quotes off.
    ///
    /// For framing: what follows a fault in the text is not looked at, and nothing is checked.
    package static func scalars(named wanted: Set<String>, in bytes: [UInt8]) -> [String: String] {
        var scanner = Scanner(bytes: bytes)
        var found: [String: String] = [:]
        scanner.members { key, value in
            let name = String(decoding: bytes[key], as: UTF8.self)
            guard wanted.contains(name), let first = bytes[value].first, first != UInt8(ascii: "{"), first != UInt8(ascii: "[") else {
                return
            }
            let isText = first == UInt8(ascii: "\"")
            let inner = isText ? bytes[value.dropFirst().dropLast()] : bytes[value].prefix { $0 > 0x20 }
            found[name] = String(decoding: inner, as: UTF8.self)
        }
        return found
    }

    private struct Scanner {
        let bytes: [UInt8]
        var index = 0

        mutating func member(_ name: [UInt8]) -> [Range<Int>]? {
            space()
            guard take(UInt8(ascii: "{")) else { return nil }
            while true {
                space()
                guard let key = string() else { return nil }
                space()
                guard take(UInt8(ascii: ":")) else { return nil }
                space()
                if bytes[key].elementsEqual(name) { return elements() }
                guard skip() != nil else { return nil }
                space()
                guard take(UInt8(ascii: ",")) else { return nil }
            }
        }

        mutating func members(_ take: (Range<Int>, Range<Int>) -> Void) {
            space()
            guard self.take(UInt8(ascii: "{")) else { return }
            while true {
                space()
                guard let key = string() else { return }
                space()
                guard self.take(UInt8(ascii: ":")) else { return }
                space()
                guard let value = skip() else { return }
                take(key, value)
                space()
                guard self.take(UInt8(ascii: ",")) else { return }
            }
        }

        private mutating func elements() -> [Range<Int>]? {
            guard take(UInt8(ascii: "[")) else { return nil }
            var found: [Range<Int>] = []
            space()
            if take(UInt8(ascii: "]")) { return found }
            while true {
                space()
                guard let range = skip() else { return nil }
                found.append(range)
                space()
                if take(UInt8(ascii: ",")) { continue }
                return take(UInt8(ascii: "]")) ? found : nil
            }
        }

        /// Passes over one value.
        private mutating func skip() -> Range<Int>? {
            let start = index
            guard index < bytes.count else { return nil }
            switch bytes[index] {
            case UInt8(ascii: "\""): return string().map { _ in start..<index }
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                var depth = 0
                while index < bytes.count {
                    switch bytes[index] {
                    case UInt8(ascii: "\""):
                        guard string() != nil else { return nil }
                        continue
                    case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
                    case UInt8(ascii: "}"), UInt8(ascii: "]"):
                        depth -= 1
                        if depth == 0 { index += 1; return start..<index }
                    default: break
                    }
                    index += 1
                }
                return nil
            default:
                while index < bytes.count, ![UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}")].contains(bytes[index]) { index += 1 }
                return index > start ? start..<index : nil
            }
        }

        private mutating func string() -> Range<Int>? {
            guard take(UInt8(ascii: "\"")) else { return nil }
            let start = index
            while index < bytes.count, bytes[index] != UInt8(ascii: "\"") { index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1 }
            guard index < bytes.count else { return nil }
            index += 1
            return start..<(index - 1)
        }

        private mutating func take(_ byte: UInt8) -> Bool {
            guard index < bytes.count, bytes[index] == byte else { return false }
            index += 1
            return true
        }

        private mutating func space() {
            while index < bytes.count, bytes[index] == 0x20 || (bytes[index] >= 9 && bytes[index] <= 13) { index += 1 }
        }
    }
}
