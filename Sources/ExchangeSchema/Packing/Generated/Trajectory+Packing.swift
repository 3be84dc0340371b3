// SPDX-License-Identifier: EUPL-1.2
// Written by scripts/packing.py from Records/Trajectory.swift; not to be changed by hand.

extension TargetGroupDetermination: Packable {
    package func pack(into out: inout PackedWriter) {
        out.number(1, code.packedNumber)
        out.number(2, type.packedNumber)
        if let original { out.begin(3); original.pack(into: &out) }
        if let subtype { out.begin(4); subtype.pack(into: &out) }
        if let reasonNotTarget { out.begin(5); reasonNotTarget.pack(into: &out) }
        if let reasonExempt { out.begin(6); reasonExempt.pack(into: &out) }
        if let obligedSince { out.integer(7, Int64(obligedSince.dayNumber)) }
        if let region { out.text(8, region) }
        if let validity { out.begin(9); validity.pack(into: &out) }
        out.end()
    }

    package init(unpacking reader: inout PackedReader) throws {
        var code: Answer?
        var type: TargetGroup?
        var original: Coded?
        var subtype: Coded?
        var reasonNotTarget: Coded?
        var reasonExempt: Coded?
        var obligedSince: LocalDate?
        var region: String?
        var validity: Period?
        while let part = try reader.next() {
            switch part.number {
            case 1: code = try reader.case(part)
            case 2: type = try reader.case(part)
            case 3: original = try reader.value(part)
            case 4: subtype = try reader.value(part)
            case 5: reasonNotTarget = try reader.value(part)
            case 6: reasonExempt = try reader.value(part)
            case 7: obligedSince = try reader.day(part)
            case 8: region = try reader.text(part)
            case 9: validity = try reader.value(part)
            default: try reader.skip(part)
            }
        }
        guard let code, let type else { throw PackedFault() }
        self.code = code
        self.type = type
        self.original = original
        self.subtype = subtype
        self.reasonNotTarget = reasonNotTarget
        self.reasonExempt = reasonExempt
        self.obligedSince = obligedSince
        self.region = region
        self.validity = validity
    }
}

extension Trajectory: Packable {
    package func pack(into out: inout PackedWriter) {
        out.text(1, trajectoryId)
        if let type { out.begin(2); type.pack(into: &out) }
        if let manager { out.text(3, manager.rawValue) }
        if let period { out.begin(4); period.pack(into: &out) }
        out.number(5, status.packedNumber)
        if let originalStatus { out.begin(6); originalStatus.pack(into: &out) }
        if let decision { out.number(7, decision.packedNumber) }
        if let decisionDate { out.integer(8, Int64(decisionDate.dayNumber)) }
        if let targetGroupAtStart { out.number(9, targetGroupAtStart.packedNumber) }
        out.end()
    }

    package init(unpacking reader: inout PackedReader) throws {
        var trajectoryId: String?
        var type: Coded?
        var manager: OrganisationID?
        var period: Period?
        var status: Status?
        var originalStatus: Coded?
        var decision: Decision?
        var decisionDate: LocalDate?
        var targetGroupAtStart: TargetGroup?
        while let part = try reader.next() {
            switch part.number {
            case 1: trajectoryId = try reader.text(part)
            case 2: type = try reader.value(part)
            case 3: manager = OrganisationID(rawValue: try reader.text(part))
            case 4: period = try reader.value(part)
            case 5: status = try reader.case(part)
            case 6: originalStatus = try reader.value(part)
            case 7: decision = try reader.case(part)
            case 8: decisionDate = try reader.day(part)
            case 9: targetGroupAtStart = try reader.case(part)
            default: try reader.skip(part)
            }
        }
        guard let trajectoryId, let status else { throw PackedFault() }
        self.trajectoryId = trajectoryId
        self.type = type
        self.manager = manager
        self.period = period
        self.status = status
        self.originalStatus = originalStatus
        self.decision = decision
        self.decisionDate = decisionDate
        self.targetGroupAtStart = targetGroupAtStart
    }
}

extension Contract: Packable {
    package func pack(into out: inout PackedWriter) {
        out.text(1, contractId)
        if let trajectoryId { out.text(2, trajectoryId) }
        if let type { out.begin(3); type.pack(into: &out) }
        if let signedOn { out.integer(4, Int64(signedOn.dayNumber)) }
        if let registeredOn { out.integer(5, Int64(registeredOn.dayNumber)) }
        for item in terms { out.begin(6); item.pack(into: &out) }
        if let rightsAndDutiesClause { out.flag(7, rightsAndDutiesClause) }
        for item in addenda { out.begin(8); item.pack(into: &out) }
        for item in suspensions { out.begin(9); item.pack(into: &out) }
        for item in postponements { out.integer(10, Int64(item.dayNumber)) }
        out.number(11, status.packedNumber)
        out.end()
    }

