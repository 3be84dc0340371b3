// SPDX-License-Identifier: EUPL-1.2

/// The bytes of a leaf, at most 1 KiB of RFC 8785 JSON without personal data:
///
///     {"_sd":["…","…","…","…","…"],"_sd_alg":"sha-256","t":"2026-11-23T19:04Z","typ":"exchange","v":1}
///
/// Always five digests of 43 characters in ascending order; which of them are decoys does not show.
package enum Leaf {
    package static let maximumLength = 1024
    private static let head = Array("{\"_sd\":[\"".utf8)
    private static let between = Array("\",\"".utf8)
    private static let afterDigests = Array("\"],\"_sd_alg\":\"sha-256\",\"t\":\"".utf8)
    private static let beforeKind = Array("\",\"typ\":\"".utf8)
    private static let end = Array("\",\"v\":1}".utf8)

    static func encode(kind: Entry.Kind, minute: Int64, digests: [[UInt8]]) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(320)
        out.append(contentsOf: head)
        for (index, digest) in digests.sorted(by: { $0.lexicographicallyPrecedes($1) }).enumerated() {
            if index > 0 { out.append(contentsOf: between) }
            out.append(contentsOf: digest)
        }
        out.append(contentsOf: afterDigests)
        MinuteText.write(minute, to: &out)
        out.append(contentsOf: beforeKind)
        out.append(contentsOf: kind.rawValue.utf8)
        out.append(contentsOf: end)
        return out
    }

    /// True where the bytes have exactly the shape of a leaf.
    package static func isWellFormed(_ leaf: [UInt8]) -> Bool { kind(of: leaf) != nil }

    /// The kind of entry the leaf stands for; nil where any byte of its shape is wrong.
    package static func kind(of leaf: [UInt8]) -> Entry.Kind? { read(leaf)?.kind }

    /// The five digests as they stand in the leaf; nil where its shape is wrong.
    package static func digests(of leaf: [UInt8]) -> [[UInt8]]? { read(leaf)?.digests.map { Array($0) } }

    /// The minute, `yyyy-MM-ddTHH:mmZ`; nil where the shape is wrong.
    package static func minute(of leaf: [UInt8]) -> String? { read(leaf).map { String(decoding: $0.minute, as: UTF8.self) } }

    private static func read(_ leaf: [UInt8]) -> (digests: [ArraySlice<UInt8>], minute: ArraySlice<UInt8>, kind: Entry.Kind)? {
        guard leaf.count <= maximumLength else { return nil }
        var rest = leaf[...]
        var digests: [ArraySlice<UInt8>] = []
        for index in 0..<5 {
            guard skip(index == 0 ? head : between, in: &rest), rest.count >= 43 else { return nil }
            let digest = rest.prefix(43)
            guard isDigest(digest), digests.last?.lexicographicallyPrecedes(digest) ?? true else { return nil }
            digests.append(digest)
            rest = rest.dropFirst(43)
        }
        guard skip(afterDigests, in: &rest) else { return nil }
        let minute = rest.prefix(17)
        rest = rest.dropFirst(17)
        guard MinuteText.isWellFormed(minute), skip(beforeKind, in: &rest), rest.count > end.count, rest.suffix(end.count) == end[...],
            let kind = Entry.Kind(rawValue: String(decoding: rest.dropLast(end.count), as: UTF8.self))
        else { return nil }
        return (digests, minute, kind)
    }

    private static func skip(_ expected: [UInt8], in rest: inout ArraySlice<UInt8>) -> Bool {
        guard rest.starts(with: expected) else { return false }
        rest = rest.dropFirst(expected.count)
        return true
    }

    /// Base64url of 32 bytes: the last character carries only four bits.
    private static func isDigest(_ text: ArraySlice<UInt8>) -> Bool {
        guard text.allSatisfy({ Base64.urlValue($0) != nil }), let last = text.last.flatMap({ Base64.urlValue($0) }) else { return false }
        return last & 3 == 0
    }
}
