// SPDX-License-Identifier: EUPL-1.2

/// Bytes of a packed value (version 2), for what is sealed and only ever read back by this program:
///
///     value  = part* 00
///     part   = tag content,  tag = field number (1…63) × 4 + form
///     form 0   varint: whole numbers as zigzag; days, milliseconds, minutes, cents, flags and case numbers likewise
///     form 1   varint length, UTF-8; a text of 16 bytes or more gets the next number (0, 1, 2 …) of the whole packed value
///     form 2   value
///     form 3   varint: number of an earlier text that stands here again
///     varint = seven bits a byte, least significant first, the high bit says that more follow
///
/// What is absent, false or an empty list is not written; a list is its items under one field number. Field and case numbers stand in
/// scripts/packed_numbers.csv and are never reused, so fields can come and go between versions of this program.
package struct PackedWriter {
    package private(set) var bytes: [UInt8] = []
    private var texts: [String: UInt64] = [:]
    static let shortestNumbered = 16

    package init() { bytes.reserveCapacity(1024) }

    package mutating func integer(_ field: UInt8, _ value: Int64) {
        bytes.append(field << 2)
        varint(UInt64(bitPattern: value << 1 ^ value >> 63))
    }

    package mutating func number(_ field: UInt8, _ value: UInt64) {
        bytes.append(field << 2)
        varint(value)
    }

    package mutating func flag(_ field: UInt8, _ value: Bool) {
        bytes.append(field << 2)
        bytes.append(value ? 1 : 0)
    }

    package mutating func text(_ field: UInt8, _ value: String) {
        let count = value.utf8.count
        if count >= Self.shortestNumbered {
            if let number = texts[value] {
                bytes.append(field << 2 | 3)
                return varint(number)
            }
            texts[value] = UInt64(texts.count)
        }
        bytes.append(field << 2 | 1)
        varint(UInt64(count))
        bytes.append(contentsOf: value.utf8)
    }

    /// Begins a value inside this one; the value itself ends with `end`.
    package mutating func begin(_ field: UInt8) { bytes.append(field << 2 | 2) }
    package mutating func end() { bytes.append(0) }

    private mutating func varint(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}
