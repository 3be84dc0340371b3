// SPDX-License-Identifier: EUPL-1.2
import COpenSSL

/// HMAC-SHA-256 (RFC 2104) and HKDF-SHA-256 (RFC 5869).
package enum KeyedHash {
    private static let blockLength = 64
    // Fetched once; an unfetched algorithm costs more than twice as much at each use. Immutable after the fetch.
    nonisolated(unsafe) private static let algorithm: OpaquePointer? = EVP_MD_fetch(nil, "SHA256", nil)

    package static func hmac(_ key: SymmetricKey, _ message: [UInt8]) -> [UInt8] {
        key.withBytes { hmac($0, message) }
    }

    static func hmac(_ key: UnsafeRawBufferPointer, _ message: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        guard let context = EVP_MD_CTX_new() else { preconditionFailure("OpenSSL has no memory for a digest") }
        defer { EVP_MD_CTX_free(context) }
        let done = withUnsafeTemporaryAllocation(byteCount: blockLength, alignment: 8) { pad -> Bool in
            guard let start = pad.baseAddress else { return false }
            defer { Cleansing.wipe(start, blockLength) }
            pad.initializeMemory(as: UInt8.self, repeating: 0)
            if key.count > blockLength {
                guard EVP_Digest(key.baseAddress, key.count, start.assumingMemoryBound(to: UInt8.self), nil, algorithm, nil) == 1 else {
                    return false
                }
            } else {
                pad.copyMemory(from: key)
            }
            for index in 0..<blockLength { pad[index] ^= 0x36 }
            guard EVP_DigestInit_ex2(context, algorithm, nil) == 1, EVP_DigestUpdate(context, start, blockLength) == 1,
                EVP_DigestUpdate(context, message, message.count) == 1, EVP_DigestFinal_ex(context, &digest, nil) == 1
            else { return false }
            for index in 0..<blockLength { pad[index] ^= 0x36 ^ 0x5C }
            return EVP_DigestInit_ex2(context, algorithm, nil) == 1 && EVP_DigestUpdate(context, start, blockLength) == 1
                && EVP_DigestUpdate(context, digest, 32) == 1 && EVP_DigestFinal_ex(context, &digest, nil) == 1
        }
        precondition(done, "SHA-256 is missing from OpenSSL")
        return digest
    }

    /// A key of 32 bytes derived from one or more secrets for one purpose.
    package static func derive(_ secrets: [SymmetricKey], salt: [UInt8] = [], info: String) -> SymmetricKey {
        derive(secrets, salt: salt, info: Array(info.utf8))
    }

    package static func derive(_ secrets: [SymmetricKey], salt: [UInt8] = [], info: [UInt8]) -> SymmetricKey {
        var material: [UInt8] = []
        material.reserveCapacity(secrets.count * SymmetricKey.length)
        for secret in secrets { secret.withBytes { material.append(contentsOf: $0) } }
        defer { Cleansing.wipe(&material) }
        return expand(extract(material, salt: salt), info: info)
    }

    /// RFC 5869 §2.2; an empty salt stands for 32 zeros.
    static func extract(_ material: [UInt8], salt: [UInt8]) -> SymmetricKey {
        let salt = salt.isEmpty ? [UInt8](repeating: 0, count: 32) : salt
        var extracted = salt.withUnsafeBytes { hmac($0, material) }
        defer { Cleansing.wipe(&extracted) }
        return SymmetricKey(derived: extracted)
    }

    static func extract(_ secret: SymmetricKey, salt: [UInt8]) -> SymmetricKey {
        var material = secret.withBytes { Array($0) }
        defer { Cleansing.wipe(&material) }
        return extract(material, salt: salt)
    }

    /// RFC 5869 §2.3 for one block of output.
    static func expand(_ extracted: SymmetricKey, info: [UInt8]) -> SymmetricKey {
        var expanded = hmac(extracted, info + [1])
        defer { Cleansing.wipe(&expanded) }
        return SymmetricKey(derived: expanded)
    }
}
