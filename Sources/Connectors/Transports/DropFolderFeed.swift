// SPDX-License-Identifier: EUPL-1.2
import Contracts
package import ExchangeSchema
import Foundation

/// A folder into which an agency drops files; each is read once and removed when all of it is durable.
///
/// Files are taken in the order of their names. Names that begin with a dot, folders and the companions `.ok` and `vragen.csv` are not read as
/// messages, nor are statements of what a sender holds (`…controle.csv`). Small files share a commit; a large one is committed in batches.
/// The numbers of numbered files are committed with the last records of those files.
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
        let messages = names.filter(Self.isMessage).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        var gathered = FramedBatch()
        var finished: [String] = []
        func flush() throws {
            gathered.sequences = finished.compactMap { connector.sequence(ofFileNamed: $0) }
            if !gathered.isEmpty { try take(gathered) }
            gathered = FramedBatch()
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
        if messages.allSatisfy({ $0 == "vragen.csv" }) || unreadable == nil { try removeCompanions(names) }
        if let unreadable { throw FolderTransportError.unreadable(unreadable) }
    }

    /// Nil where the file is gone: another process read and removed it. Any other file that can't be read is reported after the rest was read.
    private static func stillThere(_ path: String) -> String? { access(path, F_OK) == 0 ? path : nil }

    static func isMessage(_ name: String) -> Bool {
        !name.hasPrefix(".") && !name.hasSuffix(".ok") && name != "vragen.csv" && !name.hasSuffix("controle.csv") && name.contains(".")
    }

    private func namesInFolder() throws -> [String] {
        do { return try FileManager.default.contentsOfDirectory(atPath: folder) } catch { throw FolderTransportError.unreadable(folder) }
    }

    package func outlook(from position: FeedPosition?) throws -> FeedOutlook {
        var outlook = FeedOutlook(feed: name, agency: agency)
        for message in try namesInFolder() where Self.isMessage(message) {
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

    private func removeCompanions(_ names: [String]) throws {
        for name in names where name.hasSuffix(".ok") || name == "vragen.csv" { try remove(name) }
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
