// SPDX-License-Identifier: EUPL-1.2
package import Agreements
import AuditLog
package import ExchangeSchema
import Foundation

/// Delivers into a drop folder per recipient: files written under `.pending/` and published by one rename each.
///
///     deliveries/<recipient>/.pending/<name>   staged: complete and flushed, not yet to be read
///     deliveries/<recipient>/<name>            published; absent from .pending means published
package struct FolderTransport: DeliveryTransport {
    private let root: String

    package init(root: String) { self.root = root }

    package func stage(_ file: DeliveryFile, to recipient: OrganisationID) throws -> Receipt {
        let folder = "\(root)/\(recipient)/.pending"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try DurableFile.write(file.bytes, to: folder + "/" + file.name)
        return Receipt(name: file.name, digest: Digest32.of(file.bytes).hex)
    }

    package func publish(_ name: String, to recipient: OrganisationID) throws {
        try DurableFile.move("\(root)/\(recipient)/.pending/\(name)", to: "\(root)/\(recipient)/\(name)")
    }

    package func discardStaged(except names: Set<String>, of recipient: OrganisationID) throws {
        let folder = "\(root)/\(recipient)/.pending"
        guard let present = try? FileManager.default.contentsOfDirectory(atPath: folder) else { return }
        for name in present where !names.contains(name) { try FileManager.default.removeItem(atPath: folder + "/" + name) }
    }
}
