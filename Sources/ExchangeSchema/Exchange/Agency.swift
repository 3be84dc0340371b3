// SPDX-License-Identifier: EUPL-1.2

/// A kind of partner with its own formats; the catalogue of connectors names each once.
///
/// Whoever sends or receives is an organisation, never an agency: see `OrganisationID`.
package struct Agency: RawRepresentable, Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }

    package static let vdab = Agency(rawValue: "vdab")
    package static let inburgering = Agency(rawValue: "inburgering")
    package static let lokaal = Agency(rawValue: "lokaal")
    package static let onderwijs = Agency(rawValue: "onderwijs")
    package static let naric = Agency(rawValue: "naric")

    package static func < (left: Agency, right: Agency) -> Bool { left.rawValue < right.rawValue }
    package var description: String { rawValue }

    package init(from decoder: any Decoder) throws { rawValue = try decoder.singleValueContainer().decode(String.self) }
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
}

/// The short name of one organisation: `vdab`, `agii`, `atlas`, `amal`, `hvnb`, `naric`, `gemeente-44021`, `school-126541`.
package struct OrganisationID: RawRepresentable, Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }

    package static let vdab = OrganisationID(rawValue: "vdab")
    package static let agii = OrganisationID(rawValue: "agii")
    package static let atlas = OrganisationID(rawValue: "atlas")
    package static let amal = OrganisationID(rawValue: "amal")
    package static let hvnb = OrganisationID(rawValue: "hvnb")
    package static let naric = OrganisationID(rawValue: "naric")
    /// The municipality with this NIS code.
    package static func municipality(_ nis: String) -> OrganisationID { OrganisationID(rawValue: "gemeente-\(nis)") }
    /// The school or centre with this instellingsnummer.
    package static func school(_ number: String) -> OrganisationID { OrganisationID(rawValue: "school-\(number)") }

    package static func < (left: OrganisationID, right: OrganisationID) -> Bool { left.rawValue < right.rawValue }
    package var description: String { rawValue }

    package init(from decoder: any Decoder) throws { rawValue = try decoder.singleValueContainer().decode(String.self) }
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
}

/// A message format with its version: `kbi-dossier/02.00`.
package struct MessageFormat: RawRepresentable, Hashable, Sendable, Codable, CustomStringConvertible {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
    package var description: String { rawValue }

    package init(from decoder: any Decoder) throws { rawValue = try decoder.singleValueContainer().decode(String.self) }
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
}
