// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// The port through which files leave, in two steps so that a crash between them repeats nothing.
package protocol DeliveryTransport: Sendable {
    /// Puts a file where the recipient does not look yet, durably; returns its name and the digest of its bytes.
    ///
    /// A file of that name that was staged and never published gives way.
    func stage(_ file: DeliveryFile, to recipient: OrganisationID) throws -> Receipt
    /// Makes a staged file visible in one step. What is no longer staged was published before.
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
