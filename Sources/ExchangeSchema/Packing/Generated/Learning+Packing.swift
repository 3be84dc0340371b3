// SPDX-License-Identifier: EUPL-1.2
// Written by scripts/packing.py from Records/Learning.swift; not to be changed by hand.

extension CourseProvider: Packable {
    package func pack(into out: inout PackedWriter) {
        if let kbo { out.text(1, kbo) }
        if let institutionNumber { out.text(2, institutionNumber) }
        if let name { out.text(3, name) }
        if let type { out.number(4, type.packedNumber) }
        out.end()
    }

    package init(unpacking reader: inout PackedReader) throws {
        var kbo: String?
        var institutionNumber: String?
        var name: String?
        var type: ProviderType?
        while let part = try reader.next() {
            switch part.number {
            case 1: kbo = try reader.text(part)
            case 2: institutionNumber = try reader.text(part)
            case 3: name = try reader.text(part)
            case 4: type = try reader.case(part)
            default: try reader.skip(part)
            }
        }
        self.kbo = kbo
        self.institutionNumber = institutionNumber
        self.name = name
        self.type = type
    }
}

extension CourseEnrolment: Packable {
    package func pack(into out: inout PackedWriter) {
        out.text(1, enrolmentId)
        out.number(2, kind.packedNumber)
        out.begin(3); provider.pack(into: &out)
        if let course { out.begin(4); course.pack(into: &out) }
        if let module { out.begin(5); module.pack(into: &out) }
        if let moduleVariant { out.text(6, moduleVariant) }
        if let targetLevel { out.number(7, targetLevel.packedNumber) }
        if let instructionLanguage { out.text(8, instructionLanguage) }
        if let period { out.begin(9); period.pack(into: &out) }
        if let enrolledOn { out.integer(10, Int64(enrolledOn.dayNumber)) }
        if let unenrolledOn { out.integer(11, Int64(unenrolledOn.dayNumber)) }
        out.number(12, status.packedNumber)
        if let originalStatus { out.begin(13); originalStatus.pack(into: &out) }
        if let result { out.number(14, result.packedNumber) }
        if let originalResult { out.begin(15); originalResult.pack(into: &out) }
        if let planned { out.integer(16, Int64(planned.minutes)) }
        if let attended { out.integer(17, Int64(attended.minutes)) }
        if let excused { out.integer(18, Int64(excused.minutes)) }
        if let daypart { out.number(19, daypart.packedNumber) }
        if let mode { out.number(20, mode.packedNumber) }
        if let schoolYear { out.text(21, schoolYear) }
        if let newcomerFlag { out.flag(22, newcomerFlag) }
        if let formerNewcomerFlag { out.flag(23, formerNewcomerFlag) }
        if let situationAfter { out.begin(24); situationAfter.pack(into: &out) }
        out.end()
    }

    package init(unpacking reader: inout PackedReader) throws {
        var enrolmentId: String?
        var kind: Kind?
        var provider: CourseProvider?
        var course: Coded?
        var module: Coded?
        var moduleVariant: String?
        var targetLevel: CEFR?
        var instructionLanguage: String?
        var period: Period?
        var enrolledOn: LocalDate?
        var unenrolledOn: LocalDate?
        var status: Status?
        var originalStatus: Coded?
        var result: Result?
        var originalResult: Coded?
        var planned: Hours?
        var attended: Hours?
        var excused: Hours?
        var daypart: Daypart?
        var mode: Mode?
        var schoolYear: String?
        var newcomerFlag: Bool?
        var formerNewcomerFlag: Bool?
        var situationAfter: Coded?
        while let part = try reader.next() {
            switch part.number {
            case 1: enrolmentId = try reader.text(part)
            case 2: kind = try reader.case(part)
            case 3: provider = try reader.value(part)
            case 4: course = try reader.value(part)
            case 5: module = try reader.value(part)
            case 6: moduleVariant = try reader.text(part)
            case 7: targetLevel = try reader.case(part)
            case 8: instructionLanguage = try reader.text(part)
            case 9: period = try reader.value(part)
            case 10: enrolledOn = try reader.day(part)
            case 11: unenrolledOn = try reader.day(part)
            case 12: status = try reader.case(part)
            case 13: originalStatus = try reader.value(part)
            case 14: result = try reader.case(part)
            case 15: originalResult = try reader.value(part)
            case 16: planned = Hours(minutes: Int(try reader.integer(part)))
            case 17: attended = Hours(minutes: Int(try reader.integer(part)))
            case 18: excused = Hours(minutes: Int(try reader.integer(part)))
            case 19: daypart = try reader.case(part)
            case 20: mode = try reader.case(part)
            case 21: schoolYear = try reader.text(part)
            case 22: newcomerFlag = try reader.flag(part)
            case 23: formerNewcomerFlag = try reader.flag(part)
            case 24: situationAfter = try reader.value(part)
            default: try reader.skip(part)
            }
        }
        guard let enrolmentId, let kind, let provider, let status else { throw PackedFault() }
        self.enrolmentId = enrolmentId
        self.kind = kind
        self.provider = provider
        self.course = course
        self.module = module
        self.moduleVariant = moduleVariant
        self.targetLevel = targetLevel
        self.instructionLanguage = instructionLanguage
        self.period = period
        self.enrolledOn = enrolledOn
        self.unenrolledOn = unenrolledOn
        self.status = status
        self.originalStatus = originalStatus
        self.result = result
        self.originalResult = originalResult
        self.planned = planned
        self.attended = attended
        self.excused = excused
        self.daypart = daypart
        self.mode = mode
        self.schoolYear = schoolYear
        self.newcomerFlag = newcomerFlag
        self.formerNewcomerFlag = formerNewcomerFlag
        self.situationAfter = situationAfter
    }
}

