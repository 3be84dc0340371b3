// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// One delivery about to leave: a projection that was authorised just now, and the id under which it has one effect.
package struct Delivery: Sendable {
    package let id: String
    package let record: ProjectedRecord
    /// Pseudonym of the person for this recipient; orders the deliveries about one person.
    package let subject: String
    package let personVersion: Int64
    package let releasedAt: Instant

    package init(id: String, record: ProjectedRecord, subject: String, personVersion: Int64, releasedAt: Instant) {
        self.id = id
        self.record = record
        self.subject = subject
        self.personVersion = personVersion
        self.releasedAt = releasedAt
    }
}

/// The port through which projections leave, in two steps so that a crash between them repeats nothing.
package protocol DeliveryTransport: Sendable {
    /// Writes a batch where the recipient does not look yet, durably; returns its name and the digest of its bytes.
    func stage(_ batch: [Delivery], to recipient: OrganisationID, named name: String) throws -> Receipt
    /// Makes a staged batch visible in one step. What is no longer staged was published before.
    func publish(_ name: String, to recipient: OrganisationID) throws
    /// Removes what was staged and never recorded, after a crash.
    func discardStaged(except names: Set<String>, of recipient: OrganisationID) throws
}

/// Proof of what was handed over.
package struct Receipt: Sendable, Equatable {
    package let name: String
    /// SHA-256 of the bytes, in hexadecimal.
    package let digest: String
    package init(name: String, digest: String) { self.name = name; self.digest = digest }
}
