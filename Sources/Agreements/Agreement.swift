// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// One protocol between bodies, in one version: who may learn what of whom, why, under which law, from when until when.
///
/// Everything that is not granted is denied. A change of a single byte of the file is another version (decree of 18 July 2008 art. 8 §1
/// asks for a protocol for every electronic communication of personal data between instances).
package struct Agreement: Sendable, Equatable {
    package let id: String
    /// SHA-256 of the file, in hexadecimal: the version that audit entries and deliveries name.
    package let version: String
    package let title: String
    /// The bodies whose facts are passed on, for the art. 30 register and the matrix of flows.
    package let provider: Agency
    package let recipient: RecipientRule
    package let purpose: String
    package let legalBasis: [LegalBasis]
    package let condition: SubjectCondition
    package let fields: [GrantableField]
    package let validity: Period
    package let retentionDays: Int
    /// Persons are not told of what runs under it, nor how much, such as an investigation (GDPR art. 23).
    package let isConfidential: Bool

    package init(
        id: String, version: String, title: String, provider: Agency, recipient: RecipientRule, purpose: String, legalBasis: [LegalBasis],
        condition: SubjectCondition, fields: [GrantableField], validity: Period, retentionDays: Int,
        isConfidential: Bool = false
    ) {
        self.id = id
        self.version = version
        self.title = title
        self.provider = provider
        self.recipient = recipient
        self.purpose = purpose
        self.legalBasis = legalBasis
        self.condition = condition
        self.fields = fields
        self.validity = validity
        self.retentionDays = retentionDays
        self.isConfidential = isConfidential
    }
}

/// An article of a law that allows or orders the communication.
package struct LegalBasis: Sendable, Equatable {
    package let law: String
    package let article: String
    package init(law: String, article: String) { self.law = law; self.article = article }
    package var description: String { "\(law), \(article)" }
}

/// One named organisation, or every member of a class.
package enum RecipientRule: Sendable, Equatable {
    case organisation(OrganisationID)
    case everyFlemishMunicipality
    case everyIntegrationBody
    case everyEducationProvider

    /// Whether the organisation falls under the rule.
    package func covers(_ organisation: OrganisationID) -> Bool {
        switch self {
        case .organisation(let named): named == organisation
        case .everyFlemishMunicipality:
            organisation.rawValue.hasPrefix("gemeente-") && FlemishRegion.contains(nis: organisation.rawValue.dropFirst("gemeente-".count))
        case .everyIntegrationBody: [.agii, .atlas, .amal, .hvnb].contains(organisation)
        case .everyEducationProvider: organisation.rawValue.hasPrefix("school-")
        }
    }
}

/// Which persons an agreement is about, as seen from one recipient.
package enum SubjectCondition: String, Sendable, CaseIterable {
    case residentOfRecipient = "resident-of-recipient"
    case residentWithFourthComponent = "resident-with-fourth-component"
    case trajectoryRunning = "trajectory-running"
    case trajectoryManagedByRecipient = "trajectory-managed-by-recipient"
    case enrolledAtRecipient = "enrolled-at-recipient"
    case applicantOfRecipient = "applicant-of-recipient"
}

/// The Flemish Region by the first two digits of the NIS code.
package enum FlemishRegion {
    private static let districts: Set<Int> = [11, 12, 13, 23, 24, 31, 32, 33, 34, 35, 36, 37, 38, 41, 42, 43, 44, 45, 46, 71, 72, 73]

    package static func contains(nis: some StringProtocol) -> Bool {
        guard nis.utf8.count == 5, let number = Digits.value(nis) else { return false }
        return districts.contains(number / 1000)
    }
}
