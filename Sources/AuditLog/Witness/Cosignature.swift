// SPDX-License-Identifier: EUPL-1.2

/// Who cosigns checkpoints of logs: the public half of a witness key (C2SP tlog-cosignature, type 0x04).
///
///     key id    = first 4 bytes of SHA-256(name ‖ 0A ‖ 04 ‖ public key)
///     vkey      = <name>+<8 lower-case hex digits of the key id>+<base64(04 ‖ public key)>
///     signature = 8-byte big-endian POSIX seconds ‖ Ed25519 over "cosignature/v1" LF "time <seconds>" LF <text of the note>
package struct WitnessVerifier: Sendable, Equatable {
    package let name: String
    package let publicKey: [UInt8]
    package let keyId: [UInt8]

    private static let kind: UInt8 = 4

    package init(name: String, publicKey: [UInt8]) {
        self.name = name
        self.publicKey = publicKey
        keyId = Array(Digest32.of(Array(name.utf8) + [10, Self.kind] + publicKey).bytes[0..<4])
    }

    /// Reads a vkey; nil where any part is not as it must be.
    package init?(vkey: some StringProtocol) {
        let parts = vkey.utf8.split(separator: UInt8(ascii: "+"), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let key = Base64.decode(parts[2]), key.count == 33, key[0] == Self.kind else { return nil }
        let name = String(decoding: parts[0], as: UTF8.self)
        guard NoteVerifier.isName(name) else { return nil }
        self.init(name: name, publicKey: Array(key[1...]))
        guard Array(parts[1]) == Array(keyIdHex.utf8) else { return nil }
    }

    package var vkey: String { "\(name)+\(keyIdHex)+\(Base64.encode([Self.kind] + publicKey))" }

    private var keyIdHex: String { keyId.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }

    /// The POSIX second at which this witness cosigned the note; nil where no line of it does, or one of its lines fails.
    package func cosigned(_ note: [UInt8]) -> Int? {
        guard let (text, lines) = SignedNote.lines(of: note) else { return nil }
        var latest: Int?
        for line in lines where line.name == Array(name.utf8) && line.keyId == keyId {
            guard line.signature.count == 72 else { return nil }
            let seconds = line.signature[0..<8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            guard seconds <= UInt64(Int64.max),
                NoteVerifier(name: name, publicKey: publicKey).isValid(
                    Array(line.signature[8...]), over: Self.message(Int(seconds), text))
            else { return nil }
            latest = max(latest ?? 0, Int(seconds))
        }
        return latest
    }

    static func message(_ seconds: Int, _ text: [UInt8]) -> [UInt8] { Array("cosignature/v1\ntime \(seconds)\n".utf8) + text }
}

/// The private half of a witness key; never the key of a log, since the message does not say whose it is.
package struct WitnessSigner: Sendable {
    package let verifier: WitnessVerifier
    private let signer: NoteSigner

    /// Nil where the seed is not 32 bytes or the name is no key name.
    package init?(name: String, seed: [UInt8]) {
        guard let signer = NoteSigner(name: name, seed: seed) else { return nil }
        self.signer = signer
        verifier = WitnessVerifier(name: name, publicKey: signer.verifier.publicKey)
    }

    /// The signature line over the text of a note, with its LF; nil where the library refuses.
    package func cosign(_ text: String, at seconds: Int) -> String? {
        guard seconds >= 0, let signature = signer.signature(over: WitnessVerifier.message(seconds, Array(text.utf8))) else { return nil }
        let stamp = withUnsafeBytes(of: UInt64(seconds).bigEndian) { Array($0) }
        return "\u{2014} \(verifier.name) \(Base64.encode(verifier.keyId + stamp + signature))\n"
    }
}
