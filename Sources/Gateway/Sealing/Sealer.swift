// SPDX-License-Identifier: EUPL-1.2
package import AuditLog
import ExchangeSchema
package import ExchangeStore
import Glibc

/// Moves committed audit entries into the log and signs the new head: files first, then the store, then the checkpoint.
///
/// A crash between any two steps is made good by the next run; a head is signed only after the store has recorded it.
package struct Sealer: Sendable {
    private let store: Store
    private let directory: String
    private let origin: String
    private let year: Int

    /// `directory` is the folder of the shard; `origin` its name without the year.
    package init(store: Store, directory: String, origin: String, year: Int) {
        self.store = store
        self.directory = directory
        self.origin = origin
        self.year = year
    }

    private var shard: String { "\(origin)/\(year)" }

    package struct Head: Sendable, Equatable {
        package let size: Int
        package let root: Digest32
    }

    /// Seals at most `limit` entries a time until none waits; returns the head.
    package func seal(limit: Int = 8192) throws -> Head {
        let lock = try FileLock(directory + "/.lock")
        defer { lock.release() }
        let signer = try store.logSigner(shard)
        try begin(signer)
        while try sealOnce(limit) > 0 {}
        let head = try store.transaction { try $0.logHead(shard) } ?? (size: 0, root: MerkleTree.emptyRoot)
        try ShardWriter(directory: directory).publish(Checkpoint(origin: shard, size: head.size, root: head.root), by: signer)
        return Head(size: head.size, root: head.root)
    }

    /// Entry 0 of a shard says that it begins and holds the last checkpoint of the shard before it, whatever else waits to be sealed.
    private func begin(_ signer: NoteSigner) throws {
        try store.transaction { transaction in
            guard try transaction.logHead(shard) == nil else { return }
            var members: [(key: String, value: EntryValue)] = [
                ("event", .text("opened")), ("shard", .text(shard)), ("vkey", .text(signer.verifier.vkey)),
            ]
            if let previous = previousCheckpoint() { members.append(("previous", .text(previous))) }
            let opening = AuditDraft(
                entry: Entry(kind: .shard, milliseconds: transaction.at.milliseconds, sections: [.what: .object(members)]))
            let seq = try transaction.append(opening)
            guard let entry = try transaction.unsealed(seq: seq) else { preconditionFailure("an entry was not kept until it was sealed") }
            let head = try ShardWriter(directory: directory).append([entry], to: .empty)
            try transaction.sealed([seq], shard: shard, firstIndex: 0, size: head.size, root: head.root)
        }
    }

    /// The signed checkpoint with which the latest earlier shard beside this one ended.
    private func previousCheckpoint() -> String? {
        let parent = directory.lastIndex(of: "/").map { String(directory[..<$0]) } ?? "."
        return (1...10).lazy.compactMap { ShardReader.checkpointNote(directory: "\(parent)/\(year - $0)") }.first
            .map { String(decoding: $0, as: UTF8.self) }
    }

    /// The files are written beside whoever works in the store: the lock on the shard keeps other sealers away, and a crash before the store
    /// knows leaves files beyond its head, which the next run writes again, the same.
    private func sealOnce(_ limit: Int) throws -> Int {
        let (waiting, held) = try store.transaction { transaction in
            (
                try transaction.unsealed(limit: limit),
                try transaction.logHead(shard).map { TreeHead(size: $0.size, root: $0.root) } ?? .empty
            )
        }
        guard !waiting.isEmpty else { return 0 }
        let head = try ShardWriter(directory: directory).append(waiting.map { ($0.leaf, $0.openings) }, to: held)
        try store.transaction { transaction in
            try transaction.sealed(waiting.map(\.seq), shard: shard, firstIndex: held.size, size: head.size, root: head.root)
        }
        return waiting.count
    }
}

/// An advisory lock on a file, held by one process at a time.
struct FileLock {
    private let descriptor: Int32

    init(_ path: String) throws {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw GatewayError.folder(path) }
        guard flock(descriptor, LOCK_EX) == 0 else {
            close(descriptor)
            throw GatewayError.folder(path)
        }
    }

    private init(held descriptor: Int32) { self.descriptor = descriptor }

    /// Takes the lock where nobody holds it; nil where somebody does.
    static func ifFree(_ path: String) throws -> FileLock? {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw GatewayError.folder(path) }
        if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return FileLock(held: descriptor) }
        let isTaken = errno == EWOULDBLOCK
        close(descriptor)
        guard isTaken else { throw GatewayError.folder(path) }
        return nil
    }

    func release() {
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }
}

/// What is wrong with the world around the gateway, with a next step.
package enum GatewayError: Error, Equatable, CustomStringConvertible {
    case folder(String)
    case backlogFull(waiting: Int, most: Int)
    case otherSubject(Int64)
    case noSpace(String)

    /// What a failed write or flush means, by its error code.
    static func writing(_ path: String, _ code: Int32) -> GatewayError {
        [ENOSPC, EDQUOT, EFBIG].contains(code) ? .noSpace(path) : .folder(path)
    }

    package var description: String {
        switch self {
        case .folder(let path): "cannot write to \(path); check that the folder exists and that this user may write there"
        case .backlogFull(let waiting, let most):
            "\(waiting) records wait already and \(most) may; nothing was lost, what was not taken is taken when there is room ('xchg queue stats')"
        case .otherSubject(let record):
            "record \(record) is about somebody else by today's mapping; decide with 'xchg person split' who that is"
        case .noSpace(let path):
            "there is no space left for \(path); nothing that was accepted is lost, new work is refused; make space and run it again"
        }
    }
}
