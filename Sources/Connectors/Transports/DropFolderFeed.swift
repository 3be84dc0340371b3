// SPDX-License-Identifier: EUPL-1.2
import Contracts
package import ExchangeSchema
import Foundation

/// A folder into which an agency drops files; each is read once and removed when all of it is durable.
///
/// Files are taken in the order of their names. Names that begin with a dot, folders and the companions `.ok` and `vragen.csv` are not read as
/// messages. Small files share a commit; a large one is committed in batches.
package struct DropFolderFeed: SourceFeed {
    package let name: String
    package let agency: Agency
    private let folder: String
    private let connector: any SourceConnector
    private let batchSize: Int

    package init(folder: String, connector: any SourceConnector, batchSize: Int = 500) {
        agency = connector.agency
        name = "\(connector.agency)/inbox"
        self.folder = folder
        self.connector = connector
        self.batchSize = batchSize
    }

    package func poll(from position: FeedPosition?, take: (FramedBatch) throws -> Void) throws {
        let names: [String]
        do { names = try FileManager.default.contentsOfDirectory(atPath: folder) } catch { throw FolderTransportError.unreadable(folder) }
        let messages = names.filter(Self.isMessage).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        var gathered = FramedBatch()
        var finished: [String] = []
        func flush() throws {
            if !gathered.records.isEmpty || !gathered.faults.isEmpty { try take(gathered) }
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
        !name.hasPrefix(".") && !name.hasSuffix(".ok") && name != "vragen.csv" && name.contains(".")
    }

    private func remove(_ name: String) throws {
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
