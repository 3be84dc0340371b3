// SPDX-License-Identifier: EUPL-1.2

/// Checks a shard on disk from its files and its public key alone; needs neither store nor keys.
///
/// One pass over the bundles with flat memory: every entry against its level-0 tile, every tile against the tile above, the head against the
/// signed checkpoint. Every byte of note text, log signature, live tiles and bundles is covered.
package struct Verification: Sendable {
    package struct Report: Sendable, Equatable {
        package var origin = ""
        package var size = 0
        package var root: Digest32?
        /// What is wrong, one sentence each, naming file and index; empty means that the log is sound.
        package var faults: [String] = []
        /// Entries by kind, as their leaves say.
        package var kinds: [String: Int] = [:]
        package var isSound: Bool { faults.isEmpty }
    }

    /// How a file of the shard is read; tests pass changed bytes through it.
    private let read: @Sendable (String) -> [UInt8]?

    package init(directory: String) { read = { Files.read(directory + "/" + $0) } }

    package init(read: @escaping @Sendable (String) -> [UInt8]?) { self.read = read }

    package func run(vkey: String? = nil) -> Report {
        var report = Report()
        guard let key = vkey ?? read("vkey").map({ String(decoding: $0, as: UTF8.self).filter { $0 != "\n" } }),
            let verifier = NoteVerifier(vkey: key)
        else { report.faults.append("vkey: no readable public key"); return report }
        guard let note = read("checkpoint") else { report.faults.append("checkpoint: missing"); return report }
        let checkpoint: Checkpoint
        do {
            let text = try SignedNote.open(note, verifier: verifier).text
            guard let parsed = Checkpoint(text: text), parsed.origin == verifier.name else {
                report.faults.append("checkpoint: its text has not the form of a checkpoint of this log")
                return report
            }
            checkpoint = parsed
        } catch {
            report.faults.append("checkpoint: \(Self.words(error))")
            return report
        }
        report.origin = checkpoint.origin
        report.size = checkpoint.size
        let root = walk(size: checkpoint.size, &report)
        report.root = root
        if root != checkpoint.root { report.faults.append("checkpoint: its root is not the root of the entries") }
        return report
    }

    private static func words(_ fault: SignedNote.Fault) -> String {
        switch fault {
        case .malformed: "not a signed note"
        case .noKnownSignature: "no signature by the log's key"
        case .wrongSignature: "the log's signature does not fit the text"
        }
    }

    private func walk(size: Int, _ report: inout Report) -> Digest32 {
        var range = CompactRange()
        var pending: [[Digest32]] = []
        for (number, width) in Tile.tiles(level: 0, size: size) {
            let path = Tile.entriesPath(number: number, width: width)
            guard let bytes = read(path), let entries = Bundle.decode(bytes, lengthBytes: 2), entries.count == width else {
                report.faults.append("\(path): not a bundle of \(width) entries")
                continue
            }
            let hashes = entries.map(MerkleTree.leaf)
            for (offset, entry) in entries.enumerated() {
                if let kind = Leaf.kind(of: entry) {
                    report.kinds[kind.rawValue, default: 0] += 1
                } else {
                    report.faults.append("\(path): entry \(number * Tile.width + offset) has not the form of a leaf")
                }
            }
            for hash in hashes { range.append(hash) }
            compare(hashes, level: 0, number: number, size: size, &report, &pending)
        }
        for level in 1..<max(1, pending.count) where !pending[level].isEmpty {
            check(pending[level], level: level, number: Tile.count(level: level, size: size) / Tile.width, &report)
        }
        return range.root
    }

    /// Compares a tile with what it must hold; a full one goes into the tile above.
    private func compare(_ hashes: [Digest32], level: Int, number: Int, size: Int, _ report: inout Report, _ pending: inout [[Digest32]]) {
        check(hashes, level: level, number: number, &report)
        while pending.count <= level + 1 { pending.append([]) }
        guard hashes.count == Tile.width else { return }
        pending[level + 1].append(MerkleTree.root(hashes))
        if pending[level + 1].count == Tile.width {
            let full = pending[level + 1]
            pending[level + 1] = []
            compare(full, level: level + 1, number: number / Tile.width, size: size, &report, &pending)
        }
    }

    private func check(_ hashes: [Digest32], level: Int, number: Int, _ report: inout Report) {
        let path = Tile.path(level: level, number: number, width: hashes.count)
        guard let bytes = read(path) else { report.faults.append("\(path): missing"); return }
        guard bytes.count == hashes.count * 32 else {
            report.faults.append("\(path): has \(bytes.count) bytes, not \(hashes.count * 32)"); return
        }
        if let wrong = hashes.indices.first(where: { Array(bytes[($0 * 32)..<($0 * 32 + 32)]) != hashes[$0].bytes }) {
            report.faults.append("\(path): hash \(wrong) is not that of what lies below it")
        }
    }
}
