// SPDX-License-Identifier: EUPL-1.2

/// Number of entries of a log and the root of its tree at one moment.
package struct TreeHead: Sendable, Equatable {
    package let size: Int
    package let root: Digest32

    package init(size: Int, root: Digest32) {
        self.size = size
        self.root = root
    }

    package static let empty = TreeHead(size: 0, root: MerkleTree.emptyRoot)
}

/// Origin, size and root of a log at one moment (C2SP tlog-checkpoint).
///
///     <origin> LF <size in decimal> LF <base64 of the root> LF [extension lines]
package struct Checkpoint: Sendable, Equatable {
    package let origin: String
    package let size: Int
    package let root: Digest32

    package init(origin: String, size: Int, root: Digest32) {
        self.origin = origin
        self.size = size
        self.root = root
    }

    package var head: TreeHead { TreeHead(size: size, root: root) }

    /// Reads the text of a note; nil where a line is missing or not in its one right form.
    package init?(text: String) {
        let lines = text.utf8.split(separator: 10, omittingEmptySubsequences: false)
        guard lines.count >= 4, !lines[0].isEmpty, lines[lines.count - 1].isEmpty,
            let size = Int(String(decoding: lines[1], as: UTF8.self)),
            size >= 0, Array(String(size).utf8) == Array(lines[1]), let bytes = Base64.decode(lines[2]), let root = Digest32(bytes)
        else { return nil }
        self.init(origin: String(decoding: lines[0], as: UTF8.self), size: size, root: root)
    }

    /// Opens a signed checkpoint of the log whose key this is; the origin must be the key's name.
    package static func open(_ note: [UInt8], verifier: NoteVerifier) throws(SignedNote.Fault) -> Checkpoint {
        let text = try SignedNote.open(note, verifier: verifier).text
        guard let checkpoint = Checkpoint(text: text), Array(checkpoint.origin.utf8) == Array(verifier.name.utf8) else { throw .malformed }
        return checkpoint
    }

    /// What a note claims, whoever signed it; for one's own files only.
    init?(unverified note: [UInt8]) {
        guard let blank = note.indices.dropFirst().last(where: { note[$0] == 10 && note[$0 - 1] == 10 }) else { return nil }
        self.init(text: String(decoding: note[..<blank], as: UTF8.self))
    }

    package var text: String { "\(origin)\n\(size)\n\(Base64.encode(root.bytes))\n" }
}
