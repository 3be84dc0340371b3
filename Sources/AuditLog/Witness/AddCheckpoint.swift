// SPDX-License-Identifier: EUPL-1.2

/// What a log asks of a witness (C2SP tlog-witness, `POST <prefix>/add-checkpoint`):
///
///     old <size> LF
///     <base64 of a consistency hash> LF      0 to 63 of them
///     LF
///     <signed checkpoint>
package struct AddCheckpoint: Sendable, Equatable {
    package let oldSize: Int
    package let proof: [Digest32]
    package let checkpoint: [UInt8]

    private static let longestProof = 63

    package init(oldSize: Int, proof: [Digest32], checkpoint: [UInt8]) {
        self.oldSize = oldSize
        self.proof = proof
        self.checkpoint = checkpoint
    }

    /// Reads a body; nil where any line is not in its one right form.
    package init?(_ body: [UInt8]) {
        guard let blank = zip(body.indices, body.indices.dropFirst()).first(where: { body[$0] == 10 && body[$1] == 10 })?.1 else {
            return nil
        }
        var lines = body[..<(blank - 1)].split(separator: 10, omittingEmptySubsequences: false)[...]
        let prefix = Array("old ".utf8)
        guard let first = lines.popFirst(), first.starts(with: prefix), lines.count <= Self.longestProof,
            let oldSize = Int(String(decoding: first.dropFirst(prefix.count), as: UTF8.self)), oldSize >= 0,
            Array("old \(oldSize)".utf8) == Array(first)
        else { return nil }
        let proof = lines.compactMap { Base64.decode($0).flatMap { Digest32($0) } }
        guard proof.count == lines.count else { return nil }
        self.init(oldSize: oldSize, proof: proof, checkpoint: Array(body[(blank + 1)...]))
    }

    package var body: [UInt8] {
        Array((["old \(oldSize)"] + proof.map { Base64.encode($0.bytes) }).joined(separator: "\n").utf8) + [10, 10] + checkpoint
    }
}

/// Decides what a witness answers; pure. What it has seen of each log is passed in and given back.
package struct WitnessDesk: Sendable {
    /// The logs that are watched, by origin.
    private let logs: [String: NoteVerifier]

    package init(logs: [NoteVerifier]) { self.logs = Dictionary(logs.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first }) }

    package enum Answer: Sendable, Equatable {
        /// The checkpoint may be cosigned once it is recorded as the latest seen.
        case accept(Checkpoint, text: String)
        /// 400
        case malformed
        /// 403
        case unsigned
        /// 404
        case unknownLog
        /// 409, with the size that is on record
        case conflict(size: Int)
        /// 422: what is shown does not follow from what was seen; the log shows different people different pasts.
        case fork

        package var status: Int {
            switch self {
            case .accept: 200
            case .malformed: 400
            case .unsigned: 403
            case .unknownLog: 404
            case .conflict: 409
            case .fork: 422
            }
        }
    }

    /// The log that a body is about, as it says itself; nil where it says nothing readable.
    package static func origin(of request: AddCheckpoint) -> String? { Checkpoint(unverified: request.checkpoint)?.origin }

    /// `seen` is the latest checkpoint on record for this log.
    package func answer(_ request: AddCheckpoint, seen: TreeHead?) -> Answer {
        guard let origin = Self.origin(of: request) else { return .malformed }
        guard let verifier = logs[origin] else { return .unknownLog }
        let opened: Checkpoint
        let text: String
        do throws(SignedNote.Fault) {
            opened = try Checkpoint.open(request.checkpoint, verifier: verifier)
            text = try SignedNote.open(request.checkpoint, verifier: verifier).text
        } catch { return error == .malformed ? .malformed : .unsigned }
        guard request.oldSize <= opened.size else { return .malformed }
        let held = seen ?? .empty
        guard request.oldSize == held.size else { return .conflict(size: held.size) }
        guard
            MerkleTree.verifyConsistency(
                oldSize: held.size, oldRoot: held.root, newSize: opened.size, newRoot: opened.root, proof: request.proof)
        else { return .fork }
        return .accept(opened, text: text)
    }
}
