// SPDX-License-Identifier: EUPL-1.2
// Written by scripts/packing.py from Records/Diplomas.swift; not to be changed by hand.

extension Credential: Packable {
    package func pack(into out: inout PackedWriter) {
        if let ledReference { out.text(1, ledReference) }
        if let ledMutationReference { out.text(2, ledMutationReference) }
        out.text(3, supplier)
        if let supplierReference { out.text(4, supplierReference) }
        out.number(5, status.packedNumber)
        out.number(6, authenticity.packedNumber)
        if let originalAuthenticity { out.text(7, originalAuthenticity) }
        if let category { out.text(8, category) }
        if let grade { out.text(9, grade) }
        if let form { out.text(10, form) }
        if let proofType { out.text(11, proofType) }
        if let completeness { out.number(12, completeness.packedNumber) }
        if let subject { out.text(13, subject) }
        if let issuedOn { out.integer(14, issuedOn.packedNumber) }
        if let title { out.text(15, title) }
        if let country { out.begin(16); country.pack(into: &out) }
        if let language { out.text(17, language) }
        if let institution { out.begin(18); institution.pack(into: &out) }
        for item in levels { out.begin(19); item.pack(into: &out) }
        out.end()
    }

    package init(unpacking reader: inout PackedReader) throws {
        var ledReference: String?
        var ledMutationReference: String?
        var supplier: String?
        var supplierReference: String?
        var status: Status?
        var authenticity: Authenticity?
        var originalAuthenticity: String?
        var category: String?
        var grade: String?
        var form: String?
        var proofType: String?
        var completeness: Completeness?
        var subject: String?
        var issuedOn: PartialDate?
        var title: String?
        var country: Coded?
        var language: String?
        var institution: Institution?
        var levels: [Coded] = []
        while let part = try reader.next() {
            switch part.number {
            case 1: ledReference = try reader.text(part)
            case 2: ledMutationReference = try reader.text(part)
            case 3: supplier = try reader.text(part)
            case 4: supplierReference = try reader.text(part)
            case 5: status = try reader.case(part)
            case 6: authenticity = try reader.case(part)
            case 7: originalAuthenticity = try reader.text(part)
            case 8: category = try reader.text(part)
            case 9: grade = try reader.text(part)
            case 10: form = try reader.text(part)
            case 11: proofType = try reader.text(part)
            case 12: completeness = try reader.case(part)
            case 13: subject = try reader.text(part)
            case 14: issuedOn = try PartialDate(packedNumber: try reader.integer(part))
            case 15: title = try reader.text(part)
            case 16: country = try reader.value(part)
            case 17: language = try reader.text(part)
            case 18: institution = try reader.value(part)
            case 19: levels.append(try reader.value(part))
            default: try reader.skip(part)
            }
        }
        guard let supplier, let status, let authenticity else { throw PackedFault() }
        self.ledReference = ledReference
        self.ledMutationReference = ledMutationReference
        self.supplier = supplier
        self.supplierReference = supplierReference
        self.status = status
        self.authenticity = authenticity
        self.originalAuthenticity = originalAuthenticity
        self.category = category
        self.grade = grade
        self.form = form
        self.proofType = proofType
        self.completeness = completeness
        self.subject = subject
        self.issuedOn = issuedOn
        self.title = title
        self.country = country
        self.language = language
        self.institution = institution
        self.levels = levels
    }
}

extension Credential.Institution: Packable {
    package func pack(into out: inout PackedWriter) {
        if let name { out.text(1, name) }
        if let number { out.text(2, number) }
        out.end()
    }

    package init(unpacking reader: inout PackedReader) throws {
        var name: String?
        var number: String?
        while let part = try reader.next() {
            switch part.number {
            case 1: name = try reader.text(part)
            case 2: number = try reader.text(part)
            default: try reader.skip(part)
            }
        }
        self.name = name
        self.number = number
    }
}

extension RecognitionDecision: Packable {
    package func pack(into out: inout PackedWriter) {
        out.text(1, dossierNumber)
        out.number(2, kind.packedNumber)
        if let originalKind { out.begin(15); originalKind.pack(into: &out) }
        out.begin(3); diploma.pack(into: &out)
        if let receivedOn { out.integer(4, Int64(receivedOn.dayNumber)) }
        if let completeOn { out.integer(5, Int64(completeOn.dayNumber)) }
        for item in documentsRequestedOn { out.integer(6, Int64(item.dayNumber)) }
        if let statutoryDays { out.integer(7, Int64(statutoryDays)) }
        if let dueOn { out.integer(8, Int64(dueOn.dayNumber)) }
        if let documentsDueOn { out.integer(16, Int64(documentsDueOn.dayNumber)) }
        if let decidedOn { out.integer(9, decidedOn.packedNumber) }
        if let closedOn { out.integer(17, Int64(closedOn.dayNumber)) }
        if let outcome { out.number(10, outcome.packedNumber) }
        if let originalOutcome { out.begin(18); originalOutcome.pack(into: &out) }
        if let flemishTitle { out.text(11, flemishTitle) }
        for item in levels { out.begin(12); item.pack(into: &out) }
        if let supersedes { out.text(13, supersedes) }
        if let supersededBy { out.text(19, supersededBy) }
        if let fee { out.integer(14, Int64(fee.cents)) }
        if let feeExemption { out.begin(20); feeExemption.pack(into: &out) }
        out.end()
    }

