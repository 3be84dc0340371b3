// SPDX-License-Identifier: EUPL-1.2

/// Which files a shard of some size must have, and which of them are missing or cut; looks at names and lengths alone.
package struct ShardInventory: Sendable {
    private let directory: String
    private let size: Int

    package init(directory: String, size: Int) {
        self.directory = directory
        self.size = size
    }

    /// Paths relative to the shard, of at most `limit` files.
    package func missing(limit: Int = 20) -> [String] {
        var missing: [String] = []
        func require(_ length: Int?, _ path: (Int) -> String, width: Int) {
            guard missing.count < limit, !isPresent(path(width), length.map { $0 * width }) else { return }
            // A partial file may be gone once the full one exists.
            if width == Tile.width || !isPresent(path(Tile.width), length.map { $0 * Tile.width }) { missing.append(path(width)) }
        }
        for level in 0..<Tile.levels(size: size) {
            let count = Tile.count(level: level, size: size)
            for number in 0..<((count + Tile.width - 1) / Tile.width) {
                let width = min(Tile.width, count - number * Tile.width)
                require(32, { Tile.path(level: level, number: number, width: $0) }, width: width)
                guard level == 0 else { continue }
                require(nil, { Tile.entriesPath(number: number, width: $0) }, width: width)
                require(nil, { Tile.openingsPath(number: number, width: $0) }, width: width)
            }
        }
        return missing
    }

    /// Of exactly this length, or of any but none.
    private func isPresent(_ path: String, _ length: Int?) -> Bool {
        guard let found = Files.length(directory + "/" + path) else { return false }
        return length.map { $0 == found } ?? (found > 0)
    }
}
