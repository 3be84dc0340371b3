// SPDX-License-Identifier: EUPL-1.2
import COpenSSL

/// What goes wrong with keys and sealed bytes; never says what the bytes were.
package enum VaultError: Error, Equatable, CustomStringConvertible {
    /// The bytes were changed, or belong to another key or place.
    case notAuthentic
    /// Too short to be a sealed value.
    case malformed
    /// The library refused an operation that never fails on a sound system.
    case cryptographyUnavailable(String)
    case keyFileMissing(String)
    case keyFileOpenToOthers(String)
    case keyFileMalformed(String)

    package var description: String {
        switch self {
        case .notAuthentic: "the sealed bytes do not belong to this key and place"
        case .malformed: "the sealed bytes are too short"
        case .cryptographyUnavailable(let operation): "OpenSSL refused \(operation)"
        case .keyFileMissing(let path): "no master key at \(path); run 'xchg init' or restore the key from its own backup"
        case .keyFileOpenToOthers(let path): "the master key \(path) can be read by others; run: chmod 600 \(path)"
        case .keyFileMalformed(let path): "the master key \(path) is not a file of 32 bytes; restore it from its own backup"
        }
    }
}

enum Cleansing {
    static func wipe(_ pointer: UnsafeMutableRawPointer, _ count: Int) { OPENSSL_cleanse(pointer, count) }
}

package enum SecureRandom {
    package static func bytes(_ count: Int) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        guard RAND_bytes(&bytes, Int32(count)) == 1 else { throw VaultError.cryptographyUnavailable("random bytes") }
        return bytes
    }
}

/// HMAC-SHA-256 (RFC 2104) and HKDF-SHA-256 (RFC 5869).
package enum KeyedHash {
    package static func hmac(_ key: SymmetricKey, _ message: [UInt8]) -> [UInt8] {
        key.withBytes { hmac($0, message) }
    }

    static func hmac(_ key: UnsafeRawBufferPointer, _ message: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        var length: UInt32 = 0
        let done = HMAC(EVP_sha256(), key.baseAddress, Int32(key.count), message, message.count, &digest, &length)
        precondition(done != nil && length == 32, "HMAC-SHA-256 is missing from OpenSSL")
        return digest
    }

    /// A key of 32 bytes derived from one or more secrets for one purpose.
    package static func derive(_ secrets: [SymmetricKey], salt: [UInt8] = [], info: String) -> SymmetricKey {
        derive(secrets, salt: salt, info: Array(info.utf8))
    }

    package static func derive(_ secrets: [SymmetricKey], salt: [UInt8] = [], info: [UInt8]) -> SymmetricKey {
        var material: [UInt8] = []
        for secret in secrets { secret.withBytes { material.append(contentsOf: $0) } }
        let saltKey = salt.isEmpty ? [UInt8](repeating: 0, count: 32) : salt
        var extracted = saltKey.withUnsafeBytes { hmac($0, material) }
        let expanded = extracted.withUnsafeBytes { hmac($0, info + [1]) }
        material.withUnsafeMutableBytes { if let base = $0.baseAddress { Cleansing.wipe(base, $0.count) } }
        extracted.withUnsafeMutableBytes { if let base = $0.baseAddress { Cleansing.wipe(base, $0.count) } }
        return SymmetricKey(derived: expanded)
    }
}

/// AES-256-GCM. A sealed value is nonce (12 bytes) ‖ ciphertext ‖ tag (16 bytes).
package enum Sealed {
    static let nonceLength = 12
    static let tagLength = 16
    // Fetched once: fetching at each use costs more than the encryption. The object is immutable after the fetch.
    nonisolated(unsafe) private static let cipher: OpaquePointer? = EVP_CIPHER_fetch(nil, "AES-256-GCM", nil)

    package static func seal(_ plain: [UInt8], under key: SymmetricKey, bound place: [UInt8]) throws -> [UInt8] {
        try seal(plain, under: key, nonce: SecureRandom.bytes(nonceLength), bound: place)
    }

    /// The nonce must never meet the same key again.
    static func seal(_ plain: [UInt8], under key: SymmetricKey, nonce: [UInt8], bound place: [UInt8]) throws -> [UInt8] {
        guard let cipher, let context = EVP_CIPHER_CTX_new() else { throw VaultError.cryptographyUnavailable("AES-256-GCM") }
        defer { EVP_CIPHER_CTX_free(context) }
        var sealed = nonce
        sealed.append(contentsOf: repeatElement(0, count: plain.count + tagLength))
        var written: Int32 = 0
        let done = key.withBytes { keyBytes -> Bool in
            sealed.withUnsafeMutableBufferPointer { out -> Bool in
                guard let base = out.baseAddress else { return false }
                guard EVP_EncryptInit_ex2(context, cipher, keyBytes.bindMemory(to: UInt8.self).baseAddress, base, nil) == 1,
                    EVP_EncryptUpdate(context, nil, &written, place, Int32(place.count)) == 1,
                    EVP_EncryptUpdate(context, base + nonceLength, &written, plain, Int32(plain.count)) == 1,
                    EVP_EncryptFinal_ex(context, base + nonceLength + plain.count, &written) == 1
                else { return false }
                return EVP_CIPHER_CTX_ctrl(
                    context, EVP_CTRL_AEAD_GET_TAG, Int32(tagLength), base + nonceLength + plain.count) == 1
            }
        }
        guard done else { throw VaultError.cryptographyUnavailable("AES-256-GCM encryption") }
        return sealed
    }

    package static func open(_ sealed: [UInt8], under key: SymmetricKey, bound place: [UInt8]) throws -> [UInt8] {
        guard sealed.count >= nonceLength + tagLength else { throw VaultError.malformed }
        guard let cipher, let context = EVP_CIPHER_CTX_new() else { throw VaultError.cryptographyUnavailable("AES-256-GCM") }
        defer { EVP_CIPHER_CTX_free(context) }
        let length = sealed.count - nonceLength - tagLength
        var plain = [UInt8](repeating: 0, count: length + 1)
        var tag = Array(sealed[(nonceLength + length)...])
        var written: Int32 = 0
        let authentic = key.withBytes { keyBytes -> Bool in
            sealed.withUnsafeBufferPointer { bytes -> Bool in
                guard let base = bytes.baseAddress else { return false }
                return EVP_DecryptInit_ex2(context, cipher, keyBytes.bindMemory(to: UInt8.self).baseAddress, base, nil) == 1
                    && EVP_DecryptUpdate(context, nil, &written, place, Int32(place.count)) == 1
                    && EVP_DecryptUpdate(context, &plain, &written, base + nonceLength, Int32(length)) == 1
                    && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, Int32(tagLength), &tag) == 1
                    && EVP_DecryptFinal_ex(context, &plain[length], &written) == 1
            }
        }
        guard authentic else { throw VaultError.notAuthentic }
        plain.removeLast()
        return plain
    }
}
