// SPDX-License-Identifier: EUPL-1.2
import COpenSSL

/// Who signed a checkpoint: the public half of a log key (C2SP signed-note, type 0x01 Ed25519).
///
///     key id = first 4 bytes of SHA-256(name ‖ 0A ‖ 01 ‖ public key)
///     vkey   = <name>+<8 lower-case hex digits of the key id>+<base64(01 ‖ public key)>
package struct NoteVerifier: Sendable, Equatable {
    package let name: String
    package let publicKey: [UInt8]
    package let keyId: [UInt8]

    package init(name: String, publicKey: [UInt8]) {
        self.name = name
        self.publicKey = publicKey
        keyId = Array(Digest32.of(Array(name.utf8) + [10, 1] + publicKey).bytes[0..<4])
    }

    /// Reads a vkey; nil where any part is not as it must be.
    package init?(vkey: some StringProtocol) {
        let parts = vkey.utf8.split(separator: UInt8(ascii: "+"), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let key = Base64.decode(parts[2]), key.count == 33, key[0] == 1 else { return nil }
        let name = String(decoding: parts[0], as: UTF8.self)
        guard Self.isName(name) else { return nil }
        self.init(name: name, publicKey: Array(key[1...]))
        guard Array(parts[1]) == Array(keyIdHex.utf8) else { return nil }
    }

    package var vkey: String { "\(name)+\(keyIdHex)+\(Base64.encode([1] + publicKey))" }

    private var keyIdHex: String {
        keyId.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// A key name is not empty and has neither white space, control characters nor a plus sign.
    static func isName(_ name: String) -> Bool {
        !name.isEmpty && name.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7F && $0 != "+" && !$0.properties.isWhitespace }
    }

    func isValid(_ signature: [UInt8], over text: [UInt8]) -> Bool {
        guard let key = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nil, publicKey, publicKey.count) else { return false }
        defer { EVP_PKEY_free(key) }
        guard let context = EVP_MD_CTX_new() else { return false }
        defer { EVP_MD_CTX_free(context) }
        return EVP_DigestVerifyInit(context, nil, nil, nil, key) == 1
            && EVP_DigestVerify(context, signature, signature.count, text, text.count) == 1
    }
}

/// The private half of a log key: the 32-byte seed of Ed25519, which never prints.
package struct NoteSigner: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package let verifier: NoteVerifier
    private let seed: Seed

    /// Nil where the seed is not 32 bytes, the name is no key name or the library refuses the key.
    package init?(name: String, seed: [UInt8]) {
        guard NoteVerifier.isName(name), seed.count == 32,
            let key = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, seed, seed.count)
        else { return nil }
        defer { EVP_PKEY_free(key) }
        var publicKey = [UInt8](repeating: 0, count: 32)
        var length = publicKey.count
        guard EVP_PKEY_get_raw_public_key(key, &publicKey, &length) == 1, length == 32 else { return nil }
        self.seed = Seed(seed)
        verifier = NoteVerifier(name: name, publicKey: publicKey)
    }

    package var description: String { "NoteSigner(\(verifier.name), secret)" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: ["verifier": verifier]) }

    /// The note with one signature line, or nil where the library refuses; the same text gives the same note.
    package func sign(_ text: String) -> String? {
        signature(over: Array(text.utf8)).map { "\(text)\n\u{2014} \(verifier.name) \(Base64.encode(verifier.keyId + $0))\n" }
    }

    /// The 64 bytes of an Ed25519 signature, or nil where the library refuses.
    func signature(over message: [UInt8]) -> [UInt8]? {
        guard let key = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, seed.pointer, Seed.length) else { return nil }
        defer { EVP_PKEY_free(key) }
        guard let context = EVP_MD_CTX_new() else { return nil }
        defer { EVP_MD_CTX_free(context) }
        var signature = [UInt8](repeating: 0, count: 64)
        var length = signature.count
        guard EVP_DigestSignInit(context, nil, nil, nil, key) == 1,
            EVP_DigestSign(context, &signature, &length, message, message.count) == 1, length == 64
        else { return nil }
        return signature
    }
}

/// Owns the memory of a seed and wipes it when the last signer lets go.
private final class Seed: Sendable {
    static let length = 32
    // Written once before the object is shared and wiped when nobody holds it any more.
    nonisolated(unsafe) let pointer: UnsafeMutablePointer<UInt8>

    init(_ bytes: [UInt8]) {
        precondition(bytes.count == Self.length)
        pointer = .allocate(capacity: Self.length)
        pointer.initialize(from: bytes, count: Self.length)
    }

    deinit {
        OPENSSL_cleanse(pointer, Self.length)
        pointer.deallocate()
    }
}
