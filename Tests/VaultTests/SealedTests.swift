// SPDX-License-Identifier: EUPL-1.2
@testable import Vault
import Testing

struct SealedTests {
    @Test func `the published example of AES-256-GCM comes out`() throws {
        let zeros = [UInt8](repeating: 0, count: 16)
        let sealed = try Sealed.seal(zeros, under: key(0), nonce: [UInt8](repeating: 0, count: 12), bound: [])
        #expect(sealed == [UInt8](repeating: 0, count: 12) + bytes("cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919"))
        let empty = try Sealed.seal([], under: key(0), nonce: [UInt8](repeating: 0, count: 12), bound: [])
        #expect(empty.suffix(16) == bytes("530f8afbc74536b9a963b4f1c4cb738b")[...])
    }

    @Test(arguments: [0, 1, 15, 16, 17, 600, 100_000]) func `what was sealed opens again`(length: Int) throws {
        let plain = (0..<length).map { UInt8(truncatingIfNeeded: $0) }
        let sealed = try Sealed.seal(plain, under: key(7), bound: [1, 2])
        #expect(sealed.count == length + 28)
        #expect(try Sealed.open(sealed, under: key(7), bound: [1, 2]) == plain)
    }

    @Test func `the same bytes are sealed differently each time`() throws {
        #expect(try Sealed.seal([1, 2, 3], under: key(7), bound: []) != Sealed.seal([1, 2, 3], under: key(7), bound: []))
    }

    @Test func `any changed byte, other key or other place is refused`() throws {
        let sealed = try Sealed.seal(Array("Amina Test".utf8), under: key(7), bound: [1])
        for index in sealed.indices {
            var changed = sealed
            changed[index] ^= 0x10
            #expect(throws: VaultError.notAuthentic) { try Sealed.open(changed, under: key(7), bound: [1]) }
        }
        #expect(throws: VaultError.notAuthentic) { try Sealed.open(sealed, under: key(8), bound: [1]) }
        #expect(throws: VaultError.notAuthentic) { try Sealed.open(sealed, under: key(7), bound: [2]) }
        #expect(throws: VaultError.notAuthentic) { try Sealed.open(sealed, under: key(7), bound: []) }
        #expect(throws: VaultError.notAuthentic) { try Sealed.open(Array(sealed.dropLast()), under: key(7), bound: [1]) }
        for length in 0..<28 {
            #expect(throws: VaultError.malformed) { try Sealed.open(Array(sealed.prefix(length)), under: key(7), bound: [1]) }
        }
    }
}

struct SectionSealerTests {
    static let leaf = [UInt8](repeating: 9, count: 32)
    static let sections: [(letter: UInt8, opening: [UInt8])] = "ABUCD".utf8.map { ($0, Array("section \($0)".utf8)) }

    func keys(period: UInt8 = 1, subject: UInt8? = 2, user: UInt8? = 3, id: UInt32 = 20_264) -> SectionSealer.Keys {
        SectionSealer.Keys(
            periodId: id, periodSecret: key(period), subjectSecret: subject.map { key($0) }, userSecret: user.map { key($0) })
    }

    func letters(_ blob: [UInt8], _ keys: SectionSealer.Keys, leaf: [UInt8] = leaf) throws -> String {
        String(decoding: try SectionSealer.open(blob, leafHash: leaf, keys: keys).keys.sorted(), as: UTF8.self)
    }

    @Test func `all sections open with all keys`() throws {
        let blob = try SectionSealer.seal(Self.sections, leafHash: Self.leaf, keys: keys())
        let opened = try SectionSealer.open(blob, leafHash: Self.leaf, keys: keys())
        #expect(opened == Dictionary(uniqueKeysWithValues: Self.sections.map { ($0.letter, $0.opening) }))
        #expect(SectionSealer.periodId(of: blob) == 20_264)
        #expect(blob.count == 17 + Self.sections.reduce(0) { $0 + 9 + 16 + $1.opening.count })
    }

    @Test func `who has no key of the subject or the user sees what happened and between whom, and no more`() throws {
        let blob = try SectionSealer.seal(Self.sections, leafHash: Self.leaf, keys: keys())
        #expect(try letters(blob, keys(subject: nil, user: nil)) == "AB")
        #expect(try letters(blob, keys(user: nil)) == "ABCD")
        #expect(try letters(blob, keys(subject: nil)) == "ABU")
    }

    @Test func `another secret of person, user or period opens nothing of theirs`() throws {
        let blob = try SectionSealer.seal(Self.sections, leafHash: Self.leaf, keys: keys())
        #expect(throws: VaultError.notAuthentic) { try letters(blob, keys(subject: 4)) }
        #expect(throws: VaultError.notAuthentic) { try letters(blob, keys(user: 4)) }
        #expect(throws: VaultError.notAuthentic) { try letters(blob, keys(period: 4)) }
    }

    @Test func `openings belong to one leaf`() throws {
        let blob = try SectionSealer.seal(Self.sections, leafHash: Self.leaf, keys: keys())
        #expect(throws: VaultError.notAuthentic) { try letters(blob, keys(), leaf: [UInt8](repeating: 8, count: 32)) }
    }

    @Test func `a section moved to another place is refused`() throws {
        var blob = try SectionSealer.seal([(65, [1]), (66, [2])], leafHash: Self.leaf, keys: keys())
        blob.swapAt(17, 17 + 9 + 17)
        #expect(throws: VaultError.notAuthentic) { try letters(blob, keys()) }
    }

    @Test func `no changed byte goes unseen, and none is a trap`() throws {
        let blob = try SectionSealer.seal(Self.sections, leafHash: Self.leaf, keys: keys())
        let whole = try SectionSealer.open(blob, leafHash: Self.leaf, keys: keys())
        for index in blob.indices {
            for flip: UInt8 in [1, 0x80, 0xFF] {
                var changed = blob
                changed[index] ^= flip
                let opened = try? SectionSealer.open(changed, leafHash: Self.leaf, keys: keys())
                #expect(opened != whole)
            }
        }
        for length in 0..<blob.count {
            let opened = try? SectionSealer.open(Array(blob.prefix(length)), leafHash: Self.leaf, keys: keys())
            #expect(opened != whole)
        }
    }

    @Test func `a retry never seals under the key and nonce of the attempt before it`() throws {
        let first = try SectionSealer.seal([(65, Array("same".utf8))], leafHash: Self.leaf, keys: keys())
        let second = try SectionSealer.seal([(65, Array("same".utf8))], leafHash: Self.leaf, keys: keys())
        #expect(first[1..<17] != second[1..<17])
        #expect(first.suffix(20) != second.suffix(20))
    }

    @Test func `a section whose key was not given is not sealed under another`() {
        #expect(throws: VaultError.sectionKeyMissing("C")) {
            try SectionSealer.seal([(67, [1])], leafHash: Self.leaf, keys: keys(subject: nil))
        }
        #expect(throws: VaultError.sectionKeyMissing("U")) {
            try SectionSealer.seal([(85, [1])], leafHash: Self.leaf, keys: keys(user: nil))
        }
        #expect(throws: VaultError.sectionKeyMissing("X")) { try SectionSealer.seal([(88, [1])], leafHash: Self.leaf, keys: keys()) }
    }
}
