// SPDX-License-Identifier: EUPL-1.2
import COpenSSL
import Foundation

/// The digest of a message's content, as RFC 9530 §2 puts it into a field: `sha-256=:…base64…:`.
package enum ContentDigest {
    package static func sha256(_ body: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        var length: UInt32 = 0
        let done = EVP_Digest(body, body.count, &digest, &length, EVP_sha256(), nil)
        precondition(done == 1 && length == 32, "OpenSSL has no SHA-256")
        return digest
    }

    /// The field's value.
    package static func field(_ body: [UInt8]) -> String { "sha-256=:\(Base64Text.encode(sha256(body))):" }

    /// Whether the field holds the SHA-256 of these bytes; digests of other algorithms beside it don't count.
    package static func isRight(_ field: String, for body: [UInt8]) -> Bool {
        for part in field.split(separator: ",") {
            let member = part.drop { $0 == " " || $0 == "\t" }
            guard member.hasPrefix("sha-256=:") else { continue }
            let value = member.dropFirst("sha-256=:".count).prefix { $0 != ":" }
            return Base64Text.decode(value) == sha256(body)
        }
        return false
    }
}

/// Base64 (RFC 4648 §4 and §5); reads only the canonical form.
package enum Base64Text {
    package static func encode(_ bytes: some Collection<UInt8>) -> String { Data(bytes).base64EncodedString() }

    /// The URL form without padding, as JOSE writes it.
    package static func encodeURL(_ bytes: some Collection<UInt8>) -> String {
        String(
            encode(bytes).compactMap { character -> Character? in
                switch character {
                case "+": "-"
                case "/": "_"
                case "=": nil
                default: character
                }
            })
    }

    package static func decode(_ text: some StringProtocol) -> [UInt8]? {
        guard let data = Data(base64Encoded: String(text)), data.base64EncodedString() == String(text) else { return nil }
        return Array(data)
    }

    package static func decodeURL(_ text: some StringProtocol) -> [UInt8]? {
        var padded = String(text.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 })
        padded += String(repeating: "=", count: (4 - padded.utf8.count % 4) % 4)
        guard let bytes = decode(padded), encodeURL(bytes) == String(text) else { return nil }
        return bytes
    }
}
