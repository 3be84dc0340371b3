// SPDX-License-Identifier: EUPL-1.2
@testable import Vault
import Testing

func bytes(_ hex: String) -> [UInt8] {
    let digits = Array(hex.utf8)
    return stride(from: 0, to: digits.count - 1, by: 2).compactMap {
        UInt8(String(decoding: digits[$0...($0 + 1)], as: UTF8.self), radix: 16)
    }
}

func key(_ byte: UInt8) -> SymmetricKey { SymmetricKey(derived: [UInt8](repeating: byte, count: 32)) }

extension SymmetricKey {
    var secret: [UInt8] { withBytes { Array($0) } }
}

struct KeyedHashTests {
    @Test(arguments: [
        (String(repeating: "0b", count: 20), "Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
        ("4a656665", "what do ya want for nothing?", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
        (
            String(repeating: "aa", count: 131), "Test Using Larger Than Block-Size Key - Hash Key First",
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        ),
    ]) func `the examples of RFC 4231 come out`(key: String, message: String, digest: String) {
        #expect(bytes(key).withUnsafeBytes { KeyedHash.hmac($0, Array(message.utf8)) } == bytes(digest))
    }

    @Test func `the examples of RFC 5869 come out`() {
        let material = [UInt8](repeating: 0x0B, count: 22)
        let first = KeyedHash.extract(material, salt: Array(0...12))
        #expect(first.secret == bytes("077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5"))
        #expect(
            KeyedHash.expand(first, info: Array(0xF0...0xF9)).secret
                == bytes("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"))
        let third = KeyedHash.extract(material, salt: [])
        #expect(third.secret == bytes("19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04"))
        #expect(
            KeyedHash.expand(third, info: []).secret == bytes("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"))
    }

    @Test func `derived keys differ by secret, order, salt and purpose`() {
        let (one, two) = (key(1), key(2))
        let keys = [
            KeyedHash.derive([one], info: "a"), KeyedHash.derive([two], info: "a"), KeyedHash.derive([one], info: "b"),
            KeyedHash.derive([one, two], info: "a"), KeyedHash.derive([two, one], info: "a"), KeyedHash.derive([one], salt: [1], info: "a"),
        ].map(\.secret)
        #expect(Set(keys).count == keys.count)
        #expect(KeyedHash.derive([one], info: "a").secret == keys[0])
    }

    @Test func `equal bytes are equal and no others`() {
        #expect(Cleansing.areEqual([], []))
        #expect(Cleansing.areEqual([1, 2, 3], [1, 2, 3]))
        #expect(!Cleansing.areEqual([1, 2, 3], [1, 2, 4]))
        #expect(!Cleansing.areEqual([1, 2, 3], [1, 2]))
    }
}

struct SymmetricKeyTests {
    @Test func `a key has thirty-two bytes`() throws {
        #expect(SymmetricKey([UInt8](repeating: 0, count: 31)) == nil)
        #expect(SymmetricKey([UInt8](repeating: 0, count: 33)) == nil)
        #expect(SymmetricKey(Array(0..<32))?.secret == Array(0..<32))
        #expect(try SymmetricKey.random().secret != SymmetricKey.random().secret)
    }

    @Test func `a key does not print, in whatever it is held`() {
        struct Holder { let secret: SymmetricKey }
        let secret = key(201)
        var dumped = ""
        dump(Holder(secret: secret), to: &dumped)
        dump(BlindIndex(key: secret), to: &dumped)
        for text in ["\(secret)", String(reflecting: secret), "\(Holder(secret: secret))", "\([secret])", dumped] {
            #expect(!text.contains("201"))
            #expect(!text.lowercased().contains("c9c9"))
        }
    }
}

struct BlindIndexTests {
    let index = BlindIndex(key: key(1))

    @Test func `a token has sixteen bytes and is the same each time`() {
        #expect(index.token(.insz, "40611400108").count == 16)
        #expect(index.token(.insz, "40611400108") == index.token(.insz, Array("40611400108".utf8)))
    }

    @Test func `tokens differ by key, purpose and value`() {
        let value = "40611400108"
        let tokens = [
            index.token(.insz, value), index.token(.reference, value), index.token(.content, value), index.token(.insz, "40611400109"),
            BlindIndex(key: key(2)).token(.insz, value), index.token(.insz, ""),
        ]
        #expect(Set(tokens).count == tokens.count)
    }

    @Test func `parts do not flow together`() {
        let tokens = [
            index.token(.sourceKey, "vdab", "12"), index.token(.sourceKey, "vdab1", "2"), index.token(.sourceKey, "vdab12"),
            index.token(.sourceKey, "vdab12", ""), index.token(.sourceKey, "", "vdab12"), index.token(.sourceKey, "12", "vdab"),
        ]
        #expect(Set(tokens).count == tokens.count)
    }
}
