// SPDX-License-Identifier: EUPL-1.2

/// Reads and writes the frames of bundles: big-endian length, then the bytes.
package enum Bundle {
    package static func encode(_ items: some Collection<[UInt8]>, lengthBytes: Int) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(items.reduce(0) { $0 + $1.count + lengthBytes })
        for item in items {
            for shift in stride(from: (lengthBytes - 1) * 8, through: 0, by: -8) {
                out.append(UInt8(truncatingIfNeeded: item.count >> shift))
            }
            out.append(contentsOf: item)
        }
        return out
    }

    /// The items, or nil where the bytes do not end with a whole one.
    package static func decode(_ bytes: [UInt8], lengthBytes: Int) -> [[UInt8]]? {
        var items: [[UInt8]] = []
        var index = 0
        while index < bytes.count {
            guard index + lengthBytes <= bytes.count else { return nil }
            let length = bytes[index..<(index + lengthBytes)].reduce(0) { $0 << 8 | Int($1) }
            index += lengthBytes
            guard index + length <= bytes.count else { return nil }
            items.append(Array(bytes[index..<(index + length)]))
            index += length
        }
        return items
    }
}
