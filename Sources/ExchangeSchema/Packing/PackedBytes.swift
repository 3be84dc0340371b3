// SPDX-License-Identifier: EUPL-1.2

/// Bytes of a packed value (version 1), for what is sealed and only ever read back by this program:
///
///     value  = 00 nil | 01 false | 02 true | 03 zigzag varint | 04 varint length, UTF-8 | 05 eight bytes, IEEE 754 big-endian
///            | 06 (key value)* 00   keyed      | 08 value* 09   unkeyed
///     key    = length byte (1…255), UTF-8
///     varint = seven bits a byte, least significant first, the high bit says that more follow
///
/// Keys are written by name, so that fields can come and go between versions of this program.
enum PackedTag {
    static let null: UInt8 = 0
    static let no: UInt8 = 1
    static let yes: UInt8 = 2
    static let integer: UInt8 = 3
    static let text: UInt8 = 4
    static let double: UInt8 = 5
    static let keyed: UInt8 = 6
    /// A key has at least one byte, so a length of nothing ends the container.
    static let keyedEnd: UInt8 = 0
    static let list: UInt8 = 8
    static let listEnd: UInt8 = 9
}

/// What is being written: the bytes, and the containers that are still open.
final class PackedSink {
    private(set) var bytes: [UInt8] = []
    private var open: [UInt8] = []

    init() { bytes.reserveCapacity(2048) }

    var depth: Int { open.count }

    /// Ends every container opened within the one at this depth.
    func close(to depth: Int) { while open.count > depth { bytes.append(open.removeLast()) } }

    func begin(keyed: Bool) {
        bytes.append(keyed ? PackedTag.keyed : PackedTag.list)
        open.append(keyed ? PackedTag.keyedEnd : PackedTag.listEnd)
    }

    func key(_ name: String) {
        let utf8 = name.utf8
        precondition((1...255).contains(utf8.count), "a key of a canonical type is short")
        bytes.append(UInt8(utf8.count))
        bytes.append(contentsOf: utf8)
    }

    func put(_ tag: UInt8) { bytes.append(tag) }

    func put(_ text: String) {
        bytes.append(PackedTag.text)
        varint(UInt64(text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }

    func put(_ number: Int64) {
        bytes.append(PackedTag.integer)
        varint(UInt64(bitPattern: number << 1 ^ number >> 63))
    }

    func put(_ number: Double) {
        bytes.append(PackedTag.double)
        withUnsafeBytes(of: number.bitPattern.bigEndian) { bytes.append(contentsOf: $0) }
    }

    private func varint(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}

/// Reads packed bytes; whatever is not as written throws, nothing is read past the end.
struct PackedSource {
    let bytes: [UInt8]

    func fault() -> DecodingError { .dataCorrupted(.init(codingPath: [], debugDescription: "not packed bytes of this version")) }

    func tag(_ at: Int) throws -> UInt8 {
        guard at < bytes.count else { throw fault() }
        return bytes[at]
    }

    func varint(_ at: Int) throws -> (value: UInt64, next: Int) {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        var index = at
        while index < bytes.count, shift < 64 {
            let byte = bytes[index]
            value |= UInt64(byte & 0x7F) << shift
            index += 1
            if byte & 0x80 == 0 { return (value, index) }
            shift += 7
        }
        throw fault()
    }

    /// The bytes of the text at `at`, after its tag.
    func text(_ at: Int) throws -> String {
        guard try tag(at) == PackedTag.text else { throw fault() }
        let (length, start) = try varint(at + 1)
        guard length <= UInt64(bytes.count - start) else { throw fault() }
        guard let text = String(validating: bytes[start..<(start + Int(length))], as: UTF8.self) else { throw fault() }
        return text
    }

    func integer(_ at: Int) throws -> Int64 {
        guard try tag(at) == PackedTag.integer else { throw fault() }
        let (value, _) = try varint(at + 1)
        return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }

    func double(_ at: Int) throws -> Double {
        guard try tag(at) == PackedTag.double, at + 9 <= bytes.count else { throw fault() }
        return Double(bitPattern: bytes[(at + 1)..<(at + 9)].reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
    }

    func flag(_ at: Int) throws -> Bool {
        switch try tag(at) {
        case PackedTag.yes: true
        case PackedTag.no: false
        default: throw fault()
        }
    }

    /// The index after the value at `at`.
    func skip(_ at: Int) throws -> Int {
        switch try tag(at) {
        case PackedTag.null, PackedTag.no, PackedTag.yes: return at + 1
        case PackedTag.integer: return try varint(at + 1).next
        case PackedTag.text:
            let (length, start) = try varint(at + 1)
            guard length <= UInt64(bytes.count - start) else { throw fault() }
            return start + Int(length)
        case PackedTag.double: return at + 9
        case PackedTag.keyed:
            var index = at + 1
            while try tag(index) != PackedTag.keyedEnd { index = try skip(try keyEnd(index)) }
            return index + 1
        case PackedTag.list:
            var index = at + 1
            while try tag(index) != PackedTag.listEnd { index = try skip(index) }
            return index + 1
        default: throw fault()
        }
    }

    private func keyEnd(_ at: Int) throws -> Int {
        let end = at + 1 + Int(try tag(at))
        guard end < bytes.count else { throw fault() }
        return end
    }

    /// Where the keys and values of the keyed container at `at` stand.
    func entries(_ at: Int) throws -> [(key: Range<Int>, value: Int)] {
        guard try tag(at) == PackedTag.keyed else { throw fault() }
        var found: [(key: Range<Int>, value: Int)] = []
        found.reserveCapacity(16)
        var index = at + 1
        while try tag(index) != PackedTag.keyedEnd {
            let end = try keyEnd(index)
            found.append(((index + 1)..<end, end))
            index = try skip(end)
        }
        return found
    }

    /// Where the values of the list at `at` stand.
    func items(_ at: Int) throws -> [Int] {
        guard try tag(at) == PackedTag.list else { throw fault() }
        var found: [Int] = []
        var index = at + 1
        while try tag(index) != PackedTag.listEnd {
            found.append(index)
            index = try skip(index)
        }
        return found
    }
}
