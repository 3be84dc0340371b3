// SPDX-License-Identifier: EUPL-1.2
@testable import AuditLog
import Testing

struct SignedNoteTests {
    static let vkey = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
    static let text = "This is an example message.\n"
    static let signature = "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM="
    static let line = "\u{2014} example.com/foo \(signature)\n"
    static let other = "\u{2014} example.com/other AAAAAAAAAAAAAAAA\n"

    func open(_ note: String) throws -> SignedNote {
        try SignedNote.open(Array(note.utf8), verifier: try #require(NoteVerifier(vkey: Self.vkey)))
    }

    @Test func `the example of the specification opens`() throws {
        #expect(try open(Self.text + "\n" + Self.line).text == Self.text)
    }

    @Test func `lines of keys we do not know are passed over`() throws {
        #expect(try open(Self.text + "\n" + Self.other + Self.line + Self.other).text == Self.text)
        let sixteen = String(repeating: Self.other, count: 16)
        #expect(try open(Self.text + "\n" + sixteen + Self.line).text == Self.text)
        // The right name with another key id is another key.
        let cosignature = "\u{2014} example.com/foo " + Base64.encode([1, 2, 3, 4] + [UInt8](repeating: 9, count: 72)) + "\n"
        #expect(try open(Self.text + "\n" + cosignature + Self.line).text == Self.text)
    }

    @Test func `a note without a line of our key is refused`() {
        #expect(throws: SignedNote.Fault.noKnownSignature) { try open(Self.text + "\n" + Self.other) }
    }

    @Test func `one failing line of our key refuses the note though another holds`() throws {
        let wrong = try #require(Base64.decode(Self.signature)).enumerated().map { $0.offset == 40 ? $0.element ^ 1 : $0.element }
        let failing = "\u{2014} example.com/foo \(Base64.encode(wrong))\n"
        #expect(throws: SignedNote.Fault.wrongSignature) { try open(Self.text + "\n" + Self.line + failing) }
        #expect(throws: SignedNote.Fault.wrongSignature) { try open("Another text.\n\n" + Self.line) }
    }

    @Test func `the text ends at the last blank line`() throws {
        let signer = try #require(NoteSigner(name: "a", seed: [UInt8](repeating: 3, count: 32)))
        let note = try #require(signer.sign("one\n\ntwo\n"))
        #expect(try SignedNote.open(Array(note.utf8), verifier: signer.verifier).text == "one\n\ntwo\n")
    }

    static let malformed: [(what: String, note: String)] = [
        ("nothing", ""), ("one line feed", "\n"), ("no blank line", text + line), ("no signature", text + "\n"),
        ("no last line feed", String((text + "\n" + line).dropLast())), ("blank line at the end", text + "\n" + line + "\n"),
        ("a hyphen for the dash", text + "\n" + "- example.com/foo \(signature)\n"),
        ("two spaces", text + "\n" + "\u{2014}  example.com/foo \(signature)\n"),
        ("a space at the end", text + "\n" + "\u{2014} example.com/foo \(signature) \n"),
        ("a tab", "a\ttext\n\n" + line), ("a carriage return", "a text\r\n\n" + line),
        ("no padding", text + "\n" + "\u{2014} example.com/foo \(signature.dropLast())\n"),
        ("stray bits", text + "\n" + "\u{2014} example.com/foo \(signature.dropLast(2))N=\n"),
        ("base64url", text + "\n" + "\u{2014} example.com/foo \(signature.dropLast(5))-QM=\n"),
        ("a signature of four bytes", text + "\n" + line + "\u{2014} a AAAAAA==\n"),
        ("a hundred and one signatures", text + "\n" + line + String(repeating: other, count: 100)),
    ]

    @Test(arguments: malformed.map(\.what)) func `a note in any other form is refused`(what: String) throws {
        let note = try #require(Self.malformed.first { $0.what == what }).note
        #expect(throws: SignedNote.Fault.malformed) { try open(note) }
    }

    @Test func `a note that is not UTF-8 is refused`() throws {
        let verifier = try #require(NoteVerifier(vkey: Self.vkey))
        let note = [0xFF] + Array((Self.text + "\n" + Self.line).utf8)
        #expect(throws: SignedNote.Fault.malformed) { try SignedNote.open(note, verifier: verifier) }
    }

    @Test func `a public key is read in its one form only`() throws {
        let key = try #require(NoteVerifier(vkey: Self.vkey))
        #expect(key.vkey == Self.vkey)
        #expect(key.name == "example.com/foo")
        for wrong in [
            "", "+", "++", Self.vkey + "=", Self.vkey.uppercased(), Self.vkey.replacing("530d903a", with: "530d903b"),
            Self.vkey.replacing("example.com", with: "example com"), Self.vkey.replacing("Aeky", with: "Beky"),
            "+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        ] { #expect(NoteVerifier(vkey: wrong) == nil) }
    }

    @Test func `the checkpoint that other tools accepted comes out byte for byte`() throws {
        let signer = try #require(LogSample.signer)
        #expect(signer.verifier.vkey == "uitwisseling.example.vlaanderen.be/log/2026+e79778d6+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4")
        let root = try #require(Base64.decode("AYaANrHmowHCzxX5cknDgSKnvwBOFuATYjLjxIRP8nk=").flatMap { Digest32($0) })
        let note = try #require(signer.sign(Checkpoint(origin: LogSample.origin, size: 70_000, root: root).text))
        #expect(
            note == """
                uitwisseling.example.vlaanderen.be/log/2026
                70000
                AYaANrHmowHCzxX5cknDgSKnvwBOFuATYjLjxIRP8nk=

                — uitwisseling.example.vlaanderen.be/log/2026 55d41pZkOZ5EjYoJDSAJdLbqVAjvzu4b0Fu6ZPBe6NtJzG5hELrBXOTx7bSCgNqx5qXGsKip1QmXQnCXrtb+o3Qs9gg=

                """)
        #expect(try Checkpoint.open(Array(note.utf8), verifier: signer.verifier).size == 70_000)
    }

    @Test(arguments: ["a b", "a+b", "", "a\nb", "a\u{A0}b", "a\u{7F}"]) func `a name that breaks the line is no key name`(name: String) {
        #expect(NoteSigner(name: name, seed: [UInt8](repeating: 1, count: 32)) == nil)
    }

    @Test func `a seed does not print`() throws {
        let signer = try #require(NoteSigner(name: "a", seed: [UInt8](repeating: 201, count: 32)))
        var dumped = ""
        dump(signer, to: &dumped)
        for text in ["\(signer)", String(reflecting: signer), dumped] { #expect(!text.contains("201, 201")) }
    }

    @Test(arguments: ["log\n05\n", "log\n+5\n", "log\n-1\n", "log\n\n", "\n5\n", "log\n99999999999999999999\n", "log\n5 \n"])
    func `a checkpoint has a name and a size in plain decimals`(start: String) {
        let root = Base64.encode(MerkleTree.emptyRoot.bytes) + "\n"
        #expect(Checkpoint(text: "log\n5\n" + root)?.size == 5)
        #expect(Checkpoint(text: "log\n5\n" + root + "extension\n")?.size == 5)
        #expect(Checkpoint(text: start + root) == nil)
        #expect(Checkpoint(text: "log\n5\n" + root.dropLast()) == nil)
    }

    @Test func `base64 has one spelling for each value`() {
        for (text, value) in [("", []), ("Zg==", [0x66]), ("Zm8=", [0x66, 0x6F]), ("Zm9v", [0x66, 0x6F, 0x6F])] as [(String, [UInt8])] {
            #expect(Base64.decode(text) == value)
            #expect(Base64.encode(value) == text)
        }
        for wrong in ["Zg", "Zg=", "Zh==", "Zm9=", "Zg==Zg==", "Z", "====", "Zm 9", "Zm9v\n", "Zm-v", "Zm9v="] {
            #expect(Base64.decode(wrong) == nil)
        }
        #expect(Base64.encodeURL([0xFB, 0xFF]) == Array("-_8".utf8))
        #expect(Base64.decodeURL(Array("-_8".utf8)) == [0xFB, 0xFF])
        #expect(Base64.decodeURL(Array("-_9".utf8)) == nil)
    }
}
