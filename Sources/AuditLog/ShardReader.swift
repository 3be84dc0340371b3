// SPDX-License-Identifier: EUPL-1.2

/// Reads single entries and their sealed openings out of a shard on disk.
package struct ShardReader: Sendable {
    private let directory: String
    package let size: Int

    package init(directory: String, size: Int) {
        self.directory = directory
        self.size = size
    }

    /// The leaf and sealed openings at an index, or nil where the files lack it.
    package func entry(_ index: Int) -> (leaf: [UInt8], openings: [UInt8])? {
        guard index >= 0, index < size else { return nil }
        let number = index / Tile.width
        let width = min(Tile.width, size - number * Tile.width)
        guard let leaves = bundle(Tile.entriesPath(number: number, width: width), 2),
            let openings = bundle(Tile.openingsPath(number: number, width: width), 4),
            index % Tile.width < leaves.count, index % Tile.width < openings.count
        else { return nil }
        return (leaves[index % Tile.width], openings[index % Tile.width])
    }

    private func bundle(_ path: String, _ lengthBytes: Int) -> [[UInt8]]? {
        Files.read(directory + "/" + path).flatMap { Bundle.decode($0, lengthBytes: lengthBytes) }
    }
}
