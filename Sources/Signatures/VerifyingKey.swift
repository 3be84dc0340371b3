// SPDX-License-Identifier: EUPL-1.2
import COpenSSL

/// The public half of a key pair.
package final class VerifyingKey: Sendable {
    package let algorithm: SignatureAlgorithm
    // Set once before the object is shared; OpenSSL's keys may be read from several threads.
    private nonisolated(unsafe) let key: OpaquePointer

    /// Reads SubjectPublicKeyInfo in PEM.
    package init(pem: some Collection<UInt8>) throws(SignatureError) {
        guard let key = PEMText.read(pem, { PEM_read_bio_PUBKEY($0, nil, nil, nil) }) else { throw .notAKey }
        guard let algorithm = SignatureAlgorithm(of: key) else {
            EVP_PKEY_free(key)
            throw .unsupportedKey
        }
        self.key = key
        self.algorithm = algorithm
    }

    deinit { EVP_PKEY_free(key) }

    package func isValid(_ signature: some Collection<UInt8>, over message: some Collection<UInt8>) -> Bool {
        let plain = Array(signature)
        guard plain.count == 64, let form = algorithm == .es256 ? ECDSASignature.der(joined: plain) : plain,
            let context = EVP_MD_CTX_new()
        else { return false }
        defer { EVP_MD_CTX_free(context) }
        let message = Array(message)
        let digest = algorithm == .es256 ? EVP_sha256() : nil
        return EVP_DigestVerifyInit(context, nil, digest, nil, key) == 1
            && EVP_DigestVerify(context, form, form.count, message, message.count) == 1
    }
}

/// Two forms of an ECDSA signature: DER as OpenSSL speaks it, r ‖ s as JOSE and RFC 9421 do.
enum ECDSASignature {
    static func joined(der: [UInt8]) -> [UInt8]? {
        der.withUnsafeBufferPointer { buffer in
            var start = buffer.baseAddress
            guard let signature = d2i_ECDSA_SIG(nil, &start, buffer.count) else { return nil }
            defer { ECDSA_SIG_free(signature) }
            var out = [UInt8](repeating: 0, count: 64)
            let fits = out.withUnsafeMutableBufferPointer { out in
                BN_bn2binpad(ECDSA_SIG_get0_r(signature), out.baseAddress, 32) == 32
                    && BN_bn2binpad(ECDSA_SIG_get0_s(signature), out.baseAddress.map { $0 + 32 }, 32) == 32
            }
            return fits ? out : nil
        }
    }

    static func der(joined: [UInt8]) -> [UInt8]? {
        guard let signature = ECDSA_SIG_new() else { return nil }
        defer { ECDSA_SIG_free(signature) }
        let r = BN_bin2bn(Array(joined[0..<32]), 32, nil)
        let s = BN_bin2bn(Array(joined[32..<64]), 32, nil)
        guard ECDSA_SIG_set0(signature, r, s) == 1 else {
            BN_free(r)
            BN_free(s)
            return nil
        }
        let length = i2d_ECDSA_SIG(signature, nil)
        guard length > 0 else { return nil }
        var out = [UInt8](repeating: 0, count: Int(length))
        let written = out.withUnsafeMutableBufferPointer { buffer in
            var place = buffer.baseAddress
            return i2d_ECDSA_SIG(signature, &place)
        }
        return written == length ? out : nil
    }
}
