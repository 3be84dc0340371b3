// SPDX-License-Identifier: EUPL-1.2
@testable import AuditLog
import TestSupport
import Testing

/// Proofs read from tiles, and proof files that verify without the log.
struct ProofTests {
    private static let hashes = (0..<1300).map { MerkleTree.leaf(LogSample.items($0..<($0 + 1))[0].leaf) }

    @Test func `proofs from tiles are those of the tree itself`() throws {
        for size in [1, 2, 255, 256, 257, 600, 1300] {
            let folder = try TemporaryFolder()
            _ = try LogSample.write(size, to: folder)
            let reader = TreeReader(directory: folder.path, size: size)
            #expect(reader.root == MerkleTree.root(Self.hashes[..<size]))
            for index in [0, 1, size / 2, size - 2, size - 1] where index >= 0 && index < size {
                #expect(reader.inclusionProof(of: index) == MerkleTree.inclusionProof(index, in: Self.hashes[..<size]))
            }
            for old in [0, 1, 2, 255, 256, 300, size / 2, size - 1, size] where old <= size {
                #expect(reader.consistencyProof(from: old) == MerkleTree.consistencyProof(from: old, in: Self.hashes[..<size]))
            }
            #expect(reader.inclusionProof(of: size) == nil)
            #expect(reader.consistencyProof(from: size + 1) == nil)
        }
    }

    private static let log = Result { () throws -> TemporaryFolder in
        let folder = try TemporaryFolder()
        _ = try LogSample.write(1300, to: folder)
        return folder
    }

    private static func proof(_ index: Int) throws -> LogProof {
        try #require(LogProof(of: index, in: log.get().path))
    }

    private static var verifier: NoteVerifier { get throws { try #require(LogSample.signer).verifier } }

    @Test func `a proof file reads back, verifies offline, and is small`() throws {
        for index in [0, 700, 1299] {
            let proof = try Self.proof(index)
            #expect(try LogProof(proof.file) == proof)
            #expect(try LogProof(proof.file).verify(by: Self.verifier).size == 1300)
            #expect(proof.file.count <= 2048)
            #expect(proof.leaf == LogSample.items(index..<(index + 1))[0].leaf)
        }
        #expect(String(decoding: try Self.proof(700).file, as: UTF8.self).hasPrefix("c2sp.org/tlog-proof@v1\nextra "))
    }

    @Test func `an entry that the log does not have is not proven`() throws {
        #expect(LogProof(of: 1300, in: try Self.log.get().path) == nil)
        #expect(LogProof(of: -1, in: try Self.log.get().path) == nil)
    }

    @Test func `no changed byte of a proof file goes unseen`() throws {
        let file = try Self.proof(700).file
        let verifier = try Self.verifier
        for place in file.indices {
            var changed = file
            changed[place] ^= 1
            #expect(throws: LogProof.Fault.self, "byte \(place)") { try LogProof(changed).verify(by: verifier) }
        }
        #expect(throws: LogProof.Fault.self) { try LogProof(file + [10]).verify(by: verifier) }
    }

    @Test func `a proof of one place is none of another`() throws {
        var text = String(decoding: try Self.proof(700).file, as: UTF8.self)
        text.replace("index 700", with: "index 701")
        let moved = try LogProof(Array(text.utf8))
        #expect(throws: LogProof.Fault.notInLog) { try moved.verify(by: Self.verifier) }
        for wrong in ["index 0700", "index +700", "index -1", "index  700"] {
            let other = text.replacing("index 701", with: wrong)
            #expect(throws: LogProof.Fault.malformed) { try LogProof(Array(other.utf8)) }
        }
    }

    @Test func `a stranger's key proves nothing`() throws {
        let stranger = try #require(NoteSigner(name: LogSample.origin, seed: [UInt8](repeating: 9, count: 32))).verifier
        #expect(throws: LogProof.Fault.note(.noKnownSignature)) { try Self.proof(3).verify(by: stranger) }
    }

    @Test func `base64 in another spelling is no proof`() throws {
        let text = String(decoding: try Self.proof(5).file, as: UTF8.self)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        // The last character before the padding of 32 bytes carries two bits that must be zero.
        let hash = lines[3]
        let stray = hash.dropLast(2) + String(Self.successor(of: hash.dropLast().last ?? "A")) + "="
        #expect(throws: LogProof.Fault.malformed) { try LogProof(Array(text.replacing(hash, with: stray).utf8)) }
    }

    private static func successor(of character: Character) -> Character {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        return alphabet[(alphabet.firstIndex(of: character) ?? 0) | 1]
    }
}
