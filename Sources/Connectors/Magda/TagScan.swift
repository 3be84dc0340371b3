// SPDX-License-Identifier: EUPL-1.2
import Glibc

/// Finds texts of elements in an XML message without checking it, so that even a broken message can be framed.
///
/// Prefixes are dropped from names. Comments, processing instructions and CDATA marks are stepped over; entities stay as they are written.
struct TagScan {
    /// An element that holds text only.
    struct Leaf {
        /// Names from the root down, the element itself last.
        let path: [String]
        let text: String
    }

    /// Messages nest a dozen levels deep; what goes deeper is no message and is not followed.
    static let depthLimit = 64

    private(set) var rootName: String?
    private(set) var leaves: [Leaf] = []

    /// Collects the leaves with one of these names, in the order of the message.
    init(_ bytes: [UInt8], leavesNamed wanted: Set<String>) {
        let names = wanted.map { Array($0.utf8) }
        bytes.withUnsafeBufferPointer { scan($0, names) }
    }

    /// The first text at this end of a path.
    func first(_ tail: String...) -> String? { leaves.first { $0.path.suffix(tail.count).elementsEqual(tail) && !$0.text.isEmpty }?.text }

    private typealias Bytes = UnsafeBufferPointer<UInt8>

    private mutating func scan(_ bytes: Bytes, _ wanted: [[UInt8]]) {
        var open: [Range<Int>] = []
        var textStart = 0
        var isLeaf = false
        var at = 0
        while let mark = Self.find(UInt8(ascii: "<"), in: bytes, from: at) {
            guard let end = Self.end(ofTagAt: mark, in: bytes) else { return }
            at = end
            switch bytes[mark + 1] {
            case UInt8(ascii: "!"), UInt8(ascii: "?"): continue
            case UInt8(ascii: "/"):
                if isLeaf, let name = open.last, wanted.contains(where: { $0.elementsEqual(bytes[name]) }) {
                    leaves.append(Leaf(path: open.map { Self.text(bytes[$0]) }, text: Self.trimmed(bytes[textStart..<mark])))
                }
                _ = open.popLast()
                isLeaf = false
            default:
                let name = Self.localName(from: mark + 1, in: bytes)
                if rootName == nil { rootName = Self.text(bytes[name]) }
                if bytes[end - 2] == UInt8(ascii: "/") {
                    isLeaf = false
                } else {
                    guard open.count < Self.depthLimit else { return }
                    open.append(name)
                    textStart = end
                    isLeaf = true
                }
            }
        }
    }

    private static func find(_ byte: UInt8, in bytes: Bytes, from start: Int) -> Int? {
        guard start < bytes.count, let base = bytes.baseAddress, let hit = memchr(base + start, Int32(byte), bytes.count - start) else {
            return nil
        }
        return UnsafePointer(hit.assumingMemoryBound(to: UInt8.self)) - base
    }

    /// The index after the tag that begins at `mark`; nil where it never ends or nothing stands in it.
    private static func end(ofTagAt mark: Int, in bytes: Bytes) -> Int? {
        let close: StaticString
        if starts(bytes, at: mark, with: "<!--") {
            close = "-->"
        } else if starts(bytes, at: mark, with: "<![CDATA[") {
            close = "]]>"
        } else {
            guard let end = find(UInt8(ascii: ">"), in: bytes, from: mark), end > mark + 1 else { return nil }
            return end + 1
        }
        var at = mark
        while let end = find(UInt8(ascii: ">"), in: bytes, from: at) {
            if starts(bytes, at: end - 2, with: close) { return end + 1 }
            at = end + 1
        }
        return nil
    }

    private static func starts(_ bytes: Bytes, at start: Int, with text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard start >= 0, start + count <= bytes.count, let base = bytes.baseAddress else { return false }
        return memcmp(base + start, text.utf8Start, count) == 0
    }

    private static func localName(from start: Int, in bytes: Bytes) -> Range<Int> {
        var begin = start
        var at = start
        while at < bytes.count {
            switch bytes[at] {
            case UInt8(ascii: ":"): begin = at + 1
            case 9, 10, 13, 32, UInt8(ascii: ">"), UInt8(ascii: "/"): return begin..<at
            default: break
            }
            at += 1
        }
        return begin..<at
    }

    private static func text(_ bytes: Slice<Bytes>) -> String { String(decoding: Bytes(rebasing: bytes), as: UTF8.self) }

    private static func trimmed(_ bytes: Slice<Bytes>) -> String {
        let isBlank = { (byte: UInt8) in [9, 10, 13, 32].contains(byte) }
        guard let first = bytes.firstIndex(where: { !isBlank($0) }), let last = bytes.lastIndex(where: { !isBlank($0) }) else { return "" }
        return text(bytes[first...last])
    }
}
