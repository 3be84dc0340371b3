// SPDX-License-Identifier: EUPL-1.2

/// Reads single entries and their sealed openings out of a shard on disk.
package struct ShardReader: Sendable {
    private let files: ShardFiles
    package let size: Int

    package init(directory: String, size: Int) {
        files = ShardFiles(directory: directory)
        self.size = size
    }

    /// The leaf and sealed openings at an index, or nil where the files lack it.
    package func entry(_ index: Int) -> (leaf: [UInt8], openings: [UInt8])? {
        guard index >= 0, index < size, let bundle = bundle(index / Tile.width) else { return nil }
        return bundle[index % Tile.width]
    }

    /// The leaf at an index alone, which a published copy without openings has too.
    package func leaf(_ index: Int) -> [UInt8]? {
        guard index >= 0, index < size else { return nil }
        let number = index / Tile.width
        return files.entries(number: number, width: min(Tile.width, size - number * Tile.width))?[index % Tile.width]
    }

    /// All entries of one bundle, 256 except in the last; cheaper than one at a time.
    package func bundle(_ number: Int) -> [(leaf: [UInt8], openings: [UInt8])]? {
        guard number >= 0, number < (size + Tile.width - 1) / Tile.width else { return nil }
        let width = min(Tile.width, size - number * Tile.width)
        guard let leaves = files.entries(number: number, width: width), let openings = files.openings(number: number, width: width) else {
            return nil
        }
        return zip(leaves, openings).map { ($0, $1) }
    }

    /// The signed checkpoint of a shard as it lies on disk, such as the last one of the year before; nil where there is none.
    package static func checkpointNote(directory: String) -> [UInt8]? { Files.read(directory + "/checkpoint") }

    /// The head that the checkpoint in a folder of our own claims; nil where there is none that can be read.
    package static func publishedHead(directory: String) -> TreeHead? {
        checkpointNote(directory: directory).flatMap { Checkpoint(unverified: $0) }?.head
    }

    /// True where the files hold exactly this head.
    package static func holds(_ head: TreeHead, directory: String) -> Bool {
        RightEdge(of: head.size, in: ShardFiles(directory: directory))?.root == head.root
    }
}
