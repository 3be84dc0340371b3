// SPDX-License-Identifier: EUPL-1.2

/// A ZIP file of stored (not compressed) members, names in UTF-8 (PKWARE APPNOTE 4.3):
///
///     for each member: local header (30 bytes ‖ name) ‖ bytes
///     for each member: central header (46 bytes ‖ name)
///     end of central directory (22 bytes)
struct ZipArchive {
    private var body: [UInt8] = []
    private var directory: [UInt8] = []
    private var count = 0

    mutating func add(_ name: String, _ bytes: [UInt8]) {
        let (place, text) = (body.count, Array(name.utf8))
        // Version 2.0, bit 11 says UTF-8, stored, 1 January 1980.
        let common = Self.number(20, 2) + Self.number(0x0800, 2) + Self.number(0, 2) + Self.number(0, 2) + Self.number(0x0021, 2)
        let sizes = Self.number(Int(Self.checksum(bytes)), 4) + Self.number(bytes.count, 4) + Self.number(bytes.count, 4)
        body += Self.number(0x0403_4B50, 4) + common + sizes + Self.number(text.count, 2) + Self.number(0, 2) + text + bytes
        directory += Self.number(0x0201_4B50, 4) + Self.number(20, 2) + common + sizes + Self.number(text.count, 2)
        directory += [UInt8](repeating: 0, count: 12) + Self.number(place, 4) + text
        count += 1
    }

    var bytes: [UInt8] {
        let end = Self.number(0x0605_4B50, 4) + Self.number(0, 4) + Self.number(count, 2) + Self.number(count, 2)
        return body + directory + end + Self.number(directory.count, 4) + Self.number(body.count, 4) + Self.number(0, 2)
    }

    private static func number(_ value: Int, _ length: Int) -> [UInt8] {
        (0..<length).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    private static let table: [UInt32] = (0..<256).map { first in
        (0..<8).reduce(UInt32(first)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
    }

    /// CRC-32 of ISO 3309.
    static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~UInt32(0)) { table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] ^ ($0 >> 8) }
    }
}