    package init(unpacking reader: inout PackedReader) throws {
        var contractId: String?
        var trajectoryId: String?
        var type: Coded?
        var signedOn: LocalDate?
        var registeredOn: LocalDate?
        var terms: [Term] = []
        var rightsAndDutiesClause: Bool?
        var addenda: [Addendum] = []
        var suspensions: [Suspension] = []
        var postponements: [LocalDate] = []
        var status: Status?
        while let part = try reader.next() {
            switch part.number {
            case 1: contractId = try reader.text(part)
            case 2: trajectoryId = try reader.text(part)
            case 3: type = try reader.value(part)
            case 4: signedOn = try reader.day(part)
            case 5: registeredOn = try reader.day(part)
            case 6: terms.append(try reader.value(part))
            case 7: rightsAndDutiesClause = try reader.flag(part)
            case 8: addenda.append(try reader.value(part))
            case 9: suspensions.append(try reader.value(part))
            case 10: postponements.append(try reader.day(part))
            case 11: status = try reader.case(part)
            default: try reader.skip(part)
            }
        }
        guard let contractId, let status else { throw PackedFault() }
        self.contractId = contractId
        self.trajectoryId = trajectoryId
        self.type = type
        self.signedOn = signedOn
        self.registeredOn = registeredOn
        self.terms = terms
        self.rightsAndDutiesClause = rightsAndDutiesClause
        self.addenda = addenda
        self.suspensions = suspensions
        self.postponements = postponements
        self.status = status
    }
}

extension Contract.Term: Packable {
    package func pack(into out: inout PackedWriter) {
        out.number(1, pillar.packedNumber)
        if included { out.flag(2, true) }
        if let dueOn { out.integer(3, Int64(dueOn.dayNumber)) }
        out.end()
    }

    package init(unpacking reader: inout PackedReader) throws {
        var pillar: Pillar?
        var included = false
        var dueOn: LocalDate?
        while let part = try reader.next() {
            switch part.number {
            case 1: pillar = try reader.case(part)
            case 2: included = try reader.flag(part)
            case 3: dueOn = try reader.day(part)
            default: try reader.skip(part)
            }
        }
        guard let pillar else { throw PackedFault() }
        self.pillar = pillar
        self.included = included
        self.dueOn = dueOn
    }
}

extension Contract.Addendum: Packable {
    package func pack(into out: inout PackedWriter) {
        out.integer(1, Int64(date.dayNumber))
        if let type { out.begin(2); type.pack(into: &out) }
        out.end()
    }

    package init(unpacking reader: inout PackedReader) throws {
        var date: LocalDate?
        var type: Coded?
        while let part = try reader.next() {
            switch part.number {
            case 1: date = try reader.day(part)
            case 2: type = try reader.value(part)
            default: try reader.skip(part)
            }
        }
        guard let date else { throw PackedFault() }
        self.date = date
        self.type = type
    }
}

extension Contract.Suspension: Packable {
    package func pack(into out: inout PackedWriter) {
        out.begin(1); period.pack(into: &out)
        if let reason { out.begin(2); reason.pack(into: &out) }
        out.end()
    }

    package init(unpacking reader: inout PackedReader) throws {
        var period: Period?
        var reason: Coded?
        while let part = try reader.next() {
            switch part.number {
            case 1: period = try reader.value(part)
            case 2: reason = try reader.value(part)
            default: try reader.skip(part)
            }
        }
        guard let period else { throw PackedFault() }
        self.period = period
        self.reason = reason
    }
}

extension ComponentState: Packable {
    package func pack(into out: inout PackedWriter) {
        out.text(1, componentId)
        if let trajectoryId { out.text(2, trajectoryId) }
        if let pillar { out.number(3, pillar.packedNumber) }
        if let sourceType { out.begin(4); sourceType.pack(into: &out) }
        if let period { out.begin(5); period.pack(into: &out) }
        if let status { out.begin(6); status.pack(into: &out) }
        if let decision { out.number(7, decision.packedNumber) }
        if let originalDecision { out.begin(8); originalDecision.pack(into: &out) }
        if let decisionDate { out.integer(9, Int64(decisionDate.dayNumber)) }
        if let exemption { out.begin(10); exemption.pack(into: &out) }
        out.end()
    }

