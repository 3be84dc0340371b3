// SPDX-License-Identifier: EUPL-1.2

/// Checks a shard on disk from its files and its public key alone; needs neither store nor keys.
///
/// One pass over the bundles with flat memory: every entry against its level-0 tile, every tile against the tile above, the head against the
/// signed checkpoint. Every byte of note text, log signature, live tiles and bundles is covered.
package struct Verification: Sendable {
    /// One thing that is wrong: where, and what is expected there.
    package struct Fault: Sendable, Equatable, CustomStringConvertible {
        /// File, relative to the shard.
        package let path: String
        /// Index of the entry in the log or of the hash in the tile.
        package let index: Int?
        package let sentence: String
        package var description: String { index.map { "\(path) at \($0): \(sentence)" } ?? "\(path): \(sentence)" }
    }

    package struct Report: Sendable, Equatable {
        package var origin = ""
        package var size = 0
        /// Root of the entries that were read; nil where some could not be.
        package var root: Digest32?
        /// Empty means that the log is sound; no more than a hundred are listed.
        package var findings: [Fault] = []
        /// Entries by kind, as their leaves say.
        package var kinds: [String: Int] = [:]
        package var isSound: Bool { findings.isEmpty }
        /// The findings as sentences.
        package var faults: [String] { findings.map(\.description) }

        mutating func add(_ path: String, at index: Int? = nil, _ sentence: String) {
            if findings.count < 100 { findings.append(Fault(path: path, index: index, sentence: sentence)) }
        }
    }

    private let files: ShardFiles

    package init(directory: String) { files = ShardFiles(directory: directory) }

    /// `read` gives the bytes at a path relative to the shard.
    package init(read: @escaping @Sendable (String) -> [UInt8]?) { files = ShardFiles(read: read) }

    /// Checks everything the checkpoint covers.
    ///
    /// `vkey` is the key the reader trusts; without it the one in the shard is taken, which shows soundness but not who signed.
    /// `previous` is a signed checkpoint that was kept from an earlier reading: the log must have grown from it.
    /// `progress` hears how many entries are done, after each bundle.
    package func run(vkey: String? = nil, previous: [UInt8]? = nil, progress: (Int) -> Void = { _ in }) -> Report {
        var report = Report()
        guard let key = vkey ?? files.read("vkey").map({ String(decoding: $0.filter { $0 != 10 }, as: UTF8.self) }),
            let verifier = NoteVerifier(vkey: key)
        else { report.add("vkey", "no readable public key"); return report }
        guard let note = files.read("checkpoint") else { report.add("checkpoint", "missing"); return report }
        guard let checkpoint = open(note, "checkpoint", verifier, &report) else { return report }
        report.origin = checkpoint.origin
        report.size = checkpoint.size
        let earlier = previous.flatMap { open($0, "previous checkpoint", verifier, &report) }
        if let earlier, earlier.size > checkpoint.size {
            report.add("checkpoint", "covers \(checkpoint.size) entries, fewer than the \(earlier.size) of an earlier one")
        }
        var walk = TreeWalk(files: files, size: checkpoint.size, earlierSize: earlier?.size)
        guard walk.run(&report, progress: progress) else { return report }
        report.root = walk.root
        if walk.root != checkpoint.root { report.add("checkpoint", "its root is not the root of the entries") }
        if let earlier, earlier.size <= checkpoint.size, walk.earlierRoot != earlier.root {
            report.add("checkpoint", "an earlier checkpoint of \(earlier.size) entries is not its prefix")
        }
        return report
    }

    /// As `run(vkey:)` for the log of a policy, whose quorum must have cosigned the checkpoint.
    package func run(policy: LogPolicy, previous: [UInt8]? = nil, progress: (Int) -> Void = { _ in }) -> Report {
        var report = Report()
        guard let note = files.read("checkpoint") else { report.add("checkpoint", "missing"); return report }
        guard let log = policy.logs.first(where: { (try? Checkpoint.open(note, verifier: $0)) != nil }) else {
            report.add("checkpoint", "no valid signature by a log of the policy")
            return report
        }
        report = run(vkey: log.vkey, previous: previous, progress: progress)
        if !policy.isMet(by: note) { report.add("checkpoint", "lacks the cosignatures that the policy asks for") }
        return report
    }

    private func open(_ note: [UInt8], _ path: String, _ verifier: NoteVerifier, _ report: inout Report) -> Checkpoint? {
        do {
            return try Checkpoint.open(note, verifier: verifier)
        } catch {
            switch error {
            case .malformed: report.add(path, "not a signed checkpoint of this log")
            case .noKnownSignature: report.add(path, "no signature by the log's key")
            case .wrongSignature: report.add(path, "the log's signature does not fit the text")
            }
            return nil
        }
    }
}
