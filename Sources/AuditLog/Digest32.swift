// SPDX-License-Identifier: EUPL-1.2
import COpenSSL

/// Thirty-two bytes of SHA-256 (FIPS 180-4), kept in place without an allocation.
package struct Digest32: Hashable, Sendable, CustomStringConvertible {
    /// The bytes in memory order, eight a word.
    private var words = (UInt64(0), UInt64(0), UInt64(0), UInt64(0))

    private init() {}

    /// Nil where the bytes are not thirty-two.
    package init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == 32 else { return nil }
        withUnsafeMutableBytes(of: &words) { $0.copyBytes(from: bytes) }
    }

    package var bytes: [UInt8] { withUnsafeBytes { Array($0) } }

    package func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try Swift.withUnsafeBytes(of: words) { try body($0) }
    }

    package static func == (left: Digest32, right: Digest32) -> Bool { left.words == right.words }

    package func hash(into hasher: inout Hasher) { withUnsafeBytes { hasher.combine(bytes: $0) } }

    package static func of(_ bytes: [UInt8]) -> Digest32 { bytes.withUnsafeBytes { of($0) } }

    // Fetched once; an unfetched algorithm costs more than twice as much at each use. Immutable after the fetch.
    nonisolated(unsafe) private static let algorithm: OpaquePointer? = EVP_MD_fetch(nil, "SHA256", nil)

    static func of(_ bytes: UnsafeRawBufferPointer) -> Digest32 {
        var digest = Digest32()
        let done = withUnsafeMutableBytes(of: &digest.words) {
            EVP_Digest(bytes.baseAddress, bytes.count, $0.bindMemory(to: UInt8.self).baseAddress, nil, algorithm, nil)
        }
        precondition(done == 1, "SHA-256 is missing from OpenSSL")
        return digest
    }

    /// The hash of one leading byte and the parts after it, which is how the tree tells leaves from nodes.
    static func of(_ domain: UInt8, _ first: UnsafeRawBufferPointer, _ second: UnsafeRawBufferPointer) -> Digest32 {
        withUnsafeTemporaryAllocation(byteCount: 1 + first.count + second.count, alignment: 8) { buffer in
            buffer[0] = domain
            UnsafeMutableRawBufferPointer(rebasing: buffer[1...]).copyMemory(from: first)
            UnsafeMutableRawBufferPointer(rebasing: buffer[(1 + first.count)...]).copyMemory(from: second)
            return of(UnsafeRawBufferPointer(buffer))
        }
    }

    package var description: String { hex }

    package var hex: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
