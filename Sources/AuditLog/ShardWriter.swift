// SPDX-License-Identifier: EUPL-1.2
import Glibc

/// Writes a shard of the log: bundles, tiles and openings, each by temporary file and rename; the checkpoint comes last and apart.
///
/// The same leaves give the same bytes, so that writing again after a crash is harmless. A sealer alone writes a shard, under a lock.
package struct ShardWriter: Sendable {
    package enum Fault: Error, Equatable, CustomStringConvertible {
        case file(path: String, code: Int32)
        /// The files on disk are not those of the size the store remembers: nothing is signed, a new shard must begin.
        case lostEntries(size: Int)

        package var description: String {
            switch self {
            case .file(let path, let code): "cannot write \(path) (error \(code)); check disk space and permissions"
            case .lostEntries(let size): "the log directory lacks entries below size \(size); restore it from a copy or begin a new shard"
            }
        }
    }

    private let directory: String

    package init(directory: String) { self.directory = directory }

    /// Appends entries to a log of `oldSize` entries and returns the new head; durable when it returns, not yet published.
    package func append(_ items: [(leaf: [UInt8], openings: [UInt8])], to oldSize: Int) throws -> (size: Int, root: Digest32) {
        let newSize = oldSize + items.count
        var firstNumber = oldSize / Tile.width
        let held = oldSize % Tile.width
        var leaves: [[UInt8]] = []
        var openings: [[UInt8]] = []
        if held > 0 {
            leaves = try tail(Tile.entriesPath(number: firstNumber, width: held), count: held, lengthBytes: 2, size: oldSize)
            openings = try tail(Tile.openingsPath(number: firstNumber, width: held), count: held, lengthBytes: 4, size: oldSize)
        }
        leaves.append(contentsOf: items.map(\.leaf))
        openings.append(contentsOf: items.map(\.openings))
        var start = 0
        while start < leaves.count {
            let width = min(Tile.width, leaves.count - start)
            let range = start..<(start + width)
            try write(Tile.entriesPath(number: firstNumber, width: width), Bundle.encode(leaves[range], lengthBytes: 2))
            try write(Tile.openingsPath(number: firstNumber, width: width), Bundle.encode(openings[range], lengthBytes: 4))
            start += width
            firstNumber += 1
        }
        let hashes = leaves.dropFirst(0).map(MerkleTree.leaf)
        let root = try writeTiles(hashes, from: oldSize, to: newSize)
        try syncAll()
        try removeSuperseded(from: oldSize, to: newSize)
        return (newSize, root)
    }

    /// `hashes` are those of level 0 from the start of the last partial tile on.
    private func writeTiles(_ hashes: [Digest32], from oldSize: Int, to newSize: Int) throws -> Digest32 {
        var fresh = hashes
        var level = 0
        var rightEdge: [(level: Int, hashes: [Digest32])] = []
        while Tile.count(level: level, size: newSize) > 0 {
            let oldCount = Tile.count(level: level, size: oldSize)
            var number = oldCount / Tile.width
            var start = 0
            var above: [Digest32] = []
            while start < fresh.count {
                let width = min(Tile.width, fresh.count - start)
                let tile = Array(fresh[start..<(start + width)])
                try write(Tile.path(level: level, number: number, width: width), tile.flatMap(\.bytes))
                if width == Tile.width { above.append(MerkleTree.root(tile)) }
                start += width
                number += 1
            }
            let partial = Tile.count(level: level, size: newSize) % Tile.width
            rightEdge.append((level, partial == 0 ? [] : Array(fresh.suffix(partial))))
            let aboveHeld = Tile.count(level: level + 1, size: oldSize) % Tile.width
            if aboveHeld > 0, Tile.count(level: level + 1, size: newSize) > 0 {
                let number = Tile.count(level: level + 1, size: oldSize) / Tile.width
                above = try hashesOfTile(level: level + 1, number: number, width: aboveHeld, size: oldSize) + above
            }
            fresh = above
            level += 1
        }
        var range = CompactRange()
        for edge in rightEdge.reversed() { for hash in edge.hashes { range.append(subtree: hash, height: edge.level * 8) } }
        return range.root
    }

    private func hashesOfTile(level: Int, number: Int, width: Int, size: Int) throws -> [Digest32] {
        guard let bytes = Files.read(directory + "/" + Tile.path(level: level, number: number, width: width)), bytes.count == width * 32
        else {
            throw Fault.lostEntries(size: size)
        }
        return stride(from: 0, to: bytes.count, by: 32).compactMap { Digest32(bytes[$0..<($0 + 32)]) }
    }

    private func tail(_ path: String, count: Int, lengthBytes: Int, size: Int) throws -> [[UInt8]] {
        guard let bytes = Files.read(directory + "/" + path), let items = Bundle.decode(bytes, lengthBytes: lengthBytes),
            items.count == count
        else { throw Fault.lostEntries(size: size) }
        return items
    }

    /// Signs and publishes the head; a reader sees the old checkpoint or the new one.
    package func publish(_ checkpoint: Checkpoint, by signer: NoteSigner) throws {
        guard let note = signer.sign(checkpoint.text) else { throw Fault.file(path: "checkpoint", code: EIO) }
        try write("checkpoint", Array(note.utf8), durable: true)
        try write("vkey", Array((signer.verifier.vkey + "\n").utf8), durable: true)
    }

    private func write(_ path: String, _ bytes: [UInt8], durable: Bool = false) throws {
        if let code = Files.replace(directory + "/" + path, with: bytes, durable: durable) { throw Fault.file(path: path, code: code) }
    }

    /// One flush of the file system for all files of an append; cheaper than one per file, and as strong.
    private func syncAll() throws {
        let descriptor = open(directory, O_RDONLY)
        guard descriptor >= 0 else { throw Fault.file(path: directory, code: errno) }
        defer { close(descriptor) }
        guard Files.flushFileSystem(descriptor) else { throw Fault.file(path: directory, code: errno) }
    }

    /// Partial tiles whose full tile now exists are no longer needed by any checkpoint.
    private func removeSuperseded(from oldSize: Int, to newSize: Int) throws {
        var level = 0
        while Tile.count(level: level, size: oldSize) > 0 {
            let (old, new) = (Tile.count(level: level, size: oldSize), Tile.count(level: level, size: newSize))
            if old % Tile.width > 0, new / Tile.width > old / Tile.width {
                Files.removeTree(directory + "/tile/\(level)/" + Tile.numberPath(old / Tile.width) + ".p")
                if level == 0 {
                    Files.removeTree(directory + "/tile/entries/" + Tile.numberPath(old / Tile.width) + ".p")
                    Files.removeTree(directory + "/openings/" + Tile.numberPath(old / Tile.width) + ".p")
                }
            }
            level += 1
        }
    }
}
