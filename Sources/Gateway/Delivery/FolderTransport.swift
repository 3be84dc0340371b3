// SPDX-License-Identifier: EUPL-1.2
package import Agreements
import AuditLog
package import ExchangeSchema
import Foundation

/// Delivers into a drop folder per recipient: CloudEvents 1.0 batches, written under `.pending/` and published by one rename.
///
///     deliveries/<recipient>/.pending/<name>   staged: complete and flushed, not yet to be read
///     deliveries/<recipient>/<name>            published; absent from .pending means published
package struct FolderTransport: DeliveryTransport {
    private let root: String
    private let origin: String

    /// `origin` is the CloudEvents source of this gateway.
    package init(root: String, origin: String) {
        self.root = root
        self.origin = origin
    }

    package func stage(_ batch: [Delivery], to recipient: OrganisationID, named name: String) throws -> Receipt {
        let bytes = CloudEvents.batch(batch, origin: origin)
        let folder = "\(root)/\(recipient)/.pending"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try DurableFile.write(bytes, to: folder + "/" + name)
        return Receipt(name: name, digest: Digest32.of(bytes).hex)
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
