// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// A duty of one person under one rule, and how it stands on a day.
package struct Obligation: Sendable, Codable, Equatable {
    package enum State: String, Sendable, Codable, CaseIterable {
        case notApplicable = "NOT_APPLICABLE", pending = "PENDING", metInTime = "MET_IN_TIME", metLate = "MET_LATE"
        case overdue = "OVERDUE", exempt = "EXEMPT", void = "VOID"
    }

    package let rule: String
    package let ruleSet: String
    /// What set it off, e.g. the trajectory.
    package let trigger: String
    package let startsOn: LocalDate
    package let dueOn: LocalDate
    package let state: State
    package let metOn: LocalDate?
    /// Store numbers of the records that prove it.
    package let evidence: [Int64]
    /// The steps of the reasoning, in order, in words that name rule and fact.
    package let explanation: [String]

    package init(
        rule: String, ruleSet: String, trigger: String, startsOn: LocalDate, dueOn: LocalDate, state: State, metOn: LocalDate?,
        evidence: [Int64], explanation: [String]
    ) {
        self.rule = rule
        self.ruleSet = ruleSet
        self.trigger = trigger
        self.startsOn = startsOn
        self.dueOn = dueOn
        self.state = state
        self.metOn = metOn
        self.evidence = evidence
        self.explanation = explanation
    }
}

/// A trajectory with what starts and suspends it: start = earliest signed contract that holds (R02).
package struct TrajectoryCourse: Sendable {
    package let trajectoryId: String
    package let startsOn: LocalDate
    package let suspensions: [Period]
    package let contracts: [Sourced<Contract>]
    package let trajectory: Sourced<Trajectory>?

    /// The trajectories of a person that have begun, in order of start. Contracts without a trajectory form one of their own.
    package static func courses(of person: CanonicalPerson) -> [TrajectoryCourse] {
        let held = person.contracts.filter { $0.value.status != .withdrawn && $0.value.signedOn != nil }
        return Dictionary(grouping: held) { $0.value.trajectoryId ?? "" }.compactMap { id, contracts in
            guard let start = contracts.compactMap(\.value.signedOn).min() else { return nil }
            return TrajectoryCourse(
                trajectoryId: id, startsOn: start, suspensions: contracts.flatMap { $0.value.suspensions.map(\.period) },
                contracts: contracts,
                trajectory: person.trajectories.first { $0.value.trajectoryId == id })
        }.sorted { ($0.startsOn, $0.trajectoryId) < ($1.startsOn, $1.trajectoryId) }
    }
}