extension TestAttempt: Packable {
    package func pack(into out: inout PackedWriter) {
        out.text(1, testId)
        out.number(2, kind.packedNumber)
        if let original { out.begin(3); original.pack(into: &out) }
        if let date { out.integer(4, Int64(date.dayNumber)) }
        if let place { out.text(5, place) }
        for item in skills { out.number(6, item.packedNumber) }
        if let targetLevel { out.number(7, targetLevel.packedNumber) }
        out.number(8, outcome.packedNumber)
        if let originalOutcome { out.begin(9); originalOutcome.pack(into: &out) }
        if let noResultReason { out.number(10, noResultReason.packedNumber) }
        if let attemptNumber { out.integer(11, Int64(attemptNumber)) }
        if withdrawn { out.flag(12, true) }
        out.end()
    }

    package init(unpacking reader: inout PackedReader) throws {
        var testId: String?
        var kind: Kind?
        var original: Coded?
        var date: LocalDate?
        var place: String?
        var skills: [Skill] = []
        var targetLevel: CEFR?
        var outcome: Outcome?
        var originalOutcome: Coded?
        var noResultReason: NoResultReason?
        var attemptNumber: Int?
        var withdrawn = false
        while let part = try reader.next() {
            switch part.number {
            case 1: testId = try reader.text(part)
            case 2: kind = try reader.case(part)
            case 3: original = try reader.value(part)
            case 4: date = try reader.day(part)
            case 5: place = try reader.text(part)
            case 6: skills.append(try reader.case(part))
            case 7: targetLevel = try reader.case(part)
            case 8: outcome = try reader.case(part)
            case 9: originalOutcome = try reader.value(part)
            case 10: noResultReason = try reader.case(part)
            case 11: attemptNumber = Int(try reader.integer(part))
            case 12: withdrawn = try reader.flag(part)
            default: try reader.skip(part)
            }
        }
        guard let testId, let kind, let outcome else { throw PackedFault() }
        self.testId = testId
        self.kind = kind
        self.original = original
        self.date = date
        self.place = place
        self.skills = skills
        self.targetLevel = targetLevel
        self.outcome = outcome
        self.originalOutcome = originalOutcome
        self.noResultReason = noResultReason
        self.attemptNumber = attemptNumber
        self.withdrawn = withdrawn
    }
}

extension LanguageLevel: Packable {
    package func pack(into out: inout PackedWriter) {
        out.number(1, scheme.packedNumber)
        if let overall { out.begin(2); overall.pack(into: &out) }
        if let oral { out.begin(3); oral.pack(into: &out) }
        if let written { out.begin(4); written.pack(into: &out) }
        if let achievedOn { out.integer(5, achievedOn.packedNumber) }
        out.number(6, basis.packedNumber)
        out.end()
    }

    package init(unpacking reader: inout PackedReader) throws {
        var scheme: Scheme?
        var overall: Coded?
        var oral: Coded?
        var written: Coded?
        var achievedOn: PartialDate?
        var basis: Basis?
        while let part = try reader.next() {
            switch part.number {
            case 1: scheme = try reader.case(part)
            case 2: overall = try reader.value(part)
            case 3: oral = try reader.value(part)
            case 4: written = try reader.value(part)
            case 5: achievedOn = try PartialDate(packedNumber: try reader.integer(part))
            case 6: basis = try reader.case(part)
            default: try reader.skip(part)
            }
        }
        guard let scheme, let basis else { throw PackedFault() }
        self.scheme = scheme
        self.overall = overall
        self.oral = oral
        self.written = written
        self.achievedOn = achievedOn
        self.basis = basis
    }
}

