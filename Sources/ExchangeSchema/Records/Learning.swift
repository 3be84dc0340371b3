// SPDX-License-Identifier: EUPL-1.2

/// Levels of the Common European Framework of Reference for Languages.
package enum CEFR: String, Sendable, Codable, CaseIterable, Comparable {
    case a0 = "A0", a1 = "A1", a2 = "A2", b1 = "B1", b2 = "B2", c1 = "C1", c2 = "C2"
    package static func < (left: CEFR, right: CEFR) -> Bool { left.rawValue < right.rawValue }
}

/// A school, centre or other body that gives courses.
package struct CourseProvider: Hashable, Sendable, Codable {
    package enum ProviderType: String, Sendable, Codable {
        case cvo = "CVO", cbe = "CBE", utc = "UTC", agency = "AGENCY", school = "SCHOOL", vdab = "VDAB", privateProvider = "PRIVATE"
    }
    /// KBO number, ten digits.
    package var kbo: String?
    /// Number of the institution in education, 1–6 digits.
    package var institutionNumber: String?
    package var name: String?
    package var type: ProviderType?
    package init(kbo: String? = nil, institutionNumber: String? = nil, name: String? = nil, type: ProviderType? = nil) {
        self.kbo = kbo
        self.institutionNumber = institutionNumber
        self.name = name
        self.type = type
    }
}

/// An enrolment in a course (inschrijving, plaatsing).
package struct CourseEnrolment: Sendable, Codable, Equatable {
    package enum Kind: String, Sendable, Codable {
        case mo = "MO", nt2 = "NT2", okan = "OKAN", otherAdult = "OTHER_ADULT", compulsory = "COMPULSORY", higher = "HIGHER", vdabTraining =
            "VDAB_TRAINING"
    }
    package enum Status: String, Sendable, Codable {
        case assigned = "ASSIGNED", reserved = "RESERVED", enrolled = "ENROLLED", notEnrolled = "NOT_ENROLLED"
        case unenrolled = "UNENROLLED", cancelled = "CANCELLED", unknown = "UNKNOWN"
    }
    package enum Result: String, Sendable, Codable { case passed = "PASSED", failed = "FAILED", notParticipated = "NOT_PARTICIPATED" }
    package enum Daypart: String, Sendable, Codable { case day = "DAY", evening = "EVENING", weekend = "WEEKEND" }
    package enum Mode: String, Sendable, Codable { case contact = "CONTACT", blended = "BLENDED", online = "ONLINE" }

    package var enrolmentId: String
    package var kind: Kind
    package var provider: CourseProvider
    package var course: Coded?
    package var module: Coded?
    package var moduleVariant: String?
    package var targetLevel: CEFR?
    package var instructionLanguage: String?
    package var period: Period?
    package var enrolledOn: LocalDate?
    package var unenrolledOn: LocalDate?
    package var status: Status
    package var originalStatus: Coded?
    package var result: Result?
    package var originalResult: Coded?
    package var planned: Hours?
    package var attended: Hours?
    package var excused: Hours?
    package var daypart: Daypart?
    package var mode: Mode?
    /// School year or academic year, e.g. `2023` for 2023–2024.
    package var schoolYear: String?
    package var newcomerFlag: Bool?
    package var formerNewcomerFlag: Bool?
    /// What a pupil who left does next (situatie na uitschrijving).
    package var situationAfter: Coded?

    package init(enrolmentId: String, kind: Kind, provider: CourseProvider, status: Status) {
        self.enrolmentId = enrolmentId
        self.kind = kind
        self.provider = provider
        self.status = status
    }
}

/// One sitting of a test (afgelegde test).
package struct TestAttempt: Sendable, Codable, Equatable {
    package enum Kind: String, Sendable, Codable {
        case nt2A2 = "NT2_A2", mo = "MO", b1Oral = "B1_ORAL", citizenship = "CITIZENSHIP", level = "LEVEL", other = "OTHER"
    }
    package enum Outcome: String, Sendable, Codable { case passed = "PASSED", failed = "FAILED", noResult = "NO_RESULT" }
    package enum Skill: String, Sendable, Codable {
        case listening = "LISTENING", speaking = "SPEAKING", reading = "READING", writing = "WRITING"
    }
    package enum NoResultReason: String, Sendable, Codable {
        case blameworthy = "BLAMEWORTHY", notBlameworthy = "NOT_BLAMEWORTHY", cancelled = "CANCELLED", absent = "ABSENT"
    }
    package var testId: String
    package var kind: Kind
    package var original: Coded?
    package var date: LocalDate?
    package var place: String?
    package var skills: [Skill] = []
    package var targetLevel: CEFR?
    package var outcome: Outcome
    package var originalOutcome: Coded?
    package var noResultReason: NoResultReason?
    package var attemptNumber: Int?
    package var withdrawn: Bool = false
    package init(testId: String, kind: Kind, outcome: Outcome) { self.testId = testId; self.kind = kind; self.outcome = outcome }
}

/// A level of Dutch reached, oral and written apart (behaald NT2-niveau).
package struct LanguageLevel: Sendable, Codable, Equatable {
    package enum Scheme: String, Sendable, Codable { case cefr = "CEFR", richtgraad = "RICHTGRAAD", vdab = "VDAB_TAAL" }
    package enum Basis: String, Sendable, Codable {
        case test = "TEST", certificate = "CERTIFICATE", course = "COURSE", selfDeclared = "SELF_DECLARED", intake = "INTAKE"
    }
    package var scheme: Scheme
    package var overall: Coded?
    package var oral: Coded?
    package var written: Coded?
    package var achievedOn: PartialDate?
    package var basis: Basis
    package init(scheme: Scheme, basis: Basis) { self.scheme = scheme; self.basis = basis }
    /// The level in CEFR terms, where the scheme is CEFR and the code is known.
    package func cefr(_ part: KeyPath<LanguageLevel, Coded?>) -> CEFR? {
        scheme == .cefr ? self[keyPath: part]?.code.flatMap(CEFR.init(rawValue:)) : nil
    }
}

/// An attest of the trajectory (inburgeringsattest and its kin, R05).
package struct Attestation: Sendable, Codable, Equatable {
    package enum AttestationType: String, Sendable, Codable {
        case integration = "INBURGERINGSATTEST", evc = "EVC_ATTEST", effort = "EFFORT_DECLARATION"
        case participation = "PARTICIPATION_PROOF", exemption = "EXEMPTION_ATTEST", other = "OTHER"
    }
    package enum Status: String, Sendable, Codable { case valid = "VALID", withdrawn = "WITHDRAWN" }
    package var attestationId: String
    package var trajectoryId: String?
    package var type: AttestationType
    package var original: Coded?
    package var issuedOn: LocalDate?
    package var issuer: OrganisationID?
    package var status: Status
    package var documentRef: String?
    package init(attestationId: String, type: AttestationType, issuedOn: LocalDate?, status: Status = .valid) {
        self.attestationId = attestationId
        self.type = type
        self.issuedOn = issuedOn
        self.status = status
    }
}
