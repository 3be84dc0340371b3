// SPDX-License-Identifier: EUPL-1.2

/// A text with signature lines after its last blank line (C2SP signed-note).
///
///     <text, each line ended by LF>
///     LF
///     — <key name> <base64(4-byte big-endian key id ‖ signature)> LF      one or more, — is U+2014
///
/// The signature is over the text with its last LF and without the blank line.
package struct SignedNote: Sendable, Equatable {
    package let text: String

    package enum Fault: Error, Equatable, Sendable { case malformed, noKnownSignature, wrongSignature }

    private static let dash = Array("\u{2014}".utf8)
    /// As many as x/mod reads; more is no note but an attack.
    private static let maximumSignatures = 100

    /// Opens a note: some line of the known key must verify, no line of it may fail, lines of other keys are passed over.
    ///
    /// Compares bytes and never characters, so that no two spellings of one name are the same.
    package static func open(_ note: [UInt8], verifier: NoteVerifier) throws(Fault) -> SignedNote {
        guard let (text, lines) = lines(of: note) else { throw .malformed }
        var found = false
        for line in lines where line.name == Array(verifier.name.utf8) && line.keyId == verifier.keyId {
            guard verifier.isValid(line.signature, over: text) else { throw .wrongSignature }
            found = true
        }
        guard found else { throw .noKnownSignature }
        return SignedNote(text: String(decoding: text, as: UTF8.self))
    }

    /// One signature line: whose it says it is, and the bytes after the key id.
    struct Line {
        let name: [UInt8]
        let keyId: [UInt8]
        let signature: [UInt8]
    }

    /// The text of a note and its signature lines, unverified; nil where its form is wrong.
    static func lines(of note: [UInt8]) -> (text: [UInt8], lines: [Line])? {
        guard note.last == 10, note.allSatisfy({ $0 >= 0x20 || $0 == 10 }), String(validating: note, as: UTF8.self) != nil,
            let blank = lastBlankLine(note)
        else { return nil }
        let lines = note[(blank + 1)...].dropLast().split(separator: 10, omittingEmptySubsequences: false)
        guard lines.count <= maximumSignatures else { return nil }
        var read: [Line] = []
        for line in lines {
            let parts = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
            guard parts.count == 3, parts[0] == dash[...], !parts[1].isEmpty, !parts[1].contains(UInt8(ascii: "+")),
                let blob = Base64.decode(parts[2]), blob.count > 4
            else { return nil }
            read.append(Line(name: Array(parts[1]), keyId: Array(blob[0..<4]), signature: Array(blob[4...])))
        }
        return (Array(note[..<blank]), read)
    }

    /// Index of the LF that is the last blank line; at least one line stands before it and one after.
    private static func lastBlankLine(_ note: [UInt8]) -> Int? {
        var index = note.count - 2
        while index > 0 {
            if note[index] == 10, note[index - 1] == 10 { return index }
            index -= 1
        }
        return nil
    }
}
