// SPDX-License-Identifier: EUPL-1.2
import COpenSSL

/// Thirty-two bytes of SHA-256.
package struct Digest32: Hashable, Sendable {
    package let bytes: [UInt8]

    /// Nil where the bytes are not thirty-two.
    package init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == 32 else { return nil }
        self.bytes = Array(bytes)
    }

    private init(hashed: [UInt8]) { bytes = hashed }

    // Fetched once; an unfetched algorithm costs more than twice as much at each use. Immutable after the fetch.
    nonisolated(unsafe) private static let algorithm: OpaquePointer? = EVP_MD_fetch(nil, "SHA256", nil)

    package static func of(_ bytes: [UInt8]) -> Digest32 {
        var digest = [UInt8](repeating: 0, count: 32)
        var length: UInt32 = 0
        let done = EVP_Digest(bytes, bytes.count, &digest, &length, algorithm, nil)
        precondition(done == 1 && length == 32, "SHA-256 is missing from OpenSSL")
        return Digest32(hashed: digest)
    }

    package var hex: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
