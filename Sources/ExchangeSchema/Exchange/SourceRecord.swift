// SPDX-License-Identifier: EUPL-1.2

/// One message or row as an agency sent it: framed, not interpreted.
///
/// `sourceKey` and `reference` may hold personal data; the store keeps only keyed hashes of them.
package struct SourceRecord: Sendable {
    package let agency: Agency
    /// The organisation that sent it.
    package let organisation: OrganisationID
    package let format: MessageFormat
    /// The agency's own id of the thing the record is about; records with one key are handled in order of arrival.
    package let sourceKey: String
    /// The agency's own id of this message, unique within the agency; a repetition is known by it.
    package let reference: String
    package let body: [UInt8]
    /// What is known of the record but not written in its bytes, e.g. `header` of its CSV file or `insz` that was asked for. Sealed with the body.
    package let context: [String: String]
    /// Where it stood in the input, for errors: `row 12`, `/resultaten/3`.
    package let place: String

    package init(
        agency: Agency, organisation: OrganisationID, format: MessageFormat, sourceKey: String, reference: String, body: [UInt8],
        context: [String: String] = [:], place: String = ""
    ) {
        self.agency = agency
        self.organisation = organisation
        self.format = format
        self.sourceKey = sourceKey
        self.reference = reference
        self.body = body
        self.context = context
        self.place = place
    }
}