    package init(unpacking reader: inout PackedReader) throws {
        var componentId: String?
        var trajectoryId: String?
        var pillar: Pillar?
        var sourceType: Coded?
        var period: Period?
        var status: Coded?
        var decision: Decision?
        var originalDecision: Coded?
        var decisionDate: LocalDate?
        var exemption: Coded?
        while let part = try reader.next() {
            switch part.number {
            case 1: componentId = try reader.text(part)
            case 2: trajectoryId = try reader.text(part)
            case 3: pillar = try reader.case(part)
            case 4: sourceType = try reader.value(part)
            case 5: period = try reader.value(part)
            case 6: status = try reader.value(part)
            case 7: decision = try reader.case(part)
            case 8: originalDecision = try reader.value(part)
            case 9: decisionDate = try reader.day(part)
            case 10: exemption = try reader.value(part)
            default: try reader.skip(part)
            }
        }
        guard let componentId else { throw PackedFault() }
        self.componentId = componentId
        self.trajectoryId = trajectoryId
        self.pillar = pillar
        self.sourceType = sourceType
        self.period = period
        self.status = status
        self.decision = decision
        self.originalDecision = originalDecision
        self.decisionDate = decisionDate
        self.exemption = exemption
    }
}

extension Exemption: Packable {
    package func pack(into out: inout PackedWriter) {
        out.number(1, scope.packedNumber)
        out.number(2, reason.packedNumber)
        if let original { out.begin(3); original.pack(into: &out) }
        if let period { out.begin(4); period.pack(into: &out) }
        if let decidedBy { out.text(5, decidedBy.rawValue) }
        out.end()
    }

    package init(unpacking reader: inout PackedReader) throws {
        var scope: Scope?
        var reason: Reason?
        var original: Coded?
        var period: Period?
        var decidedBy: OrganisationID?
        while let part = try reader.next() {
            switch part.number {
            case 1: scope = try reader.case(part)
            case 2: reason = try reader.case(part)
            case 3: original = try reader.value(part)
            case 4: period = try reader.value(part)
            case 5: decidedBy = OrganisationID(rawValue: try reader.text(part))
            default: try reader.skip(part)
            }
        }
        guard let scope, let reason else { throw PackedFault() }
        self.scope = scope
        self.reason = reason
        self.original = original
        self.period = period
        self.decidedBy = decidedBy
    }
}

extension FeeItem: Packable {
    package func pack(into out: inout PackedWriter) {
        out.number(1, kind.packedNumber)
        if let original { out.begin(2); original.pack(into: &out) }
        if let amount { out.integer(3, Int64(amount.cents)) }
        if let dueOn { out.integer(4, Int64(dueOn.dayNumber)) }
        if let triggerRef { out.text(5, triggerRef) }
        if exempt { out.flag(6, true) }
        if let exemptReason { out.begin(7); exemptReason.pack(into: &out) }
        if let paidOn { out.integer(8, Int64(paidOn.dayNumber)) }
        if let refunded { out.integer(9, Int64(refunded.cents)) }
        out.end()
    }

    package init(unpacking reader: inout PackedReader) throws {
        var kind: Kind?
        var original: Coded?
        var amount: Money?
        var dueOn: LocalDate?
        var triggerRef: String?
        var exempt = false
        var exemptReason: Coded?
        var paidOn: LocalDate?
        var refunded: Money?
        while let part = try reader.next() {
            switch part.number {
            case 1: kind = try reader.case(part)
            case 2: original = try reader.value(part)
            case 3: amount = Money(cents: Int(try reader.integer(part)))
            case 4: dueOn = try reader.day(part)
            case 5: triggerRef = try reader.text(part)
            case 6: exempt = try reader.flag(part)
            case 7: exemptReason = try reader.value(part)
            case 8: paidOn = try reader.day(part)
            case 9: refunded = Money(cents: Int(try reader.integer(part)))
            default: try reader.skip(part)
            }
        }
        guard let kind else { throw PackedFault() }
        self.kind = kind
        self.original = original
        self.amount = amount
        self.dueOn = dueOn
        self.triggerRef = triggerRef
        self.exempt = exempt
        self.exemptReason = exemptReason
        self.paidOn = paidOn
        self.refunded = refunded
    }
}

extension TargetGroupDetermination.Answer: PackableCase {
    package var packedNumber: UInt64 {
        switch self {
        case .yes: 1
        case .no: 2
        case .toBeDetermined: 3
        }
    }

    package init?(packedNumber: UInt64) {
        switch packedNumber {
        case 1: self = .yes
        case 2: self = .no
        case 3: self = .toBeDetermined
        default: return nil
        }
    }
}

extension TargetGroup: PackableCase {
    package var packedNumber: UInt64 {
        switch self {
        case .obliged: 1
        case .entitled: 2
        case .entitledObliged: 3
        case .minor: 4
        case .toBeDetermined: 5
        case .none: 6
        }
    }

