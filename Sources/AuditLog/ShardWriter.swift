// SPDX-License-Identifier: EUPL-1.2
import Glibc

/// Writes a shard of the log: bundles, tiles and openings, each by temporary file and rename; the checkpoint comes last and apart.
///
/// The same leaves give the same bytes, so that writing again after a crash is harmless. A sealer alone writes a shard, under a lock.
/// What a published checkpoint covers is removed only after a later one is published whose full files hold the same.
package struct ShardWriter: Sendable {
    package enum Fault: Error, Equatable, CustomStringConvertible {
        case file(path: String, code: Int32)
        /// The files on disk are not those of the head the store remembers: nothing is signed, a new shard must begin.
        case lostEntries(size: Int)
        /// The published checkpoint is no prefix of what should be signed now.
        case inconsistent(published: Int, size: Int)
        /// The published checkpoint is not by the key of this shard.
        case foreignCheckpoint
        case leafTooLong(index: Int)
        case signing

        package var description: String {
            switch self {
            case .file(let path, let code): "cannot write \(path) (error \(code)); check disk space and permissions"
            case .lostEntries(let size): "the log directory lacks entries below size \(size); restore it from a copy or begin a new shard"
            case .inconsistent(let published, let size):
                "the published checkpoint of \(published) entries is not a prefix of the log of \(size); nothing was signed; restore the "
                    + "store and the log from the same moment or begin a new shard"
            case .foreignCheckpoint: "the checkpoint in the log directory was not signed with this shard's key; nothing was signed"
            case .leafTooLong(let index): "entry \(index) has a leaf of more than \(Leaf.maximumLength) bytes"
            case .signing: "OpenSSL refused to sign the checkpoint"
            }
        }
    }

    private let directory: String
    private let files: ShardFiles
    /// Called before every step that changes the disk; tests end the work there, as a crash would.
    private let beforeStep: @Sendable () throws -> Void

    package init(directory: String) { self.init(directory: directory) {} }

    init(directory: String, beforeStep: @escaping @Sendable () throws -> Void) {
        self.directory = directory
        files = ShardFiles(directory: directory)
        self.beforeStep = beforeStep
    }

    /// Appends entries to the log of this head and returns the new one; durable when it returns, not yet published.
    ///
    /// Throws where the files do not hold that head.
    package func append(_ items: [(leaf: [UInt8], openings: [UInt8])], to head: TreeHead) throws -> TreeHead {
        if let index = items.firstIndex(where: { $0.leaf.count > Leaf.maximumLength }) {
            throw Fault.leafTooLong(index: head.size + index)
        }
        guard let edge = RightEdge(of: head.size, in: files), edge.root == head.root else { throw Fault.lostEntries(size: head.size) }
        try refuseToFallBehindPublished(head)
        guard !items.isEmpty else { return head }
        try writeBundles(items, from: head.size, edge)
        let newSize = head.size + items.count
        let root = try writeTiles(items.map { MerkleTree.leaf($0.leaf) }, edge, from: head.size, to: newSize)
        try flush()
        return TreeHead(size: newSize, root: root)
    }

    /// Writing at a head before the published one would replace files that the published checkpoint covers.
    private func refuseToFallBehindPublished(_ head: TreeHead) throws {
        guard let note = files.read("checkpoint") else { return }
        guard let published = Checkpoint(unverified: note) else { throw Fault.foreignCheckpoint }
        guard published.size <= head.size else { throw Fault.inconsistent(published: published.size, size: head.size) }
    }

    private func writeBundles(_ items: [(leaf: [UInt8], openings: [UInt8])], from oldSize: Int, _ edge: RightEdge) throws {
        var number = oldSize / Tile.width
        var leaves = items.map(\.leaf)
        var openings = items.map(\.openings)
        let held = oldSize % Tile.width
        if held > 0 {
            guard let oldLeaves = files.entries(number: number, width: held), oldLeaves.map(MerkleTree.leaf) == edge.hashes(level: 0),
                let oldOpenings = files.openings(number: number, width: held)
            else { throw Fault.lostEntries(size: oldSize) }
            leaves = oldLeaves + leaves
            openings = oldOpenings + openings
        }
        for start in stride(from: 0, to: leaves.count, by: Tile.width) {
            let range = start..<min(start + Tile.width, leaves.count)
            try write(Tile.entriesPath(number: number, width: range.count), Bundle.encode(leaves[range], lengthBytes: 2))
            try write(Tile.openingsPath(number: number, width: range.count), Bundle.encode(openings[range], lengthBytes: 4))
            number += 1
        }
    }

    /// Writes every tile that grew, from level 0 up; a full tile gives one hash to the level above.
    private func writeTiles(_ added: [Digest32], _ oldEdge: RightEdge, from oldSize: Int, to newSize: Int) throws -> Digest32 {
        var added = added
        var edge = RightEdge()
        for level in 0..<Tile.levels(size: newSize) {
            let hashes = oldEdge.hashes(level: level) + added
            var number = Tile.count(level: level, size: oldSize) / Tile.width
            let grew = !added.isEmpty
            added = []
            for start in stride(from: 0, to: grew ? hashes.count : 0, by: Tile.width) {
                let tile = hashes[start..<min(start + Tile.width, hashes.count)]
                try write(Tile.path(level: level, number: number, width: tile.count), tile.flatMap(\.bytes))
                if tile.count == Tile.width { added.append(MerkleTree.root(tile)) }
                number += 1
            }
            edge.add(Array(hashes.suffix(hashes.count % Tile.width)))
        }
        return edge.root
    }

    /// Signs and publishes the head; a reader sees the old checkpoint or the new one.
    ///
    /// Refuses a head that the files do not hold, one smaller than the published, and one of which the published is no prefix.
    package func publish(_ checkpoint: Checkpoint, by signer: NoteSigner) throws {
        guard RightEdge(of: checkpoint.size, in: files)?.root == checkpoint.root else { throw Fault.lostEntries(size: checkpoint.size) }
        let published = try self.published(by: signer.verifier)
        if let published {
            guard published.size <= checkpoint.size, RightEdge(of: published.size, in: files)?.root == published.root else {
                throw Fault.inconsistent(published: published.size, size: checkpoint.size)
            }
        }
        let vkey = Array((signer.verifier.vkey + "\n").utf8)
        if files.read("vkey") != vkey { try write("vkey", vkey, durable: true) }
        guard published != checkpoint else { return }
        guard let note = signer.sign(checkpoint.text) else { throw Fault.signing }
        try write("checkpoint", Array(note.utf8), durable: true)
        try removeSuperseded(from: published?.size ?? 0, to: checkpoint.size)
    }

    /// Adds signature lines of witnesses to the published checkpoint; false where another one was published meanwhile.
    package func cosign(_ checkpoint: Checkpoint, with lines: [String], by verifier: NoteVerifier) throws -> Bool {
        guard try published(by: verifier) == checkpoint, let note = files.read("checkpoint") else { return false }
        let new = lines.filter { !String(decoding: note, as: UTF8.self).contains($0) }
        let cosigned = note + new.flatMap { Array($0.utf8) }
        guard SignedNote.lines(of: cosigned) != nil else { return false }
        if !new.isEmpty { try write("checkpoint", cosigned, durable: true) }
        return true
    }

    private func published(by verifier: NoteVerifier) throws -> Checkpoint? {
        guard let note = files.read("checkpoint") else { return nil }
        do {
            return try Checkpoint.open(note, verifier: verifier)
        } catch {
            throw Fault.foreignCheckpoint
        }
    }

    private func write(_ path: String, _ bytes: [UInt8], durable: Bool = false) throws {
        try beforeStep()
        if let code = try Files.replace(directory + "/" + path, with: bytes, durable: durable, beforeRename: beforeStep) {
            throw Fault.file(path: path, code: code)
        }
    }

    /// One flush of the file system for all files of an append; cheaper than one per file, and as strong.
    private func flush() throws {
        let descriptor = open(directory, O_RDONLY)
        guard descriptor >= 0 else { throw Fault.file(path: directory, code: errno) }
        defer { close(descriptor) }
        guard Files.flushFileSystem(descriptor) else { throw Fault.file(path: directory, code: errno) }
    }

    /// Partial files whose full file exists are no longer needed by any checkpoint.
    private func removeSuperseded(from oldSize: Int, to newSize: Int) throws {
        for level in 0..<Tile.levels(size: newSize) {
            let full = Tile.count(level: level, size: newSize) / Tile.width
            for number in min(Tile.count(level: level, size: oldSize) / Tile.width, full)..<full {
                try beforeStep()
                let name = Tile.numberPath(number) + ".p"
                Files.removeTree(directory + "/tile/\(level)/" + name)
                guard level == 0 else { continue }
                Files.removeTree(directory + "/tile/entries/" + name)
                Files.removeTree(directory + "/openings/" + name)
            }
        }
    }
}
