// SPDX-License-Identifier: EUPL-1.2
import AuditLog
import Testing

struct MerkleTreeTests {
    static let classic = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
        .map { MerkleTree.leaf(bytes($0)) }
    static let roots = [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]
    static let hashes = (0..<70).map { MerkleTree.leaf([UInt8($0)]) }

    @Test func `leaves and nodes hash as RFC 6962 says`() {
        #expect(MerkleTree.emptyRoot.hex == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(MerkleTree.leaf([]).hex == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")
        #expect(MerkleTree.leaf(Array("L123456".utf8)).hex == "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56")
        #expect(Digest32.of([1] + Array("N123N456".utf8)).hex == "aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb")
    }

    @Test func `a node is the hash of a one and its two children`() {
        let (left, right) = (MerkleTree.leaf([1]), MerkleTree.leaf([2]))
        #expect(MerkleTree.node(left, right) == Digest32.of([1] + left.bytes + right.bytes))
        #expect(MerkleTree.node(left, right) != MerkleTree.node(right, left))
    }

    @Test func `the classic eight leaves have the published roots at every size`() {
        for size in 1...8 { #expect(MerkleTree.root(Self.classic[..<size]).hex == Self.roots[size - 1]) }
        #expect(MerkleTree.root([]) == MerkleTree.emptyRoot)
    }

    @Test func `every inclusion proof holds for its own place and for no other`() {
        for size in 1...33 {
            let root = MerkleTree.root(Self.hashes[..<size])
            for index in 0..<size {
                let proof = MerkleTree.inclusionProof(index, in: Self.hashes[..<size])
                let leaf = Self.hashes[index]
                #expect(MerkleTree.verifyInclusion(leaf: leaf, index: index, size: size, proof: proof, root: root))
                #expect(!MerkleTree.verifyInclusion(leaf: leaf, index: index + 1, size: size, proof: proof, root: root))
                #expect(!MerkleTree.verifyInclusion(leaf: leaf, index: index, size: size, proof: proof + [leaf], root: root))
                if !proof.isEmpty {
                    #expect(!MerkleTree.verifyInclusion(leaf: leaf, index: index, size: size, proof: Array(proof.dropLast()), root: root))
                }
            }
        }
    }

    @Test func `an inclusion proof for a place outside the tree is refused`() {
        let root = MerkleTree.root(Self.hashes[..<4])
        for (index, size) in [(-1, 4), (4, 4), (0, 0), (0, -1), (Int.max, Int.max)] {
            #expect(!MerkleTree.verifyInclusion(leaf: Self.hashes[0], index: index, size: size, proof: [], root: root))
        }
    }

    @Test func `every consistency proof holds for its two sizes`() {
        for newSize in 1...33 {
            let newRoot = MerkleTree.root(Self.hashes[..<newSize])
            for oldSize in 0...newSize {
                let oldRoot = MerkleTree.root(Self.hashes[..<oldSize])
                let proof = MerkleTree.consistencyProof(from: oldSize, in: Self.hashes[..<newSize])
                #expect(MerkleTree.verifyConsistency(oldSize: oldSize, oldRoot: oldRoot, newSize: newSize, newRoot: newRoot, proof: proof))
            }
        }
    }

    @Test func `a consistency proof is refused for a wrong second size, which other libraries once let through`() {
        for newSize in 2...33 {
            let newRoot = MerkleTree.root(Self.hashes[..<newSize])
            for oldSize in 1..<newSize {
                let oldRoot = MerkleTree.root(Self.hashes[..<oldSize])
                let proof = MerkleTree.consistencyProof(from: oldSize, in: Self.hashes[..<newSize])
                // The verifier computes with the bits of both sizes; a size with other bits must not use the same proof up.
                for wrong in [newSize * 2, newSize * 4 + 1, 64 + newSize] {
                    #expect(
                        !MerkleTree.verifyConsistency(oldSize: oldSize, oldRoot: oldRoot, newSize: wrong, newRoot: newRoot, proof: proof))
                }
                #expect(
                    !MerkleTree.verifyConsistency(
                        oldSize: oldSize, oldRoot: oldRoot, newSize: newSize, newRoot: newRoot, proof: proof + [newRoot]))
                #expect(
                    !MerkleTree.verifyConsistency(oldSize: oldSize, oldRoot: newRoot, newSize: newSize, newRoot: newRoot, proof: proof))
            }
        }
    }

    @Test func `equal sizes are consistent only with equal roots and no proof`() {
        let (one, other) = (Self.hashes[0], Self.hashes[1])
        #expect(MerkleTree.verifyConsistency(oldSize: 1, oldRoot: one, newSize: 1, newRoot: one, proof: []))
        #expect(!MerkleTree.verifyConsistency(oldSize: 1, oldRoot: one, newSize: 1, newRoot: other, proof: []))
        #expect(!MerkleTree.verifyConsistency(oldSize: 1, oldRoot: one, newSize: 1, newRoot: one, proof: [one]))
        #expect(!MerkleTree.verifyConsistency(oldSize: 2, oldRoot: one, newSize: 1, newRoot: one, proof: []))
        #expect(!MerkleTree.verifyConsistency(oldSize: 0, oldRoot: one, newSize: 1, newRoot: one, proof: []))
    }
}
