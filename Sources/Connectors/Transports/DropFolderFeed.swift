// SPDX-License-Identifier: EUPL-1.2
import Contracts
package import ExchangeSchema
import Foundation

/// A folder into which an agency drops files; each is read once and removed when all of it is durable.
///
/// Files are taken in the order of their names; one that needs a trigger waits until `NAME.ok`, or the same without its ending, stands beside it.
/// Names that begin with a dot, folders and the companions `.ok` and `vragen.csv` are not read as messages, nor are statements of what a
/// sender holds (`…controle.csv`). Small files share a commit; a large one is committed in batches. The numbers of numbered files are
/// committed with the last records of those files.
package struct DropFolderFeed: SourceFeed {
    package let name: String
    package let agency: Agency
    private let folder: String
    private let connector: any SourceConnector
    private let batchSize: Int
    private let keepsFiles: Bool

    /// With `keepsFiles` nothing is removed, as for a rehearsal.
    package init(folder: String, connector: any SourceConnector, batchSize: Int = 500, keepsFiles: Bool = false) {
        agency = connector.agency
        name = "\(connector.agency)/inbox"
        self.folder = folder
        self.connector = connector
        self.batchSize = batchSize
        self.keepsFiles = keepsFiles
    }

    package func poll(from position: FeedPosition?, take: (FramedBatch) throws -> Void) throws {
        let names = try namesInFolder()
        let present = Set(names)
        let messages = names.filter { Self.isMessage($0) && isComplete($0, among: present) }
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        var gathered = FramedBatch()
        var finished: [String] = []
        func flush() throws {
            gathered.sequences = finished.compactMap { connector.sequence(ofFileNamed: $0) }
            if !gathered.isEmpty { try take(gathered) }
            gathered = FramedBatch()
            // The file goes first: a trigger that is left alone by a crash is cleared away by the next run.
            for done in finished { try remove(done) }
            finished = []
        }
        var unreadable: String?
        for message in messages {
            let path = "\(folder)/\(message)"
            do {
                try connector.frame(fileAt: path, named: message, batchSize: batchSize) { batch in
                    gathered.records.append(contentsOf: batch.records)
                    gathered.faults.append(contentsOf: batch.faults)
                    if gathered.records.count + gathered.faults.count >= batchSize {
                        let full = gathered
                        gathered = FramedBatch()
                        try take(full)
                    }
                }
                finished.append(message)
            } catch is UnreadableFile {
                unreadable = unreadable ?? Self.stillThere(path)
            } catch is CocoaError {
                unreadable = unreadable ?? Self.stillThere(path)
            }
            if gathered.records.count + gathered.faults.count >= batchSize || finished.count >= batchSize { try flush() }
        }
        try flush()
        if unreadable == nil { try removeCompanions(names) }
        if let unreadable { throw FolderTransportError.unreadable(unreadable) }
    }

    /// Nil where the file is gone: another process read and removed it. Any other file that can't be read is reported after the rest was read.
    private static func stillThere(_ path: String) -> String? { access(path, F_OK) == 0 ? path : nil }

    /// Whether a file of this name is read as a message.
    package static func isMessage(_ name: String) -> Bool {
        !name.hasPrefix(".") && !name.hasSuffix(".ok") && name != "vragen.csv" && !name.hasSuffix("controle.csv") && name.contains(".")
    }

    private func namesInFolder() throws -> [String] {
        do { return try FileManager.default.contentsOfDirectory(atPath: folder) } catch { throw FolderTransportError.unreadable(folder) }
    }

    package func outlook(from position: FeedPosition?) throws -> FeedOutlook {
        var outlook = FeedOutlook(feed: name, agency: agency)
        let names = try namesInFolder()
        let present = Set(names)
        for message in names where Self.isMessage(message) {
            guard isComplete(message, among: present) else {
                outlook.withoutTrigger += 1
                continue
            }
            var status = stat()
            guard stat("\(folder)/\(message)", &status) == 0 else { continue }
            outlook.files += 1
            outlook.bytes += Int(status.st_size)
        }
        return outlook
    }

    private func remove(_ name: String) throws {
        guard !keepsFiles else { return }
        let path = "\(folder)/\(name)"
        if unlink(path) != 0, errno != ENOENT { throw FolderTransportError.unremovable(path) }
    }

    package func waiting() throws -> [String] {
        let names = try namesInFolder()
        let present = Set(names)
        return names.filter { Self.isMessage($0) && !isComplete($0, among: present) }.sorted()
    }

    private func isComplete(_ name: String, among names: Set<String>) -> Bool {
        guard connector.waitsForTrigger(fileNamed: name) else { return true }
        return names.contains("\(name).ok") || names.contains("\(Self.stem(name)).ok")
    }

    private static func stem(_ name: String) -> String {
        guard let dot = name.lastIndex(of: ".") else { return name }
        return String(name[..<dot])
    }

    /// Removes companions of files that are gone. A trigger comes after its file: one that was seen without its file has done its work.
    private func removeCompanions(_ names: [String]) throws {
        let left = try FileManager.default.contentsOfDirectory(atPath: folder).filter(Self.isMessage)
        let awaited = Set(left.flatMap { ["\($0).ok", "\(Self.stem($0)).ok"] })
        for name in names where name == "vragen.csv" || (name.hasSuffix(".ok") && !awaited.contains(name)) { try remove(name) }
    }
}

/// What is wrong with a drop folder, with the next step.
package enum FolderTransportError: Error, Equatable, CustomStringConvertible {
    case unreadable(String)
    case unremovable(String)

    package var description: String {
        switch self {
        case .unreadable(let path): "\(path) can't be read; check that it exists and that this user may read it; the other files were read"
        case .unremovable(let path): "\(path) was read but can't be removed; give this user write permission on its folder"
        }
    }
}
