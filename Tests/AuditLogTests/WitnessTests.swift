// SPDX-License-Identifier: EUPL-1.2
@testable import AuditLog
import TestSupport
import Testing

/// Cosignatures, policies and what a witness answers.
struct WitnessTests {
    private static let witnesses = ["a", "b", "c"].enumerated().map { number, name in
        WitnessSigner(name: "witness.example/\(name)", seed: [UInt8](repeating: UInt8(100 + number), count: 32))
    }
    private static func witness(_ number: Int) throws -> WitnessSigner { try #require(witnesses[number]) }
    private static let text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"

    @Test func `the message of a cosignature is the one of the specification`() {
        #expect(
            String(decoding: WitnessVerifier.message(1_679_315_147, Array(Self.text.utf8)), as: UTF8.self)
                == "cosignature/v1\ntime 1679315147\n" + Self.text)
    }

    @Test func `the key id of the example of the specification depends on the type byte`() throws {
        // The line of w1 in the specification begins with its key id; its time is 1679315147.
        let blob = try #require(
            Base64.decode("jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA=="))
        #expect(blob.count == 4 + 8 + 64)
        #expect(blob[4..<12].reduce(0) { $0 << 8 | Int($1) } == 1_679_315_147)
        let log = NoteVerifier(name: "witness.example.com/w1", publicKey: [UInt8](repeating: 1, count: 32))
        let witness = WitnessVerifier(name: "witness.example.com/w1", publicKey: [UInt8](repeating: 1, count: 32))
        #expect(log.keyId != witness.keyId)
        #expect(
            witness.keyId
                == Array(Digest32.of(Array("witness.example.com/w1\n".utf8) + [4] + [UInt8](repeating: 1, count: 32)).bytes[0..<4]))
    }

    @Test func `a cosignature holds for its text, its time and its key`() throws {
        let signer = try Self.witness(0)
        let line = try #require(signer.cosign(Self.text, at: 1_679_315_147))
        let note = Array((Self.text + "\n" + line).utf8)
        #expect(signer.verifier.cosigned(note) == 1_679_315_147)
        #expect(try Self.witness(1).verifier.cosigned(note) == nil)
        let other = Array((Self.text.replacing("20852163", with: "20852164") + "\n" + line).utf8)
        #expect(signer.verifier.cosigned(other) == nil)
        for place in note.indices.suffix(line.utf8.count) {
            var changed = note
            changed[place] ^= 1
            #expect(signer.verifier.cosigned(changed) == nil, "byte \(place)")
        }
    }

    @Test func `a witness key reads back in its one form, and is no log key`() throws {
        let vkey = try Self.witness(0).verifier.vkey
        #expect(WitnessVerifier(vkey: vkey) == (try Self.witness(0).verifier))
        #expect(NoteVerifier(vkey: vkey) == nil)
        #expect(WitnessVerifier(vkey: try #require(LogSample.signer).verifier.vkey) == nil)
        #expect(WitnessVerifier(vkey: vkey.replacing("+", with: " ")) == nil)
    }

    private static func policy(_ quorum: String) throws -> LogPolicy {
        let lines = try ["a", "b", "c"].enumerated().map { "witness \($1)\t\(try witness($0).verifier.vkey) https://w.example/\($1)" }
        return try LogPolicy(
            "# three witnesses\nlog \(#require(LogSample.signer).verifier.vkey)\n" + lines.joined(separator: "\n") + "\n" + quorum + "\n")
    }

    private static func note(by numbers: [Int]) throws -> [UInt8] {
        let checkpoint = Checkpoint(origin: LogSample.origin, size: 5, root: MerkleTree.emptyRoot)
        let signed = try #require(LogSample.signer?.sign(checkpoint.text))
        return Array((signed + (try numbers.map { try #require(try witness($0).cosign(checkpoint.text, at: 1000 + $0)) }).joined()).utf8)
    }

    @Test(
        arguments: [
            ("quorum none", [], true), ("quorum a", [0], true), ("quorum a", [1, 2], false),
            ("group g any a b\nquorum g", [1], true), ("group g all a b\nquorum g", [1], false),
            ("group g all a b\nquorum g", [0, 1], true),
            ("group g 2 a b c\nquorum g", [0, 2], true), ("group g 2 a b c\nquorum g", [2], false),
            ("group inner all a b\ngroup g any inner c\nquorum g", [0], false),
            ("group inner all a b\ngroup g any inner c\nquorum g", [2], true),
        ] as [(String, [Int], Bool)]) func `a quorum is met by the witnesses it names`(quorum: String, signed: [Int], isMet: Bool) throws
    {
        #expect(try Self.policy(quorum).isMet(by: Self.note(by: signed)) == isMet)
    }

    @Test(
        arguments: [
            ("", "no line says the quorum; write 'quorum none' where there is none"), ("quorum z", "the quorum is not defined above"),
            ("quorum none\nquorum a", "there is exactly one quorum, of one name"),
            ("group g 4 a b c\nquorum g", "the threshold must be all, any or a number of members"),
            ("group g any a a\nquorum g", "a member is not defined above, or stands there twice"),
            ("group a any b\nquorum a", "the name is reserved or taken"),
            ("witness d x\nquorum d", "witness takes a name, a vkey of type 04 and a url"),
            ("wit\nquorum a", "'wit' is no keyword; known are log, witness, group, quorum"), ("log x", "log takes a vkey and a url"),
            ("group none any a\nquorum none", "the name is reserved or taken"),
            ("group g any\nquorum g", "group takes a name, a threshold and members"),
        ]) func `a policy that says something else is refused with its line`(lines: String, problem: String)
    {
        do {
            _ = try Self.policy(lines)
            Issue.record("accepted")
        } catch { #expect((error as? LogPolicy.Fault)?.problem == problem) }
    }

    @Test func `a proof under a policy needs the quorum`() throws {
        let folder = try TemporaryFolder()
        let head = try LogSample.write(40, to: folder)
        let checkpoint = Checkpoint(origin: LogSample.origin, size: head.size, root: head.root)
        let verifier = try #require(LogSample.signer).verifier
        let policy = try Self.policy("group g 2 a b c\nquorum g")
        let bare = try #require(LogProof(of: 7, in: folder.path))
        #expect(throws: LogProof.Fault.notEnoughWitnesses) { try bare.verify(under: policy) }
        #expect(
            Verification(directory: folder.path).run(policy: policy).faults == [
                "checkpoint: lacks the cosignatures that the policy asks for"
            ])
        let lines = try [0, 1].map { try #require(try Self.witness($0).cosign(checkpoint.text, at: 5)) }
        let writer = ShardWriter(directory: folder.path)
        #expect(try writer.cosign(checkpoint, with: lines, by: verifier))
        #expect(try writer.cosign(checkpoint, with: lines, by: verifier))
        let proof = try #require(LogProof(of: 7, in: folder.path))
        #expect(try proof.verify(under: policy).size == 40)
        #expect(proof.file.count <= 2048)
        #expect(Verification(directory: folder.path).run(policy: policy).faults == [])
        #expect(try !writer.cosign(Checkpoint(origin: LogSample.origin, size: 39, root: head.root), with: lines, by: verifier))
    }

    // MARK: What a witness answers

    private static let hashes = (0..<300).map { MerkleTree.leaf([UInt8($0 % 251), UInt8($0 / 251)]) }

    private static func note(_ size: Int, root: Digest32? = nil, by signer: NoteSigner? = LogSample.signer) throws -> [UInt8] {
        let checkpoint = Checkpoint(origin: LogSample.origin, size: size, root: root ?? MerkleTree.root(hashes[..<size]))
        return Array(try #require(signer?.sign(checkpoint.text)).utf8)
    }

    private static func head(_ size: Int) -> TreeHead { TreeHead(size: size, root: MerkleTree.root(hashes[..<size])) }

    private static func request(_ old: Int, _ size: Int, note: [UInt8]? = nil) throws -> AddCheckpoint {
        AddCheckpoint(
            oldSize: old, proof: MerkleTree.consistencyProof(from: old, in: hashes[..<size]), checkpoint: try note ?? Self.note(size))
    }

    private static func status(_ request: AddCheckpoint, seen: TreeHead?) throws -> Int {
        let desk = WitnessDesk(logs: [try #require(LogSample.signer).verifier])
        return desk.answer(try #require(AddCheckpoint(request.body)), seen: seen).status
    }

    @Test func `a log that grew is accepted, from nothing too`() throws {
        #expect(try Self.status(Self.request(0, 100), seen: nil) == 200)
        #expect(try Self.status(Self.request(100, 300), seen: Self.head(100)) == 200)
        #expect(try Self.status(Self.request(300, 300), seen: Self.head(300)) == 200)
    }

    @Test func `what is old, unknown, unsigned or malformed has the status of the specification`() throws {
        #expect(try Self.status(Self.request(50, 300), seen: Self.head(100)) == 409)
        #expect(try Self.status(Self.request(0, 300), seen: Self.head(100)) == 409)
        let small = AddCheckpoint(oldSize: 300, proof: [], checkpoint: try Self.note(100))
        #expect(try Self.status(small, seen: Self.head(300)) == 400)
        let stranger = NoteSigner(name: LogSample.origin, seed: [UInt8](repeating: 3, count: 32))
        #expect(try Self.status(Self.request(0, 5, note: Self.note(5, by: stranger)), seen: nil) == 403)
        let desk = WitnessDesk(logs: [])
        #expect(desk.answer(try Self.request(0, 5), seen: nil).status == 404)
        #expect(desk.answer(AddCheckpoint(oldSize: 0, proof: [], checkpoint: [1, 2]), seen: nil).status == 400)
    }

    @Test func `a fork is refused`() throws {
        let other = MerkleTree.root(Self.hashes[1..<300])
        #expect(try Self.status(Self.request(100, 300, note: Self.note(300, root: other)), seen: Self.head(100)) == 422)
        #expect(try Self.status(Self.request(300, 300, note: Self.note(300, root: other)), seen: Self.head(300)) == 422)
        var short = try Self.request(100, 300)
        short = AddCheckpoint(oldSize: 100, proof: Array(short.proof.dropLast()), checkpoint: short.checkpoint)
        #expect(try Self.status(short, seen: Self.head(100)) == 422)
    }

    @Test func `a body in any other form is none`() throws {
        let body = String(decoding: try Self.request(100, 300).body, as: UTF8.self)
        for wrong in [
            body.replacing("old 100", with: "old 0100"), body.replacing("old 100", with: "old -1"),
            body.replacing("old 100", with: "new 100"),
            "", "old 1", "old 1\n",
        ] { #expect(AddCheckpoint(Array(wrong.utf8)) == nil) }
        let long = AddCheckpoint(oldSize: 1, proof: Array(Self.hashes[..<64]), checkpoint: try Self.note(5))
        #expect(AddCheckpoint(long.body) == nil)
    }
}