extension Attestation: Packable {
    package func pack(into out: inout PackedWriter) {
        out.text(1, attestationId)
        if let trajectoryId { out.text(2, trajectoryId) }
        out.number(3, type.packedNumber)
        if let original { out.begin(4); original.pack(into: &out) }
        if let issuedOn { out.integer(5, Int64(issuedOn.dayNumber)) }
        if let issuer { out.text(6, issuer.rawValue) }
        out.number(7, status.packedNumber)
        if let documentRef { out.text(8, documentRef) }
        out.end()
    }

    package init(unpacking reader: inout PackedReader) throws {
        var attestationId: String?
        var trajectoryId: String?
        var type: AttestationType?
        var original: Coded?
        var issuedOn: LocalDate?
        var issuer: OrganisationID?
        var status: Status?
        var documentRef: String?
        while let part = try reader.next() {
            switch part.number {
            case 1: attestationId = try reader.text(part)
            case 2: trajectoryId = try reader.text(part)
            case 3: type = try reader.case(part)
            case 4: original = try reader.value(part)
            case 5: issuedOn = try reader.day(part)
            case 6: issuer = OrganisationID(rawValue: try reader.text(part))
            case 7: status = try reader.case(part)
            case 8: documentRef = try reader.text(part)
            default: try reader.skip(part)
            }
        }
        guard let attestationId, let type, let status else { throw PackedFault() }
        self.attestationId = attestationId
        self.trajectoryId = trajectoryId
        self.type = type
        self.original = original
        self.issuedOn = issuedOn
        self.issuer = issuer
        self.status = status
        self.documentRef = documentRef
    }
}

extension CEFR: PackableCase {
    package var packedNumber: UInt64 {
        switch self {
        case .a0: 1
        case .a1: 2
        case .a2: 3
        case .b1: 4
        case .b2: 5
        case .c1: 6
        case .c2: 7
        }
    }

    package init?(packedNumber: UInt64) {
        switch packedNumber {
        case 1: self = .a0
        case 2: self = .a1
        case 3: self = .a2
        case 4: self = .b1
        case 5: self = .b2
        case 6: self = .c1
        case 7: self = .c2
        default: return nil
        }
    }
}

extension CourseProvider.ProviderType: PackableCase {
    package var packedNumber: UInt64 {
        switch self {
        case .cvo: 1
        case .cbe: 2
        case .utc: 3
        case .agency: 4
        case .school: 5
        case .vdab: 6
        case .privateProvider: 7
        }
    }

    package init?(packedNumber: UInt64) {
        switch packedNumber {
        case 1: self = .cvo
        case 2: self = .cbe
        case 3: self = .utc
        case 4: self = .agency
        case 5: self = .school
        case 6: self = .vdab
        case 7: self = .privateProvider
        default: return nil
        }
    }
}

extension CourseEnrolment.Kind: PackableCase {
    package var packedNumber: UInt64 {
        switch self {
        case .mo: 1
        case .nt2: 2
        case .okan: 3
        case .otherAdult: 4
        case .compulsory: 5
        case .higher: 6
        case .vdabTraining: 7
        }
    }

    package init?(packedNumber: UInt64) {
        switch packedNumber {
        case 1: self = .mo
        case 2: self = .nt2
        case 3: self = .okan
        case 4: self = .otherAdult
        case 5: self = .compulsory
        case 6: self = .higher
        case 7: self = .vdabTraining
        default: return nil
        }
    }
}

extension CourseEnrolment.Status: PackableCase {
    package var packedNumber: UInt64 {
        switch self {
        case .assigned: 1
        case .reserved: 2
        case .enrolled: 3
        case .notEnrolled: 4
        case .unenrolled: 5
        case .cancelled: 6
        case .unknown: 7
        }
    }

    package init?(packedNumber: UInt64) {
        switch packedNumber {
        case 1: self = .assigned
        case 2: self = .reserved
        case 3: self = .enrolled
        case 4: self = .notEnrolled
        case 5: self = .unenrolled
        case 6: self = .cancelled
        case 7: self = .unknown
        default: return nil
        }
    }
}

extension CourseEnrolment.Result: PackableCase {
    package var packedNumber: UInt64 {
        switch self {
        case .passed: 1
        case .failed: 2
        case .notParticipated: 3
        }
    }

