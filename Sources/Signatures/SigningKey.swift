// SPDX-License-Identifier: EUPL-1.2
import COpenSSL

/// With which algorithm a key signs, by the names of JOSE (RFC 7518, RFC 8037).
package enum SignatureAlgorithm: String, Sendable {
    /// ECDSA on P-256 with SHA-256; signatures are r ‖ s, 32 bytes each.
    case es256 = "ES256"
    /// Ed25519.
    case edDSA = "EdDSA"

    init?(of key: OpaquePointer) {
        switch EVP_PKEY_get_base_id(key) {
        case EVP_PKEY_ED25519: self = .edDSA
        case EVP_PKEY_EC where EVP_PKEY_get_bits(key) == 256: self = .es256
        default: return nil
        }
    }
}

/// What goes wrong with keys and signatures; never says what a key is.
package enum SignatureError: Error, Equatable, CustomStringConvertible {
    case notAKey
    case unsupportedKey
    case refused
    case malformed(String)
    case wrong(String)

    package var description: String {
        switch self {
        case .notAKey: "the key is not in PEM, or is protected by a passphrase"
        case .unsupportedKey: "the key is neither Ed25519 nor ECDSA P-256"
        case .refused: "OpenSSL refused to sign"
        case .malformed(let part): "the \(part) is not of the form it must have"
        case .wrong(let part): "the \(part) is not right"
        }
    }
}

/// The private half of a key pair, Ed25519 or ECDSA P-256; never prints.
package final class SigningKey: Sendable, CustomStringConvertible, CustomReflectable {
    package let algorithm: SignatureAlgorithm
    // Set once before the object is shared; OpenSSL's keys may be read from several threads.
    private nonisolated(unsafe) let key: OpaquePointer

    /// Reads PKCS#8 or SEC 1 in PEM without a passphrase.
    package init(pem: some Collection<UInt8>) throws(SignatureError) {
        // An empty passphrase keeps OpenSSL from asking for one at the terminal.
        var empty: [CChar] = [0]
        guard let key = PEMText.read(pem, { PEM_read_bio_PrivateKey($0, nil, nil, &empty) }) else { throw .notAKey }
        guard let algorithm = SignatureAlgorithm(of: key) else {
            EVP_PKEY_free(key)
            throw .unsupportedKey
        }
        self.key = key
        self.algorithm = algorithm
    }

    deinit { EVP_PKEY_free(key) }

    /// Ed25519: 64 bytes. ES256: r ‖ s, 64 bytes.
    package func sign(_ message: some Collection<UInt8>) throws(SignatureError) -> [UInt8] {
        let message = Array(message)
        guard let context = EVP_MD_CTX_new() else { throw .refused }
        defer { EVP_MD_CTX_free(context) }
        let digest = algorithm == .es256 ? EVP_sha256() : nil
        var length = 0
        guard EVP_DigestSignInit(context, nil, digest, nil, key) == 1,
            EVP_DigestSign(context, nil, &length, message, message.count) == 1
        else { throw .refused }
        var signature = [UInt8](repeating: 0, count: length)
        guard EVP_DigestSign(context, &signature, &length, message, message.count) == 1 else { throw .refused }
        signature.removeLast(signature.count - length)
        if algorithm == .edDSA { return signature }
        guard let joined = ECDSASignature.joined(der: signature) else { throw .refused }
        return joined
    }

    /// The public half in PEM (SubjectPublicKeyInfo).
    package func publicKeyPEM() throws(SignatureError) -> [UInt8] {
        guard let memory = BIO_new(BIO_s_mem()) else { throw .refused }
        defer { BIO_free(memory) }
        guard PEM_write_bio_PUBKEY(memory, key) == 1 else { throw .refused }
        var text = [UInt8](repeating: 0, count: 2048)
        let length = BIO_read(memory, &text, Int32(text.count))
        guard length > 0 else { throw .refused }
        return Array(text[0..<Int(length)])
    }

    package var description: String { "SigningKey(\(algorithm.rawValue), secret)" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
