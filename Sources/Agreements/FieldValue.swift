// SPDX-License-Identifier: EUPL-1.2

/// The value of a released field, and its canonical JSON.
package indirect enum FieldValue: Sendable, Equatable {
    case text(String)
    case flag(Bool)
    case integer(Int)
    case list([FieldValue])
    /// Members in the order in which they are written.
    case group([Member])

    package struct Member: Sendable, Equatable {
        package let name: String
        package let value: FieldValue?
        package init(_ name: String, _ value: FieldValue?) { self.name = name; self.value = value }
    }

    /// Appends JSON without white space; absent members of a group are left out.
    package func write(to out: inout [UInt8]) {
        switch self {
        case .text(let text): Self.write(text, to: &out)
        case .flag(let flag): out.append(contentsOf: (flag ? "true" : "false").utf8)
        case .integer(let number): out.append(contentsOf: String(number).utf8)
        case .list(let items):
            out.append(UInt8(ascii: "["))
            for (index, item) in items.enumerated() {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                item.write(to: &out)
            }
            out.append(UInt8(ascii: "]"))
        case .group(let members):
            out.append(UInt8(ascii: "{"))
            var first = true
            for member in members {
                guard let value = member.value else { continue }
                if !first { out.append(UInt8(ascii: ",")) }
                first = false
                Self.write(member.name, to: &out)
                out.append(UInt8(ascii: ":"))
                value.write(to: &out)
            }
            out.append(UInt8(ascii: "}"))
        }
    }

    /// A JSON string: quotation mark, backslash and controls escaped, the rest as UTF-8 (RFC 8259 §7).
    package static func write(_ text: String, to out: inout [UInt8]) {
        let hexadecimal = Array("0123456789abcdef".utf8)
        out.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                out.append(UInt8(ascii: "\\"))
                out.append(byte)
            } else if byte < 0x20 {
                out.append(contentsOf: "\\u00".utf8)
                out.append(hexadecimal[Int(byte >> 4)])
                out.append(hexadecimal[Int(byte & 15)])
            } else {
                out.append(byte)
            }
        }
        out.append(UInt8(ascii: "\""))
    }
}
