// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// A duty, fee, entitlement or hand-over of one person under one rule, and how it stands on a day.
package struct Obligation: Sendable, Codable, Equatable {
    package enum State: String, Sendable, Codable, CaseIterable {
        case notApplicable = "NOT_APPLICABLE", pending = "PENDING", metInTime = "MET_IN_TIME", metLate = "MET_LATE"
        case overdue = "OVERDUE", exempt = "EXEMPT", void = "VOID"
    }
    /// What a rule creates. Of an entitlement, met means that the person has it, and not applicable that they do not.
    package enum Kind: String, Sendable, Codable, CaseIterable {
        case duty = "DUTY", fee = "FEE", entitlement = "ENTITLEMENT", handOver = "HAND_OVER"
    }

    package let kind: Kind
    package let rule: String
    package let ruleSet: String
    /// What set it off, e.g. the trajectory.
    package let trigger: String
    package let startsOn: LocalDate
    /// Last day in time, suspended days included; nil where the rule fixes no term.
    package let dueOn: LocalDate?
    /// By how many days suspensions moved the due date.
    package let suspendedDays: Int
    package let state: State
    package let metOn: LocalDate?
    /// When what the duty is for was reached, where meeting it does not say so: a test may be taken and failed (R14).
    package let achievedOn: LocalDate?
    /// What a fee amounts to; nil for what is no fee, and where no amount is laid down (R12g).
    package let amount: Money?
    /// Store numbers of the records that prove it.
    package let evidence: [Int64]
    /// The steps of the reasoning, in order.
    package let explanation: [ReasonStep]

    package init(
        kind: Kind, rule: RuleID, ruleSet: String, trigger: String, startsOn: LocalDate, dueOn: LocalDate?, suspendedDays: Int = 0,
        state: State, metOn: LocalDate? = nil, achievedOn: LocalDate? = nil, amount: Money? = nil, evidence: [Int64],
        explanation: [ReasonStep]
    ) {
        self.kind = kind
        self.rule = rule.rawValue
        self.ruleSet = ruleSet
        self.trigger = trigger
        self.startsOn = startsOn
        self.dueOn = dueOn
        self.suspendedDays = suspendedDays
        self.state = state
        self.metOn = metOn
        self.achievedOn = achievedOn
        self.amount = amount
        self.evidence = evidence
        self.explanation = explanation
    }
}
