// SPDX-License-Identifier: EUPL-1.2

/// A number by which some body knows a person.
package struct PersonIdentifier: Hashable, Sendable, Codable {
    package enum Scheme: String, Sendable, Codable, CaseIterable {
        case inszNational = "INSZ_NATIONAL", inszBis = "INSZ_BIS", inszTest = "INSZ_TEST"
        case kbiV01 = "KBI_UNIEK_NUMMER_V01", kbiV02 = "KBI_UNIEK_NUMMER_V02"
        case vdabKlantnummer = "VDAB_KLANTNUMMER", naricDossier = "NARIC_DOSSIER"
        case davinci = "DAVINCI_ID", discimus = "DISCIMUS_REF", municipal = "MUNICIPAL_ID"
    }
    package enum Status: String, Sendable, Codable { case current = "CURRENT", replaced = "REPLACED", cancelled = "CANCELLED" }

    package var scheme: Scheme
    package var value: String
    package var status: Status
    package var replacedBy: String?
    package var validity: Period?
    /// KBO number of the body that gave the number.
    package var assignedBy: String?

    package init(
        scheme: Scheme, value: String, status: Status = .current, replacedBy: String? = nil, validity: Period? = nil,
        assignedBy: String? = nil
    ) {
        self.scheme = scheme
        self.value = value
        self.status = status
        self.replacedBy = replacedBy
        self.validity = validity
        self.assignedBy = assignedBy
    }
}

/// One name of a person; either part may be empty, since some people have only one name.
package struct PersonName: Hashable, Sendable, Codable {
    package enum NameType: String, Sendable, Codable {
        case official = "OFFICIAL", alias = "ALIAS", transliteration = "TRANSLITERATION", birth = "BIRTH"
    }

    package var familyName: String?
    package var givenNames: [String]
    package var usedGivenName: String?
    package var type: NameType
    /// ISO 15924 code of the script.
    package var script: String?
    /// Cut by the source (KBI cuts at 48 characters): compare as a prefix.
    package var truncated: Bool

    package init(
        familyName: String?, givenNames: [String], usedGivenName: String? = nil, type: NameType = .official, script: String? = nil,
        truncated: Bool = false
    ) {
        self.familyName = familyName
        self.givenNames = givenNames
        self.usedGivenName = usedGivenName
        self.type = type
        self.script = script
        self.truncated = truncated
    }
}
