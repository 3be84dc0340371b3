// SPDX-License-Identifier: EUPL-1.2

/// The pass of a verification over bundles and tiles; holds one unfinished tile a level.
struct TreeWalk {
    private let files: ShardFiles
    private let size: Int
    private let earlierSize: Int?
    private var range = CompactRange()
    private var pending: [[Digest32]] = []
    /// Root of the first `earlierSize` entries.
    private(set) var earlierRoot: Digest32?

    init(files: ShardFiles, size: Int, earlierSize: Int?) {
        self.files = files
        self.size = size
        self.earlierSize = earlierSize
        if earlierSize == 0 { earlierRoot = MerkleTree.emptyRoot }
    }

    var root: Digest32 { range.root }

    /// False where neither bundle nor tile tells what the tree holds at some place, so that no root can be computed.
    mutating func run(_ report: inout Verification.Report, progress: (Int) -> Void) -> Bool {
        var number = 0
        while range.size < size {
            let width = min(Tile.width, size - range.size)
            guard let hashes = bundleHashes(number, width, &report) ?? files.hashes(level: 0, number: number, width: width) else {
                report.add(
                    Tile.path(level: 0, number: number, width: width), "missing or not of \(width) hashes; nothing after it was checked")
                return false
            }
            for hash in hashes {
                range.append(hash)
                if range.size == earlierSize { earlierRoot = range.root }
            }
            compare(hashes, level: 0, number: number, &report)
            number += 1
            progress(range.size)
        }
        for level in pending.indices.dropFirst() where !pending[level].isEmpty {
            check(pending[level], level: level, number: Tile.count(level: level, size: size) / Tile.width, &report)
        }
        return true
    }

    /// The leaf hashes of a bundle, nil where it can't be read.
    private func bundleHashes(_ number: Int, _ width: Int, _ report: inout Verification.Report) -> [Digest32]? {
        let path = Tile.entriesPath(number: number, width: width)
        guard let entries = files.entries(number: number, width: width) else {
            report.add(path, "missing or not a bundle of \(width) entries")
            return nil
        }
        for (offset, entry) in entries.enumerated() {
            let index = number * Tile.width + offset
            guard let kind = Leaf.kind(of: entry) else {
                report.add(path, at: index, "the entry has not the form of a leaf")
                continue
            }
            report.kinds[kind.rawValue, default: 0] += 1
            if index == 0, kind != .shard { report.add(path, at: 0, "the first entry does not open the shard") }
        }
        return entries.map(MerkleTree.leaf)
    }

    /// Compares a tile with what it must hold; a full one goes into the tile above.
    private mutating func compare(_ hashes: [Digest32], level: Int, number: Int, _ report: inout Verification.Report) {
        check(hashes, level: level, number: number, &report)
        while pending.count <= level + 1 { pending.append([]) }
        guard hashes.count == Tile.width else { return }
        pending[level + 1].append(MerkleTree.root(hashes))
        if pending[level + 1].count == Tile.width {
            let full = pending[level + 1]
            pending[level + 1] = []
            compare(full, level: level + 1, number: number / Tile.width, &report)
        }
    }

    private func check(_ hashes: [Digest32], level: Int, number: Int, _ report: inout Verification.Report) {
        let path = Tile.path(level: level, number: number, width: hashes.count)
        guard let held = files.hashes(level: level, number: number, width: hashes.count) else {
            report.add(path, "missing or not of \(hashes.count) hashes")
            return
        }
        if let wrong = hashes.indices.first(where: { held[$0] != hashes[$0] }) {
            let below =
                level == 0
                ? Tile.entriesPath(number: number, width: hashes.count)
                : Tile.path(level: level - 1, number: number * Tile.width + wrong, width: Tile.width)
            report.add(path, at: wrong, "the hash does not fit what \(below) holds; one of the two was changed")
        }
    }
}