    package init(unpacking reader: inout PackedReader) throws {
        var dossierNumber: String?
        var kind: Kind?
        var originalKind: Coded?
        var diploma: Diploma?
        var receivedOn: LocalDate?
        var completeOn: LocalDate?
        var documentsRequestedOn: [LocalDate] = []
        var statutoryDays: Int?
        var dueOn: LocalDate?
        var documentsDueOn: LocalDate?
        var decidedOn: PartialDate?
        var closedOn: LocalDate?
        var outcome: Outcome?
        var originalOutcome: Coded?
        var flemishTitle: String?
        var levels: [Coded] = []
        var supersedes: String?
        var supersededBy: String?
        var fee: Money?
        var feeExemption: Coded?
        while let part = try reader.next() {
            switch part.number {
            case 1: dossierNumber = try reader.text(part)
            case 2: kind = try reader.case(part)
            case 15: originalKind = try reader.value(part)
            case 3: diploma = try reader.value(part)
            case 4: receivedOn = try reader.day(part)
            case 5: completeOn = try reader.day(part)
            case 6: documentsRequestedOn.append(try reader.day(part))
            case 7: statutoryDays = Int(try reader.integer(part))
            case 8: dueOn = try reader.day(part)
            case 16: documentsDueOn = try reader.day(part)
            case 9: decidedOn = try PartialDate(packedNumber: try reader.integer(part))
            case 17: closedOn = try reader.day(part)
            case 10: outcome = try reader.case(part)
            case 18: originalOutcome = try reader.value(part)
            case 11: flemishTitle = try reader.text(part)
            case 12: levels.append(try reader.value(part))
            case 13: supersedes = try reader.text(part)
            case 19: supersededBy = try reader.text(part)
            case 14: fee = Money(cents: Int(try reader.integer(part)))
            case 20: feeExemption = try reader.value(part)
            default: try reader.skip(part)
            }
        }
        guard let dossierNumber, let kind, let diploma else { throw PackedFault() }
        self.dossierNumber = dossierNumber
        self.kind = kind
        self.originalKind = originalKind
        self.diploma = diploma
        self.receivedOn = receivedOn
        self.completeOn = completeOn
        self.documentsRequestedOn = documentsRequestedOn
        self.statutoryDays = statutoryDays
        self.dueOn = dueOn
        self.documentsDueOn = documentsDueOn
        self.decidedOn = decidedOn
        self.closedOn = closedOn
        self.outcome = outcome
        self.originalOutcome = originalOutcome
        self.flemishTitle = flemishTitle
        self.levels = levels
        self.supersedes = supersedes
        self.supersededBy = supersededBy
        self.fee = fee
        self.feeExemption = feeExemption
    }
}

extension RecognitionDecision.Diploma: Packable {
    package func pack(into out: inout PackedWriter) {
        if let title { out.text(1, title) }
        if let dutchTitle { out.text(5, dutchTitle) }
        if let country { out.begin(2); country.pack(into: &out) }
        if let year { out.integer(3, year.packedNumber) }
        if let institution { out.text(4, institution) }
        out.end()
    }

    package init(unpacking reader: inout PackedReader) throws {
        var title: String?
        var dutchTitle: String?
        var country: Coded?
        var year: PartialDate?
        var institution: String?
        while let part = try reader.next() {
            switch part.number {
            case 1: title = try reader.text(part)
            case 5: dutchTitle = try reader.text(part)
            case 2: country = try reader.value(part)
            case 3: year = try PartialDate(packedNumber: try reader.integer(part))
            case 4: institution = try reader.text(part)
            default: try reader.skip(part)
            }
        }
        self.title = title
        self.dutchTitle = dutchTitle
        self.country = country
        self.year = year
        self.institution = institution
    }
}

extension Credential.Status: PackableCase {
    package var packedNumber: UInt64 {
        switch self {
        case .registered: 1
        case .cancelled: 2
        }
    }

    package init?(packedNumber: UInt64) {
        switch packedNumber {
        case 1: self = .registered
        case 2: self = .cancelled
        default: return nil
        }
    }
}

extension Credential.Authenticity: PackableCase {
    package var packedNumber: UInt64 {
        switch self {
        case .authentic: 1
        case .declaredOnHonour: 2
        case .verifiedByVDAB: 3
        case .unknown: 4
        }
    }

    package init?(packedNumber: UInt64) {
        switch packedNumber {
        case 1: self = .authentic
        case 2: self = .declaredOnHonour
        case 3: self = .verifiedByVDAB
        case 4: self = .unknown
        default: return nil
        }
    }
}

extension Credential.Completeness: PackableCase {
    package var packedNumber: UInt64 {
        switch self {
        case .final: 1
        case .partial: 2
        }
    }

    package init?(packedNumber: UInt64) {
        switch packedNumber {
        case 1: self = .final
        case 2: self = .partial
        default: return nil
        }
    }
}

extension RecognitionDecision.Kind: PackableCase {
    package var packedNumber: UInt64 {
        switch self {
        case .level: 1
        case .specific: 2
        case .doctorate: 3
        case .redirect: 4
        case .unknown: 5
        }
    }

    package init?(packedNumber: UInt64) {
        switch packedNumber {
        case 1: self = .level
        case 2: self = .specific
        case 3: self = .doctorate
        case 4: self = .redirect
        case 5: self = .unknown
        default: return nil
        }
    }
}

extension RecognitionDecision.Outcome: PackableCase {
    package var packedNumber: UInt64 {
        switch self {
        case .grantedAsRequested: 1
        case .grantedLower: 2
        case .refused: 3
        case .closedIncomplete: 4
        case .withdrawn: 5
        }
    }

    package init?(packedNumber: UInt64) {
        switch packedNumber {
        case 1: self = .grantedAsRequested
        case 2: self = .grantedLower
        case 3: self = .refused
        case 4: self = .closedIncomplete
        case 5: self = .withdrawn
        default: return nil
        }
    }
}
