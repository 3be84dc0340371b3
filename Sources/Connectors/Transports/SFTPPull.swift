// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema
import Foundation

/// Fetches files from a partner's SFTP server into the inbox; the feed of that folder then reads them.
///
///     inbox/.<name>.part   what has come of a file
///     inbox/.<name>.seen   when the file that it is a part of was last modified; without it the part is begun anew
///     inbox/.<name>.done   the whole file, on disk; the server may still have it
///     inbox/<name>         the whole file, and the server has it no more
///
/// Files are fetched in the order of their names and none overtakes one that could not be fetched; triggers (`.ok`) come last. A file is taken once:
/// whichever step a crash interrupts, the next poll goes on from there.
package struct SFTPPull: SourceFeed {
    package var name: String { inbox.name }
    package var agency: Agency { inbox.agency }
    private let remote: SFTPFolder
    private let folder: String
    private let inbox: any SourceFeed
    private let needsTrigger: Bool
    private let patience: Patience
    private let pause: @Sendable (Int) -> Void

    /// `inbox` reads the files of `folder`. With `needsTrigger`, a file is left on the server until its `.ok` lies beside it.
    package init(
        remote: SFTPFolder, folder: String, inbox: any SourceFeed, needsTrigger: Bool = false, patience: Patience = .usual,
        pause: @escaping @Sendable (Int) -> Void = { sleep(UInt32(clamping: $0)) }
    ) {
        self.remote = remote
        self.folder = folder
        self.inbox = inbox
        self.needsTrigger = needsTrigger
        self.patience = patience
        self.pause = pause
    }

    package func poll(from position: FeedPosition?, take: (FramedBatch) throws -> Void) throws {
        var trouble: (any Error)?
        do { try spool() } catch { trouble = error }
        // What came whole is read, whatever happened to the rest.
        try inbox.poll(from: position, take: take)
        if let trouble { throw trouble }
    }

    private func spool() throws {
        let choice = SFTPChoice(try patiently { try remote.names() }, needsTrigger: needsTrigger)
        try finishInterrupted(among: Set(choice.inOrder))
        var passedOver: SFTPTransportError? = choice.isComplete ? nil : .unsafeName
        for name in choice.inOrder where !SpoolFile.exists("\(folder)/\(name)") {
            do { try fetch(name) } catch SFTPTransportError.tooLong {
                try forget(name)
                passedOver = .tooLong
            }
        }
        if let passedOver { throw passedOver }
    }

    private func fetch(_ name: String) throws {
        try patiently { try receive(name) }
        try SpoolFile.move("\(folder)/.\(name).part", to: "\(folder)/.\(name).done")
        try SpoolFile.remove("\(folder)/.\(name).seen")
        try release(name)
    }

    /// The server gives the file up, then it appears in the inbox.
    private func release(_ name: String) throws {
        try patiently { try remote.remove(name) }
        try SpoolFile.move("\(folder)/.\(name).done", to: "\(folder)/\(name)")
    }

    /// Ends what a crash interrupted: whole files that the inbox does not show yet.
    private func finishInterrupted(among listed: Set<String>) throws {
        for hidden in try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        where hidden.hasPrefix(".") && hidden.hasSuffix(".done") {
            let name = String(hidden.dropFirst().dropLast(".done".count))
            let target = "\(folder)/\(name)"
            if SpoolFile.exists(target) { continue }
            guard listed.contains(name) else {
                try SpoolFile.move("\(folder)/\(hidden)", to: target)
                continue
            }
            // The server has a file of that name: the same one, or another that was put there since.
            try forget(name)
            try patiently { try receive(name) }
            let isSame = try SpoolFile.read("\(folder)/.\(name).part") == SpoolFile.read("\(folder)/\(hidden)")
            try forget(name)
            if isSame { try release(name) } else { try SpoolFile.move("\(folder)/\(hidden)", to: target) }
        }
    }

    private func forget(_ name: String) throws {
        try SpoolFile.remove("\(folder)/.\(name).part")
        try SpoolFile.remove("\(folder)/.\(name).seen")
    }

    /// Brings the part of a file to its end; what came stays for the next attempt.
    private func receive(_ name: String) throws {
        let (part, seen) = ("\(folder)/.\(name).part", "\(folder)/.\(name).seen")
        let expected = try SpoolFile.read(seen).flatMap { Int(String(decoding: $0, as: UTF8.self)) }
        let descriptor = open(part, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | (expected == nil ? O_TRUNC : 0), 0o640)
        guard descriptor >= 0 else { throw SFTPTransportError.disk(errno) }
        defer { close(descriptor) }
        let offset = Int(lseek(descriptor, 0, SEEK_END))
        let outcome = try remote.download(name, to: descriptor, from: max(0, offset), expecting: offset > 0 ? expected : nil)
        switch outcome.failure {
        case nil: guard fsync(descriptor) == 0 else { throw SFTPTransportError.disk(errno) }
        case .changed?:
            // Another file of that name, or one that is shorter than what we have of it.
            try SpoolFile.remove(seen)
            throw SFTPTransportError.changed
        case let failure?:
            if let modified = outcome.modified { try SpoolFile.write(Array(String(modified).utf8), to: seen) }
            throw SFTPTransportError(failure)
        }
    }

    private func patiently<Result>(_ work: () throws -> Result) throws -> Result {
        var attempt = 1
        while true {
            do { return try work() } catch let error as SFTPTransportError {
                guard error.isPassing, attempt < patience.attempts else { throw error }
                pause(min(patience.longestWait, 1 << min(attempt - 1, 10)))
                attempt += 1
            }
        }
    }
}

/// Which files of a listing are taken, and in which order; pure.
struct SFTPChoice: Equatable {
    let messages: [String]
    let triggers: [String]
    /// False where a name can't be taken as it is.
    let isComplete: Bool

    init(_ names: [String], needsTrigger: Bool) {
        let visible = names.filter { !$0.hasPrefix(".") }
        let usable = visible.filter(SFTPFolder.isSafe).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        let present = Set(usable)
        messages = usable.filter { name in
            guard name.contains("."), !name.hasSuffix(".ok") else { return false }
            let stem = name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
            return !needsTrigger || present.contains(name + ".ok") || present.contains(stem + ".ok")
        }
        triggers = usable.filter { $0.hasSuffix(".ok") }
        isComplete = visible.count == usable.count
    }

    var inOrder: [String] { messages + triggers }
}
