// SPDX-License-Identifier: EUPL-1.2
import COpenSSL

/// AES-256-GCM. A sealed value is nonce (12 bytes) ‖ ciphertext ‖ tag (16 bytes).
package enum Sealed {
    static let nonceLength = 12
    static let tagLength = 16
    /// OpenSSL counts in Int32; nothing sealed here comes near it.
    static let maximumLength = 1 << 30
    // Fetched once: fetching at each use costs more than the encryption. The object is immutable after the fetch.
    nonisolated(unsafe) private static let cipher: OpaquePointer? = EVP_CIPHER_fetch(nil, "AES-256-GCM", nil)

    package static func seal(_ plain: [UInt8], under key: SymmetricKey, bound place: [UInt8]) throws -> [UInt8] {
        try seal(plain, under: key, nonce: SecureRandom.bytes(nonceLength), bound: place)
    }

    /// The nonce must never meet the same key again.
    static func seal(_ plain: [UInt8], under key: SymmetricKey, nonce: [UInt8], bound place: [UInt8]) throws -> [UInt8] {
        guard let cipher, let context = EVP_CIPHER_CTX_new() else { throw VaultError.cryptographyUnavailable("AES-256-GCM") }
        defer { EVP_CIPHER_CTX_free(context) }
        guard plain.count <= maximumLength, place.count <= maximumLength else { throw VaultError.tooLong }
        var sealed = nonce
        sealed.reserveCapacity(nonceLength + plain.count + tagLength)
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
        guard sealed.count >= nonceLength + tagLength, sealed.count <= maximumLength, place.count <= maximumLength else {
            throw VaultError.malformed
        }
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
