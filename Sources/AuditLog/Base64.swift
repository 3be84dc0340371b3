// SPDX-License-Identifier: EUPL-1.2

/// Base64 (RFC 4648 §4 and §5) that accepts only the canonical form: right padding, no stray bits, no other characters.
package enum Base64 {
    private static let standard = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let url = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    package static func encode(_ bytes: some Collection<UInt8>) -> String {
        String(decoding: encode(bytes, standard, padded: true), as: UTF8.self)
    }

    /// The URL form without padding, as disclosures use it (RFC 9901).
    package static func encodeURL(_ bytes: some Collection<UInt8>) -> [UInt8] { encode(bytes, url, padded: false) }

    private static func encode(_ bytes: some Collection<UInt8>, _ alphabet: [UInt8], padded: Bool) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity((bytes.count + 2) / 3 * 4)
        var buffer: UInt32 = 0
        var held = 0
        for byte in bytes {
            buffer = buffer << 8 | UInt32(byte)
            held += 1
            if held == 3 {
                for shift in [18, 12, 6, 0] { out.append(alphabet[Int(buffer >> UInt32(shift)) & 63]) }
                buffer = 0
                held = 0
            }
        }
        if held == 1 {
            out.append(alphabet[Int(buffer >> 2) & 63])
            out.append(alphabet[Int(buffer << 4) & 63])
            if padded { out.append(contentsOf: [61, 61]) }
        } else if held == 2 {
            out.append(alphabet[Int(buffer >> 10) & 63])
            out.append(alphabet[Int(buffer >> 4) & 63])
            out.append(alphabet[Int(buffer << 2) & 63])
            if padded { out.append(61) }
        }
        return out
    }

    /// The bytes, or nil where the text is not canonical padded base64.
    package static func decode(_ text: some StringProtocol) -> [UInt8]? { decode(Array(text.utf8), standard, padded: true) }

    package static func decodeURL(_ text: [UInt8]) -> [UInt8]? { decode(text, url, padded: false) }

    private static func decode(_ text: [UInt8], _ alphabet: [UInt8], padded: Bool) -> [UInt8]? {
        var body = text[...]
        if padded {
            guard text.count % 4 == 0 else { return nil }
            var padding = 0
            while padding < 2, body.last == 61 { body.removeLast(); padding += 1 }
        }
        var values: [UInt8] = []
        values.reserveCapacity(body.count)
        for character in body {
            guard let value = alphabet.firstIndex(of: character) else { return nil }
            values.append(UInt8(value))
        }
        guard values.count % 4 != 1 else { return nil }
        var out: [UInt8] = []
        var buffer: UInt32 = 0
        var bits = 0
        for value in values {
            buffer = buffer << 6 | UInt32(value)
            bits += 6
            if bits >= 8 {
                bits -= 8
                out.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)))
                buffer &= (1 << UInt32(bits)) - 1
            }
        }
        return buffer == 0 ? out : nil
    }
}
