// SPDX-License-Identifier: EUPL-1.2
@testable import AuditLog
import Testing

struct EntryTests {
    /// 2026-11-23T19:04:59.999Z
    static let moment: Int64 = 1_795_460_699_999
    static let entry = Entry(
        kind: .exchange, milliseconds: moment,
        sections: [.what: .object([("outcome", .text("released"))]), .subject: .object([("id", .text("p-1"))])])

    @Test func `a leaf says kind and minute and five digests and nothing else`() throws {
        let leaf = Self.entry.commit().leaf
        let text = String(decoding: leaf, as: UTF8.self)
        let digests = try #require(Leaf.digests(of: leaf)).map { String(decoding: $0, as: UTF8.self) }
        #expect(digests.count == 5)
        #expect(
            text == "{\"_sd\":[" + digests.map { "\"\($0)\"" }.joined(separator: ",")
                + "],\"_sd_alg\":\"sha-256\",\"t\":\"2026-11-23T19:04Z\",\"typ\":\"exchange\",\"v\":1}")
        #expect(digests == digests.sorted())
        #expect(leaf.count <= Leaf.maximumLength)
    }

    @Test func `leaves of one and of five sections cannot be told apart`() {
        let full = Entry(
            kind: .exchange, milliseconds: Self.moment,
            sections: Dictionary(uniqueKeysWithValues: Entry.Section.allCases.map { ($0, .text(String(repeating: "x", count: 300))) }))
        #expect(full.commit().leaf.count == Self.entry.commit().leaf.count)
        #expect(full.commit().disclosures.map(\.section) == Entry.Section.allCases)
    }

    @Test func `the same event gives another leaf each time, because its salts are fresh`() {
        #expect(Self.entry.commit().leaf != Self.entry.commit().leaf)
    }

    @Test func `each disclosure opens a digest of its own leaf and of no other`() {
        let (leaf, disclosures) = Self.entry.commit()
        let other = Self.entry.commit().leaf
        #expect(disclosures.map(\.section) == [.what, .subject])
        for disclosure in disclosures {
            #expect(Disclosure.isCommitted(disclosure.bytes, by: leaf))
            #expect(!Disclosure.isCommitted(disclosure.bytes, by: other))
        }
        #expect(String(decoding: disclosures[0].bytes, as: UTF8.self).hasSuffix("\",\"A\",{\"outcome\":\"released\"}]"))
        #expect(disclosures[0].bytes.count == "[\"\",\"A\",{\"outcome\":\"released\"}]".utf8.count + 22)
    }

    @Test func `the worked example of RFC 9901 has its digest`() {
        let disclosure = Array("[\"_26bc4LT-ac6q2KI6cBW5es\", \"family_name\", \"Möbius\"]".utf8)
        #expect(Disclosure.digest(disclosure) == Array("X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0".utf8))
    }

    @Test(
        arguments: [
            (0, "1970-01-01T00:00Z"), (59_999, "1970-01-01T00:00Z"), (60_000, "1970-01-01T00:01Z"), (-1, "1969-12-31T23:59Z"),
            (951_782_400_000, "2000-02-29T00:00Z"), (1_709_164_799_999, "2024-02-28T23:59Z"), (4_107_542_399_000, "2100-02-28T23:59Z"),
            (4_107_542_400_000, "2100-03-01T00:00Z"), (1_795_460_699_999, "2026-11-23T19:04Z"),
        ] as [(Int64, String)]) func `time is cut to the minute and never rounded up`(milliseconds: Int64, minute: String)
    {
        let leaf = Entry(kind: .intake, milliseconds: milliseconds, sections: [:]).commit().leaf
        #expect(Leaf.minute(of: leaf) == minute)
    }

    @Test(arguments: Entry.Kind.allCases) func `every kind reads back`(kind: Entry.Kind) {
        #expect(Leaf.kind(of: Entry(kind: kind, milliseconds: Self.moment, sections: [:]).commit().leaf) == kind)
    }

    @Test func `bytes that are nearly a leaf are none`() {
        let text = String(decoding: Self.entry.commit().leaf, as: UTF8.self)
        #expect(Leaf.isWellFormed(Array(text.utf8)))
        for wrong in [
            "", "{}", text + " ", " " + text, String(text.dropLast()), text.replacing("\"v\":1", with: "\"v\":2"),
            text.replacing("exchange", with: "exchanged"), text.replacing("exchange", with: ""), text.replacing("19:04", with: "24:04"),
            text.replacing("2026-11", with: "2026-13"), text.replacing("11-23", with: "02-30"), text.replacing("04Z", with: "04z"),
            text.replacing("sha-256", with: "sha-512"), text.replacing("{\"_sd\":[\"", with: "{\"_sd\":[\"=").replacing("\"],", with: "],"),
            text.replacing(",\"typ\"", with: ",\"x\":1,\"typ\""),
        ] { #expect(!Leaf.isWellFormed(Array(wrong.utf8))) }
    }

    @Test func `digests out of order or not canonical are no leaf`() throws {
        let digests = try #require(Leaf.digests(of: Self.entry.commit().leaf))
        var leaf = Leaf.encode(kind: .exchange, minute: 0, digests: digests)
        #expect(Leaf.isWellFormed(leaf))
        leaf.replaceSubrange(9..<52, with: digests[4])
        #expect(!Leaf.isWellFormed(leaf))
        var stray = digests[0]
        stray[42] = UInt8(ascii: "B")
        leaf.replaceSubrange(9..<52, with: stray)
        #expect(!Leaf.isWellFormed(leaf))
    }
}

struct EntryValueTests {
    func canonical(_ value: EntryValue) -> String { String(decoding: value.canonicalJSON, as: UTF8.self) }

    @Test func `strings have the shortest escapes of RFC 8785`() {
        #expect(canonical(.text("\u{20AC}$\u{0F}\u{0A}A'\u{42}\u{22}\u{5C}\\\"/")) == "\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"")
        #expect(canonical(.text("\u{08}\u{09}\u{0C}\u{0D}\u{1F}\u{7F}")) == "\"\\b\\t\\f\\r\\u001f\u{7F}\"")
    }

    @Test func `members are sorted by UTF-16 code units, as the example of RFC 8785 shows`() {
        let keys = ["\u{20AC}", "\r", "\u{FB33}", "1", "\u{1F600}", "\u{80}", "\u{F6}"]
        let sorted = ["\\r", "1", "\u{80}", "\u{F6}", "\u{20AC}", "\u{1F600}", "\u{FB33}"]
        let text = canonical(.object(keys.map { ($0, .integer(1)) }))
        #expect(Array(text.utf8) == Array(("{" + sorted.map { "\"\($0)\":1" }.joined(separator: ",") + "}").utf8))
    }

    @Test func `values nest without white space`() {
        let value = EntryValue.object([("b", .list([.integer(-1), .integer(0), .text("")])), ("a", .object([])), ("c", .list([]))])
        #expect(canonical(value) == "{\"a\":{},\"b\":[-1,0,\"\"],\"c\":[]}")
        #expect(value == .object([("c", .list([])), ("a", .object([])), ("b", .list([.integer(-1), .integer(0), .text("")]))]))
    }
}