    package init?(packedNumber: UInt64) {
        switch packedNumber {
        case 1: self = .passed
        case 2: self = .failed
        case 3: self = .notParticipated
        default: return nil
        }
    }
}

extension CourseEnrolment.Daypart: PackableCase {
    package var packedNumber: UInt64 {
        switch self {
        case .day: 1
        case .evening: 2
        case .weekend: 3
        }
    }

    package init?(packedNumber: UInt64) {
        switch packedNumber {
        case 1: self = .day
        case 2: self = .evening
        case 3: self = .weekend
        default: return nil
        }
    }
}

extension CourseEnrolment.Mode: PackableCase {
    package var packedNumber: UInt64 {
        switch self {
        case .contact: 1
        case .blended: 2
        case .online: 3
        }
    }

    package init?(packedNumber: UInt64) {
        switch packedNumber {
        case 1: self = .contact
        case 2: self = .blended
        case 3: self = .online
        default: return nil
        }
    }
}

extension TestAttempt.Kind: PackableCase {
    package var packedNumber: UInt64 {
        switch self {
        case .nt2A2: 1
        case .mo: 2
        case .b1Oral: 3
        case .citizenship: 4
        case .level: 5
        case .other: 6
        }
    }

    package init?(packedNumber: UInt64) {
        switch packedNumber {
        case 1: self = .nt2A2
        case 2: self = .mo
        case 3: self = .b1Oral
        case 4: self = .citizenship
        case 5: self = .level
        case 6: self = .other
        default: return nil
        }
    }
}

extension TestAttempt.Outcome: PackableCase {
    package var packedNumber: UInt64 {
        switch self {
        case .passed: 1
        case .failed: 2
        case .noResult: 3
        }
    }

    package init?(packedNumber: UInt64) {
        switch packedNumber {
        case 1: self = .passed
        case 2: self = .failed
        case 3: self = .noResult
        default: return nil
        }
    }
}

extension TestAttempt.Skill: PackableCase {
    package var packedNumber: UInt64 {
        switch self {
        case .listening: 1
        case .speaking: 2
        case .reading: 3
        case .writing: 4
        }
    }

    package init?(packedNumber: UInt64) {
        switch packedNumber {
        case 1: self = .listening
        case 2: self = .speaking
        case 3: self = .reading
        case 4: self = .writing
        default: return nil
        }
    }
}

extension TestAttempt.NoResultReason: PackableCase {
    package var packedNumber: UInt64 {
        switch self {
        case .blameworthy: 1
        case .notBlameworthy: 2
        case .cancelled: 3
        case .absent: 4
        }
    }

    package init?(packedNumber: UInt64) {
        switch packedNumber {
        case 1: self = .blameworthy
        case 2: self = .notBlameworthy
        case 3: self = .cancelled
        case 4: self = .absent
        default: return nil
        }
    }
}

extension LanguageLevel.Scheme: PackableCase {
    package var packedNumber: UInt64 {
        switch self {
        case .cefr: 1
        case .richtgraad: 2
        case .vdab: 3
        }
    }

    package init?(packedNumber: UInt64) {
        switch packedNumber {
        case 1: self = .cefr
        case 2: self = .richtgraad
        case 3: self = .vdab
        default: return nil
        }
    }
}

extension LanguageLevel.Basis: PackableCase {
    package var packedNumber: UInt64 {
        switch self {
        case .test: 1
        case .certificate: 2
        case .course: 3
        case .selfDeclared: 4
        case .intake: 5
        }
    }

    package init?(packedNumber: UInt64) {
        switch packedNumber {
        case 1: self = .test
        case 2: self = .certificate
        case 3: self = .course
        case 4: self = .selfDeclared
        case 5: self = .intake
        default: return nil
        }
    }
}

extension Attestation.AttestationType: PackableCase {
    package var packedNumber: UInt64 {
        switch self {
        case .integration: 1
        case .evc: 2
        case .effort: 3
        case .participation: 4
        case .exemption: 5
        case .other: 6
        }
    }

    package init?(packedNumber: UInt64) {
        switch packedNumber {
        case 1: self = .integration
        case 2: self = .evc
        case 3: self = .effort
        case 4: self = .participation
        case 5: self = .exemption
        case 6: self = .other
        default: return nil
        }
    }
}

extension Attestation.Status: PackableCase {
    package var packedNumber: UInt64 {
        switch self {
        case .valid: 1
        case .withdrawn: 2
        }
    }

    package init?(packedNumber: UInt64) {
        switch packedNumber {
        case 1: self = .valid
        case 2: self = .withdrawn
        default: return nil
        }
    }
}
