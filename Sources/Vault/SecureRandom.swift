// SPDX-License-Identifier: EUPL-1.2
import COpenSSL

/// Bytes nobody can foretell, from OpenSSL's generator.
package enum SecureRandom {
    package static func bytes(_ count: Int) throws -> [UInt8] {
        guard let length = Int32(exactly: count) else { throw VaultError.cryptographyUnavailable("so many random bytes") }
        var bytes = [UInt8](repeating: 0, count: count)
        guard RAND_bytes(&bytes, length) == 1 else { throw VaultError.cryptographyUnavailable("random bytes") }
        return bytes
    }
}

/// Overwriting and comparing of secrets, in ways that the compiler does not optimise away.
package enum Cleansing {
    static func wipe(_ pointer: UnsafeMutableRawPointer, _ count: Int) { OPENSSL_cleanse(pointer, count) }

    static func wipe(_ bytes: inout [UInt8]) {
        bytes.withUnsafeMutableBytes { if let base = $0.baseAddress { wipe(base, $0.count) } }
    }

    /// Takes as long for bytes that differ early as for bytes that differ late; the length is no secret.
    package static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        left.count == right.count && CRYPTO_memcmp(left, right, left.count) == 0
    }
}