    package init?(packedNumber: UInt64) {
        switch packedNumber {
        case 1: self = .obliged
        case 2: self = .entitled
        case 3: self = .entitledObliged
        case 4: self = .minor
        case 5: self = .toBeDetermined
        case 6: self = .none
        default: return nil
        }
    }
}

extension Trajectory.Status: PackableCase {
    package var packedNumber: UInt64 {
        switch self {
        case .running: 1
        case .completed: 2
        case .suspended: 3
        case .unknown: 4
        }
    }

    package init?(packedNumber: UInt64) {
        switch packedNumber {
        case 1: self = .running
        case 2: self = .completed
        case 3: self = .suspended
        case 4: self = .unknown
        default: return nil
        }
    }
}

extension Trajectory.Decision: PackableCase {
    package var packedNumber: UInt64 {
        switch self {
        case .yesIB: 1
        case .yesEVC: 2
        case .no: 3
        case .noAnalfa: 4
        }
    }

    package init?(packedNumber: UInt64) {
        switch packedNumber {
        case 1: self = .yesIB
        case 2: self = .yesEVC
        case 3: self = .no
        case 4: self = .noAnalfa
        default: return nil
        }
    }
}

extension Contract.Status: PackableCase {
    package var packedNumber: UInt64 {
        switch self {
        case .signed: 1
        case .withdrawn: 2
        case .replaced: 3
        }
    }

    package init?(packedNumber: UInt64) {
        switch packedNumber {
        case 1: self = .signed
        case 2: self = .withdrawn
        case 3: self = .replaced
        default: return nil
        }
    }
}

extension Pillar: PackableCase {
    package var packedNumber: UInt64 {
        switch self {
        case .nt2: 1
        case .mo: 2
        case .eco: 3
        case .part: 4
        }
    }

    package init?(packedNumber: UInt64) {
        switch packedNumber {
        case 1: self = .nt2
        case 2: self = .mo
        case 3: self = .eco
        case 4: self = .part
        default: return nil
        }
    }
}

extension ComponentState.Decision: PackableCase {
    package var packedNumber: UInt64 {
        switch self {
        case .met: 1
        case .notMet: 2
        case .notApplicable: 3
        case .passed: 4
        case .failed: 5
        }
    }

    package init?(packedNumber: UInt64) {
        switch packedNumber {
        case 1: self = .met
        case 2: self = .notMet
        case 3: self = .notApplicable
        case 4: self = .passed
        case 5: self = .failed
        default: return nil
        }
    }
}

extension Exemption.Scope: PackableCase {
    package var packedNumber: UInt64 {
        switch self {
        case .whole: 1
        case .nt2: 2
        case .mo: 3
        case .eco: 4
        case .part: 5
        case .b1Oral: 6
        case .fee: 7
        }
    }

    package init?(packedNumber: UInt64) {
        switch packedNumber {
        case 1: self = .whole
        case 2: self = .nt2
        case 3: self = .mo
        case 4: self = .eco
        case 5: self = .part
        case 6: self = .b1Oral
        case 7: self = .fee
        default: return nil
        }
    }
}

extension Exemption.Reason: PackableCase {
    package var packedNumber: UInt64 {
        switch self {
        case .illness: 1
        case .disability: 2
        case .age65: 3
        case .euCitizen: 4
        case .diploma: 5
        case .educationBelgium: 6
        case .working: 7
        case .studying: 8
        case .voluntary: 9
        case .limitedLearning: 10
        case .other: 11
        }
    }

    package init?(packedNumber: UInt64) {
        switch packedNumber {
        case 1: self = .illness
        case 2: self = .disability
        case 3: self = .age65
        case 4: self = .euCitizen
        case 5: self = .diploma
        case 6: self = .educationBelgium
        case 7: self = .working
        case 8: self = .studying
        case 9: self = .voluntary
        case 10: self = .limitedLearning
        case 11: self = .other
        default: return nil
        }
    }
}

extension FeeItem.Kind: PackableCase {
    package var packedNumber: UInt64 {
        switch self {
        case .nt2Course: 1
        case .nt2Test: 2
        case .moCourse: 3
        case .moTest: 4
        case .b1Test: 5
        case .unknown: 6
        }
    }

    package init?(packedNumber: UInt64) {
        switch packedNumber {
        case 1: self = .nt2Course
        case 2: self = .nt2Test
        case 3: self = .moCourse
        case 4: self = .moTest
        case 5: self = .b1Test
        case 6: self = .unknown
        default: return nil
        }
    }
}
