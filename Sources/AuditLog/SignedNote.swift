// SPDX-License-Identifier: EUPL-1.2
import COpenSSL

/// Who signed a checkpoint: the public half of a log key (C2SP signed-note, type 0x01 Ed25519).
///
///     vkey = <name>+<8 lower-case hex digits of the key id>+<base64(0x01 ‖ public key)>
package struct NoteVerifier: Sendable, Equatable {
    package let name: String
    package let publicKey: [UInt8]

    package init(name: String, publicKey: [UInt8]) {
        self.name = name
        self.publicKey = publicKey
    }

    /// Reads a vkey; nil where any part is not as it must be.
    package init?(vkey: some StringProtocol) {
        let parts = vkey.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, !parts[0].isEmpty, let key = Base64.decode(parts[2]), key.count == 33, key[0] == 1 else { return nil }
        name = String(parts[0])
        publicKey = Array(key[1...])
        guard parts[1] == keyIdHex else { return nil }
    }

    package var vkey: String { "\(name)+\(keyIdHex)+\(Base64.encode([1] + publicKey))" }

    /// The first four bytes of SHA-256(name ‖ 0A ‖ 01 ‖ public key).
    package var keyId: [UInt8] { Array(Digest32.of(Array(name.utf8) + [10, 1] + publicKey).bytes[0..<4]) }

    private var keyIdHex: String { String((Digest32(keyId + [UInt8](repeating: 0, count: 28))?.hex ?? "").prefix(8)) }

    func isValid(_ signature: [UInt8], over text: [UInt8]) -> Bool {
        guard let key = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nil, publicKey, publicKey.count) else { return false }
        defer { EVP_PKEY_free(key) }
        guard let context = EVP_MD_CTX_new() else { return false }
        defer { EVP_MD_CTX_free(context) }
        return EVP_DigestVerifyInit(context, nil, nil, nil, key) == 1
            && EVP_DigestVerify(context, signature, signature.count, text, text.count) == 1
    }
}

/// The private half of a log key: the 32-byte seed of Ed25519.
package struct NoteSigner: Sendable {
    package let verifier: NoteVerifier
    private let seed: [UInt8]

    /// Nil where the seed is not 32 bytes or the library refuses it.
    package init?(name: String, seed: [UInt8]) {
        guard seed.count == 32, let key = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, seed, seed.count) else { return nil }
        defer { EVP_PKEY_free(key) }
        var publicKey = [UInt8](repeating: 0, count: 32)
        var length = publicKey.count
        guard EVP_PKEY_get_raw_public_key(key, &publicKey, &length) == 1, length == 32 else { return nil }
        self.seed = seed
        verifier = NoteVerifier(name: name, publicKey: publicKey)
    }

    package static func randomSeed() -> [UInt8]? {
        var seed = [UInt8](repeating: 0, count: 32)
        return RAND_bytes(&seed, 32) == 1 ? seed : nil
    }

    /// The note with one signature line, or nil where the library refuses.
    package func sign(_ text: String) -> String? {
        guard let key = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, seed, seed.count) else { return nil }
        defer { EVP_PKEY_free(key) }
        guard let context = EVP_MD_CTX_new() else { return nil }
        defer { EVP_MD_CTX_free(context) }
        let message = Array(text.utf8)
        var signature = [UInt8](repeating: 0, count: 64)
        var length = signature.count
        guard EVP_DigestSignInit(context, nil, nil, nil, key) == 1,
            EVP_DigestSign(context, &signature, &length, message, message.count) == 1, length == 64
        else { return nil }
        return "\(text)\n\u{2014} \(verifier.name) \(Base64.encode(verifier.keyId + signature))\n"
    }
}

/// A text with signature lines after its last blank line.
package struct SignedNote: Sendable, Equatable {
    package let text: String

    package enum Fault: Error, Equatable, Sendable { case malformed, noKnownSignature, wrongSignature }

    /// Opens a note: some line of the known key must verify, no line of it may fail, lines of other keys are passed over.
    package static func open(_ note: [UInt8], verifier: NoteVerifier) throws(Fault) -> SignedNote {
        guard let whole = String(validating: note, as: UTF8.self), note.last == 10, note.allSatisfy({ $0 >= 0x20 || $0 == 10 }) else {
            throw .malformed
        }
        guard let split = lastBlankLine(note) else { throw .malformed }
        let text = Array(note[..<(split + 1)])
        var found = false
        for line in String(decoding: note[(split + 2)...], as: UTF8.self).dropLast().split(
            separator: "\n", omittingEmptySubsequences: false)
        {
            let parts = line.split(separator: " ", omittingEmptySubsequences: false)
            guard parts.count == 3, parts[0] == "\u{2014}", !parts[1].isEmpty, let blob = Base64.decode(parts[2]), blob.count > 4 else {
                throw .malformed
            }
            guard parts[1] == verifier.name, Array(blob[0..<4]) == verifier.keyId else { continue }
            guard verifier.isValid(Array(blob[4...]), over: text) else { throw .wrongSignature }
            found = true
        }
        guard found, !whole.isEmpty else { throw .noKnownSignature }
        return SignedNote(text: String(decoding: text, as: UTF8.self))
    }

    /// Index of the LF that ends the text, before the last blank line.
    private static func lastBlankLine(_ note: [UInt8]) -> Int? {
        var index = note.count - 2
        while index > 0 {
            if note[index] == 10, note[index - 1] == 10 { return index - 1 }
            index -= 1
        }
        return nil
    }
}

/// Origin, size and root of a log at one moment (C2SP tlog-checkpoint).
package struct Checkpoint: Sendable, Equatable {
    package let origin: String
    package let size: Int
    package let root: Digest32

    package init(origin: String, size: Int, root: Digest32) {
        self.origin = origin
        self.size = size
        self.root = root
    }

    /// Reads the text of a note; nil where a line is missing or not in its one right form.
    package init?(text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count >= 4, !lines[0].isEmpty, let size = Int(lines[1]), size >= 0, String(size) == lines[1],
            let bytes = Base64.decode(lines[2]), let root = Digest32(bytes), lines.last == ""
        else { return nil }
        self.init(origin: String(lines[0]), size: size, root: root)
    }

    package var text: String { "\(origin)\n\(size)\n\(Base64.encode(root.bytes))\n" }
}
