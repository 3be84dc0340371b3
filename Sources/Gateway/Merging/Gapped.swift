// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// What several views of one thing add up to: what one leaves out, another may say.
///
/// An omission is no withdrawal (domain §3.7, 7); a list that one view gives stands as a whole.
protocol Gapped: Sendable, Codable, Equatable {
    mutating func fillGaps(from other: Self)
}

extension Gapped {
    fileprivate mutating func fill<Part>(_ part: WritableKeyPath<Self, Part?>, from other: Self) {
        if self[keyPath: part] == nil { self[keyPath: part] = other[keyPath: part] }
    }

    fileprivate mutating func fill<Item>(list part: WritableKeyPath<Self, [Item]>, from other: Self) {
        if self[keyPath: part].isEmpty { self[keyPath: part] = other[keyPath: part] }
    }
}

extension Trajectory: Gapped {
    mutating func fillGaps(from other: Trajectory) {
        fill(\.type, from: other)
        fill(\.manager, from: other)
        fill(\.period, from: other)
        if status == .unknown { (status, originalStatus) = (other.status, originalStatus ?? other.originalStatus) }
        if decision == nil { (decision, decisionDate) = (other.decision, other.decisionDate) }
        fill(\.targetGroupAtStart, from: other)
    }
}

extension ComponentState: Gapped {
    mutating func fillGaps(from other: ComponentState) {
        fill(\.trajectoryId, from: other)
        fill(\.pillar, from: other)
        fill(\.sourceType, from: other)
        fill(\.period, from: other)
        fill(\.status, from: other)
        if originalDecision == nil {
            (decision, originalDecision, decisionDate) = (other.decision, other.originalDecision, other.decisionDate)
        }
        fill(\.exemption, from: other)
    }
}

extension Contract: Gapped {
    mutating func fillGaps(from other: Contract) {
        fill(\.trajectoryId, from: other)
        fill(\.type, from: other)
        fill(\.signedOn, from: other)
        fill(\.registeredOn, from: other)
        fill(list: \.terms, from: other)
        fill(\.rightsAndDutiesClause, from: other)
        fill(list: \.addenda, from: other)
        fill(list: \.suspensions, from: other)
        fill(list: \.postponements, from: other)
    }
}

extension Attestation: Gapped {
    mutating func fillGaps(from other: Attestation) {
        fill(\.trajectoryId, from: other)
        fill(\.original, from: other)
        fill(\.issuedOn, from: other)
        fill(\.issuer, from: other)
        fill(\.documentRef, from: other)
    }
}

extension TargetGroupDetermination: Gapped {
    mutating func fillGaps(from other: TargetGroupDetermination) {
        fill(\.original, from: other)
        fill(\.subtype, from: other)
        fill(\.reasonNotTarget, from: other)
        fill(\.reasonExempt, from: other)
        fill(\.obligedSince, from: other)
        fill(\.region, from: other)
        if validity?.end == nil, let longer = other.validity, longer.begin == validity?.begin ?? longer.begin { validity = longer }
    }
}

extension Exemption: Gapped {
    mutating func fillGaps(from other: Exemption) {
        fill(\.original, from: other)
        fill(\.decidedBy, from: other)
        if period?.end == nil, let longer = other.period, longer.begin == period?.begin ?? longer.begin { period = longer }
    }
}

extension Referral: Gapped {
    mutating func fillGaps(from other: Referral) {
        fill(\.from, from: other)
        fill(\.to, from: other)
        fill(\.partnerType, from: other)
        fill(\.reason, from: other)
        fill(\.receivedOn, from: other)
        fill(\.appointmentOn, from: other)
        fill(\.status, from: other)
    }
}

extension CourseEnrolment: Gapped {
    mutating func fillGaps(from other: CourseEnrolment) {
        fill(\.course, from: other)
        fill(\.module, from: other)
        fill(\.moduleVariant, from: other)
        fill(\.targetLevel, from: other)
        fill(\.instructionLanguage, from: other)
        fill(\.period, from: other)
        fill(\.enrolledOn, from: other)
        fill(\.unenrolledOn, from: other)
        if status == .unknown { (status, originalStatus) = (other.status, originalStatus ?? other.originalStatus) }
        if originalResult == nil { (result, originalResult) = (result ?? other.result, other.originalResult) }
        fill(\.planned, from: other)
        fill(\.attended, from: other)
        fill(\.excused, from: other)
        fill(\.daypart, from: other)
        fill(\.mode, from: other)
        fill(\.schoolYear, from: other)
        fill(\.newcomerFlag, from: other)
        fill(\.formerNewcomerFlag, from: other)
    }
}

extension TestAttempt: Gapped {
    mutating func fillGaps(from other: TestAttempt) {
        fill(\.original, from: other)
        fill(\.date, from: other)
        fill(\.place, from: other)
        fill(list: \.skills, from: other)
        fill(\.targetLevel, from: other)
        if originalOutcome == nil {
            (outcome, originalOutcome, noResultReason) = (other.outcome, other.originalOutcome, noResultReason ?? other.noResultReason)
        }
        fill(\.attemptNumber, from: other)
    }
}

extension ActivityPeriod: Gapped {
    mutating func fillGaps(from other: ActivityPeriod) {
        fill(\.employer, from: other)
        fill(\.dimonaNumber, from: other)
        fill(\.title, from: other)
    }
}
