// SPDX-License-Identifier: EUPL-1.2

/// Hashes of any part of the tree, read from the tiles of a log of one size.
package struct TreeReader: Sendable {
    private let files: ShardFiles
    package let size: Int

    package init(directory: String, size: Int) { self.init(files: ShardFiles(directory: directory), size: size) }

    init(files: ShardFiles, size: Int) {
        self.files = files
        self.size = size
    }

    package var root: Digest32? { size == 0 ? MerkleTree.emptyRoot : hash(0, size) }

    /// Sibling hashes from the leaf up (RFC 6962 §2.1.1); nil where a tile is missing.
    package func inclusionProof(of index: Int) -> [Digest32]? {
        guard index >= 0, index < size else { return nil }
        var path: [Digest32] = []
        var (low, high) = (0, size)
        while high - low > 1 {
            let split = low + MerkleTree.largestPowerOfTwo(below: high - low)
            let sibling = index < split ? hash(split, high) : hash(low, split)
            guard let sibling else { return nil }
            path.append(sibling)
            (low, high) = index < split ? (low, split) : (split, high)
        }
        return path.reversed()
    }

    /// Shows that the tree of `oldSize` is a prefix of this one (RFC 6962 §2.1.2); nil where a tile is missing.
    package func consistencyProof(from oldSize: Int) -> [Digest32]? {
        guard oldSize >= 0, oldSize <= size else { return nil }
        if oldSize == 0 || oldSize == size { return [] }
        var path: [Digest32] = []
        var (low, high, complete) = (0, size, true)
        while oldSize != high {
            let split = low + MerkleTree.largestPowerOfTwo(below: high - low)
            let sibling = oldSize <= split ? hash(split, high) : hash(low, split)
            guard let sibling else { return nil }
            path.append(sibling)
            if oldSize <= split { high = split } else { (low, complete) = (split, false) }
        }
        if !complete {
            guard let last = hash(low, high) else { return nil }
            path.append(last)
        }
        return path.reversed()
    }

    /// The hash of the entries low ..< high, where low is a multiple of the largest power of two below or at the count.
    private func hash(_ low: Int, _ high: Int) -> Digest32? {
        let count = high - low
        if count & (count - 1) == 0 { return perfect(low, height: count.trailingZeroBitCount) }
        let split = low + MerkleTree.largestPowerOfTwo(below: count)
        guard let left = hash(low, split), let right = hash(split, high) else { return nil }
        return MerkleTree.node(left, right)
    }

    /// A perfect subtree lies within one tile of the level that its height reaches.
    private func perfect(_ low: Int, height: Int) -> Digest32? {
        let level = height / 8
        let first = low >> (8 * level)
        let (number, offset, count) = (first / Tile.width, first % Tile.width, 1 << (height % 8))
        let width = min(Tile.width, Tile.count(level: level, size: size) - number * Tile.width)
        guard offset + count <= width, let tile = files.hashes(level: level, number: number, width: width) else { return nil }
        return MerkleTree.root(tile[offset..<(offset + count)])
    }
}
