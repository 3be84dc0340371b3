// SPDX-License-Identifier: EUPL-1.2

/// A tile of 256 hashes (C2SP tlog-tiles), or a part of one.
///
///     tile/<L>/<N>[.p/<W>]        concatenated 32-byte hashes
///     tile/entries/<N>[.p/<W>]    for each entry: 2 bytes big-endian length ‖ entry
///     openings/<N>[.p/<W>]        for each entry: 4 bytes big-endian length ‖ sealed openings
package enum Tile {
    package static let width = 256

    /// `1234067` → `x001/x234/067`.
    package static func numberPath(_ number: Int) -> String {
        var groups: [String] = []
        var rest = number
        repeat {
            let digits = String(rest % 1000)
            groups.insert(String(repeating: "0", count: 3 - digits.utf8.count) + digits, at: 0)
            rest /= 1000
        } while rest > 0
        return groups.enumerated().map { $0.offset == groups.count - 1 ? $0.element : "x" + $0.element }.joined(separator: "/")
    }

    /// `width` 256 is the full tile.
    package static func path(level: Int, number: Int, width: Int) -> String { "tile/\(level)/" + suffixed(number, width) }
    package static func entriesPath(number: Int, width: Int) -> String { "tile/entries/" + suffixed(number, width) }
    package static func openingsPath(number: Int, width: Int) -> String { "openings/" + suffixed(number, width) }

    private static func suffixed(_ number: Int, _ width: Int) -> String {
        width == Tile.width ? numberPath(number) : numberPath(number) + ".p/\(width)"
    }

    /// Number of hashes that level `level` has in a log of `size` entries.
    package static func count(level: Int, size: Int) -> Int { level * 8 >= Int.bitWidth - 1 ? 0 : size >> (8 * level) }

    /// How many levels a log of this size has.
    package static func levels(size: Int) -> Int {
        var level = 0
        while count(level: level, size: size) > 0 { level += 1 }
        return level
    }
}
