// SPDX-License-Identifier: EUPL-1.2

/// A value inside a disclosed section; writes itself as canonical JSON (RFC 8785).
package indirect enum EntryValue: Sendable, Equatable {
    case text(String)
    /// At most 2^53 − 1 either way, which is as far as RFC 8785 can tell numbers apart.
    case integer(Int)
    case list([EntryValue])
    /// Members in any order, each key once.
    case object([(key: String, value: EntryValue)])

    package static func == (left: EntryValue, right: EntryValue) -> Bool { left.canonicalJSON == right.canonicalJSON }

    /// Keys sorted by UTF-16 code units, no white space, shortest escapes.
    package var canonicalJSON: [UInt8] {
        var out: [UInt8] = []
        write(to: &out)
        return out
    }

    func write(to out: inout [UInt8]) {
        switch self {
        case .text(let text): CanonicalJSON.write(text, to: &out)
        case .integer(let number): out.append(contentsOf: String(number).utf8)
        case .list(let items):
            out.append(UInt8(ascii: "["))
            for (index, item) in items.enumerated() {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                item.write(to: &out)
            }
            out.append(UInt8(ascii: "]"))
        case .object(let members):
            out.append(UInt8(ascii: "{"))
            for (index, member) in CanonicalJSON.sorted(members).enumerated() {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                CanonicalJSON.write(member.key, to: &out)
                out.append(UInt8(ascii: ":"))
                member.value.write(to: &out)
            }
            out.append(UInt8(ascii: "}"))
        }
    }
}

/// The rules of RFC 8785 for strings and for the order of members.
package enum CanonicalJSON {
    private static let hexDigits = Array("0123456789abcdef".utf8)

    /// A string with the escapes that §3.2.2.2 asks for.
    package static func write(_ text: String, to out: inout [UInt8]) {
        out.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            if byte >= 0x20, byte != 0x22, byte != 0x5C { out.append(byte) } else { escape(byte, to: &out) }
        }
        out.append(UInt8(ascii: "\""))
    }

    private static func escape(_ byte: UInt8, to out: inout [UInt8]) {
        out.append(UInt8(ascii: "\\"))
        switch byte {
        case 0x08: out.append(UInt8(ascii: "b"))
        case 0x09: out.append(UInt8(ascii: "t"))
        case 0x0A: out.append(UInt8(ascii: "n"))
        case 0x0C: out.append(UInt8(ascii: "f"))
        case 0x0D: out.append(UInt8(ascii: "r"))
        case 0..<0x20: out.append(contentsOf: [0x75, 0x30, 0x30, hexDigits[Int(byte >> 4)], hexDigits[Int(byte & 15)]])
        default: out.append(byte)
        }
    }

    /// Members by the UTF-16 code units of their keys (§3.2.3); mostly they come in order already.
    static func sorted(_ members: [(key: String, value: EntryValue)]) -> [(key: String, value: EntryValue)] {
        let inOrder = zip(members, members.dropFirst()).allSatisfy { precedes($0.key, $1.key) }
        return inOrder ? members : members.sorted { precedes($0.key, $1.key) }
    }

    /// UTF-8 and UTF-16 sort alike below U+D800, so bytes decide unless a character from above occurs.
    private static func precedes(_ left: String, _ right: String) -> Bool {
        if left.utf8.allSatisfy({ $0 < 0xED }), right.utf8.allSatisfy({ $0 < 0xED }) {
            return left.utf8.lexicographicallyPrecedes(right.utf8)
        }
        return left.utf16.lexicographicallyPrecedes(right.utf16)
    }
}
