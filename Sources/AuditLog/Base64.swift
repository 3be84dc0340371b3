// SPDX-License-Identifier: EUPL-1.2

/// Base64 (RFC 4648 §4 and §5) that accepts only the canonical form: right padding, no stray bits, no other characters.
package enum Base64 {
    private static let standard = Alphabet("+/")
    private static let url = Alphabet("-_")

    private struct Alphabet: Sendable {
        let characters: [UInt8]
        /// Value of each byte, 255 for those outside the alphabet.
        let values: [UInt8]

        init(_ lastTwo: String) {
            characters = Array(("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789" + lastTwo).utf8)
            var values = [UInt8](repeating: 255, count: 256)
            for (value, character) in characters.enumerated() { values[Int(character)] = UInt8(value) }
            self.values = values
        }
    }

    package static func encode(_ bytes: some Collection<UInt8>) -> String {
        String(decoding: encode(bytes, standard, padded: true), as: UTF8.self)
    }

    /// The URL form without padding, as disclosures use it (RFC 9901).
    package static func encodeURL(_ bytes: some Collection<UInt8>) -> [UInt8] { encode(bytes, url, padded: false) }

    static func urlValue(_ character: UInt8) -> UInt8? {
        let value = url.values[Int(character)]
        return value == 255 ? nil : value
    }

    private static func encode(_ bytes: some Collection<UInt8>, _ alphabet: Alphabet, padded: Bool) -> [UInt8] {
        let characters = alphabet.characters
        return [UInt8](unsafeUninitializedCapacity: (bytes.count + 2) / 3 * 4) { out, count in
            var buffer: UInt32 = 0
            var bits: UInt32 = 0
            for byte in bytes {
                buffer = buffer << 8 | UInt32(byte)
                bits += 8
                while bits >= 6 {
                    bits -= 6
                    out[count] = characters[Int(buffer >> bits) & 63]
                    count += 1
                }
                buffer &= 63
            }
            if bits > 0 {
                out[count] = characters[Int(buffer << (6 - bits)) & 63]
                count += 1
            }
            while padded, count % 4 != 0 {
                out[count] = UInt8(ascii: "=")
                count += 1
            }
        }
    }

    /// The bytes, or nil where the text is not canonical padded base64.
    package static func decode(_ text: some Sequence<UInt8>) -> [UInt8]? { decode(Array(text), standard, padded: true) }

    package static func decode(_ text: some StringProtocol) -> [UInt8]? { decode(Array(text.utf8), standard, padded: true) }

    package static func decodeURL(_ text: [UInt8]) -> [UInt8]? { decode(text, url, padded: false) }

    private static func decode(_ text: [UInt8], _ alphabet: Alphabet, padded: Bool) -> [UInt8]? {
        var body = text[...]
        if padded {
            guard text.count % 4 == 0 else { return nil }
            var padding = 0
            while padding < 2, body.last == UInt8(ascii: "=") { body.removeLast(); padding += 1 }
        }
        guard body.count % 4 != 1 else { return nil }
        var out: [UInt8] = []
        out.reserveCapacity(body.count * 3 / 4)
        var buffer: UInt32 = 0
        var bits: UInt32 = 0
        for character in body {
            let value = alphabet.values[Int(character)]
            guard value != 255 else { return nil }
            buffer = buffer << 6 | UInt32(value)
            bits += 6
            if bits >= 8 {
                bits -= 8
                out.append(UInt8(truncatingIfNeeded: buffer >> bits))
                buffer &= (1 << bits) - 1
            }
        }
        return buffer == 0 ? out : nil
    }
}
