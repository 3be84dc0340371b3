// SPDX-License-Identifier: EUPL-1.2
import AuditLog
import Foundation
import GRDB

/// What lies in the recipients' folders is what the store says it wrote there.
struct DeliveryFolderCheck {
    let db: Database
    /// Folder with a folder per recipient.
    let root: String
    let lead: CheckLead

    func run() throws -> [StoreFinding] { try staged() + strays() }

    /// Recorded and not yet published: the file must wait under `.pending`, or stand published by a run that died after its rename.
    func staged() throws -> [StoreFinding] {
        try Row.fetchAll(db, sql: "SELECT file, digest FROM delivery_batch WHERE published_at IS NULL ORDER BY id").compactMap { row in
            let (file, digest): (String, String) = (row[0], row[1])
            let paths = [pending(file), "\(root)/\(file)"]
            guard let bytes = paths.lazy.compactMap({ FileManager.default.contents(atPath: $0) }).first else {
                return StoreFinding(.stagedFileMissing, file)
            }
            return Digest32.of(Array(bytes)).hex == digest ? nil : StoreFinding(.stagedFileChanged, file)
        }
    }

    private func pending(_ file: String) -> String {
        let parts = file.split(separator: "/", maxSplits: 1)
        return "\(root)/\(parts.first ?? "")/.pending/\(parts.last ?? "")"
    }

    private func strays() throws -> [StoreFinding] {
        let recorded = try db.cachedStatement(sql: "SELECT published_at IS NULL FROM delivery_batch WHERE file = ?")
        var findings: [StoreFinding] = []
        for (recipient, names) in lead.delivered {
            for name in names where try Row.fetchOne(recorded, arguments: ["\(recipient)/\(name)"]) == nil {
                findings.append(StoreFinding(.deliveryStray, "\(recipient)/\(name)"))
            }
        }
        for (recipient, names) in lead.begun {
            for name in names where try Row.fetchOne(recorded, arguments: ["\(recipient)/\(name)"]) == nil {
                findings.append(StoreFinding(.leftover, "\(recipient)/.pending/\(name)"))
            }
        }
        return findings
    }
}
