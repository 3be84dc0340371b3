// SPDX-License-Identifier: EUPL-1.2

/// A proof of learning in the Leer- en ervaringsbewijzendatabank (LED).
package struct Credential: Sendable, Codable, Equatable {
    package enum Status: String, Sendable, Codable { case registered = "REGISTERED", cancelled = "CANCELLED" }
    package enum Authenticity: String, Sendable, Codable {
        case authentic = "AUTHENTIC", declaredOnHonour = "DECLARED_ON_HONOUR", verifiedByVDAB = "VERIFIED_BY_VDAB", unknown = "UNKNOWN"
    }
    package enum Completeness: String, Sendable, Codable { case final = "FINAL", partial = "PARTIAL" }
    package struct Institution: Hashable, Sendable, Codable {
        package var name: String?
        package var number: String?
        package init(name: String? = nil, number: String? = nil) { self.name = name; self.number = number }
    }
    /// LED's own reference; nil where only the supplier has spoken.
    package var ledReference: String?
    package var ledMutationReference: String?
    package var supplier: String
    package var supplierReference: String?
    package var status: Status
    package var authenticity: Authenticity
    package var originalAuthenticity: String?
    package var category: String?
    package var grade: String?
    package var form: String?
    package var proofType: String?
    package var completeness: Completeness?
    package var subject: String?
    package var issuedOn: PartialDate?
    package var title: String?
    /// ISO 3166 alpha-3 (1 or 3).
    package var country: Coded?
    /// ISO 639-3.
    package var language: String?
    package var institution: Institution?
    /// Scheme and code: `isced2011`, `iscedf2013`, `isced1997`, `vks`.
    package var levels: [Coded] = []
    package init(ledReference: String?, supplier: String, status: Status, authenticity: Authenticity) {
        self.ledReference = ledReference
        self.supplier = supplier
        self.status = status
        self.authenticity = authenticity
    }
}

/// NARIC's decision on a foreign diploma, or the application while there is none (gelijkwaardigheid).
package struct RecognitionDecision: Sendable, Codable, Equatable {
    package enum Kind: String, Sendable, Codable {
        case level = "LEVEL", specific = "SPECIFIC", doctorate = "DOCTORATE", redirect = "PROFESSIONAL_REDIRECT", unknown = "UNKNOWN"
    }
    package enum Outcome: String, Sendable, Codable {
        case grantedAsRequested = "GRANTED_AS_REQUESTED", grantedLower = "GRANTED_LOWER", refused = "REFUSED"
        case closedIncomplete = "CLOSED_INCOMPLETE", withdrawn = "WITHDRAWN"
    }
    package struct Diploma: Hashable, Sendable, Codable {
        /// In the language of the diploma.
        package var title: String?
        package var dutchTitle: String?
        package var country: Coded?
        package var year: PartialDate?
        package var institution: String?
        package init() {}
    }
    package var dossierNumber: String
    package var kind: Kind
    package var originalKind: Coded?
    package var diploma: Diploma
    package var receivedOn: LocalDate?
    package var completeOn: LocalDate?
    package var documentsRequestedOn: [LocalDate] = []
    /// Calendar days: 60 for the level, 120 for specific recognition.
    package var statutoryDays: Int?
    package var dueOn: LocalDate?
    /// Last day for documents that NARIC misses: six months after it asked; nil where it misses none.
    package var documentsDueOn: LocalDate?
    package var decidedOn: PartialDate?
    package var closedOn: LocalDate?
    package var outcome: Outcome?
    package var originalOutcome: Coded?
    package var flemishTitle: String?
    package var levels: [Coded] = []
    /// Number of the dossier whose decision this one took the place of.
    package var supersedes: String?
    /// Number of the dossier whose decision took the place of this one.
    package var supersededBy: String?
    package var fee: Money?
    package var feeExemption: Coded?
    package init(dossierNumber: String, kind: Kind) {
        self.dossierNumber = dossierNumber
        self.kind = kind
        diploma = Diploma()
    }

    /// False where the decision of another dossier took its place.
    package var isInForce: Bool { supersededBy == nil }
}
