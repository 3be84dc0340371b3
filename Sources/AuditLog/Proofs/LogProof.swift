// SPDX-License-Identifier: EUPL-1.2

/// A file that proves, without the log, that an entry stands in it (C2SP tlog-proof):
///
///     c2sp.org/tlog-proof@v1 LF
///     extra <base64> LF                 here: the leaf itself
///     index <n> LF
///     <base64 of a sibling hash> LF     from the leaf up, none for a log of one entry
///     LF
///     <signed checkpoint, with its cosignatures>
package struct LogProof: Sendable, Equatable {
    package let leaf: [UInt8]
    package let index: Int
    package let path: [Digest32]
    /// The signed checkpoint as published.
    package let checkpoint: [UInt8]

    package enum Fault: Error, Equatable, Sendable, CustomStringConvertible {
        case malformed, note(SignedNote.Fault), notInLog, notEnoughWitnesses

        package var description: String {
            switch self {
            case .malformed: "not a proof file of the form c2sp.org/tlog-proof@v1 with an entry in it"
            case .note(.malformed): "the checkpoint in the proof is not a signed note"
            case .note(.noKnownSignature): "the checkpoint in the proof has no signature by the log's key"
            case .note(.wrongSignature): "a signature on the checkpoint in the proof does not fit its text"
            case .notInLog: "the entry is not at that place in the log that the checkpoint covers"
            case .notEnoughWitnesses: "the checkpoint in the proof lacks the cosignatures that the policy asks for"
            }
        }
    }

    private static let head = "c2sp.org/tlog-proof@v1"
    /// A tree of 2^63 leaves has no longer path.
    private static let longestPath = 63

    /// What a log of this directory can prove today; nil where it lacks the entry, a tile or a checkpoint.
    package init?(of index: Int, in directory: String) {
        guard let note = ShardReader.checkpointNote(directory: directory), let checkpoint = Checkpoint(unverified: note),
            let leaf = ShardReader(directory: directory, size: checkpoint.size).leaf(index),
            let path = TreeReader(directory: directory, size: checkpoint.size).inclusionProof(of: index)
        else { return nil }
        self.leaf = leaf
        self.index = index
        self.path = path
        self.checkpoint = note
    }

    /// Reads a proof file; every line must be in its one right form.
    package init(_ file: [UInt8]) throws(Fault) {
        guard let blank = zip(file.indices, file.indices.dropFirst()).first(where: { file[$0] == 10 && file[$1] == 10 })?.1 else {
            throw .malformed
        }
        var lines = file[..<(blank - 1)].split(separator: 10, omittingEmptySubsequences: false)[...]
        guard lines.popFirst().map(Array.init) == Array(Self.head.utf8), let extra = lines.popFirst().flatMap({ Self.value($0, "extra") }),
            let leaf = Base64.decode(extra), Leaf.isWellFormed(leaf), let number = lines.popFirst().flatMap({ Self.value($0, "index") }),
            let index = Int(String(decoding: number, as: UTF8.self)), index >= 0, Array(String(index).utf8) == Array(number),
            lines.count <= Self.longestPath
        else { throw .malformed }
        let path = lines.compactMap { Base64.decode($0).flatMap { Digest32($0) } }
        guard path.count == lines.count else { throw .malformed }
        self.leaf = leaf
        self.index = index
        self.path = path
        checkpoint = Array(file[(blank + 1)...])
    }

    private static func value(_ line: ArraySlice<UInt8>, _ key: String) -> ArraySlice<UInt8>? {
        let prefix = Array(key.utf8) + [32]
        return line.starts(with: prefix) ? line.dropFirst(prefix.count) : nil
    }

    package var file: [UInt8] {
        let lines = [Self.head, "extra \(Base64.encode(leaf))", "index \(index)"] + path.map { Base64.encode($0.bytes) }
        return Array((lines.joined(separator: "\n") + "\n\n").utf8) + checkpoint
    }

    /// Checks the proof against the log's key, offline; returns the checkpoint it leads to.
    @discardableResult
    package func verify(by verifier: NoteVerifier) throws(Fault) -> Checkpoint {
        let opened: Checkpoint
        do { opened = try Checkpoint.open(checkpoint, verifier: verifier) } catch { throw .note(error) }
        guard
            MerkleTree.verifyInclusion(leaf: MerkleTree.leaf(leaf), index: index, size: opened.size, proof: path, root: opened.root)
        else { throw .notInLog }
        return opened
    }

    /// As `verify(by:)`, and the checkpoint must carry the cosignatures that the policy asks for.
    @discardableResult
    package func verify(under policy: LogPolicy) throws(Fault) -> Checkpoint {
        guard let log = policy.logs.first(where: { (try? Checkpoint.open(checkpoint, verifier: $0)) != nil }) ?? policy.logs.first else {
            throw .note(.noKnownSignature)
        }
        let opened = try verify(by: log)
        guard policy.isMet(by: checkpoint) else { throw .notEnoughWitnesses }
        return opened
    }
}
