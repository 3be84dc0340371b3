// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// R21: the transition to the secondary trajectory is agreed with the local authority, which is handed the person over (note, r. 1426–1427).
///
/// The transition is the completion of the trajectory; nobody fixed a term.
package enum R21: Rule {
    package static let id = RuleID.r21

    package static func judge(_ facts: DutyFacts, on day: LocalDate, under book: RuleBook) -> [Obligation] {
        facts.courses.compactMap { course in
            let parameters = book.parameters(for: course.startsOn)
            guard let completed = facts.completion(of: course, parameters) else { return nil }
            let duty = Duty(
                id, as: .handOver, parameters, trigger: course.trajectoryId, start: completed, because: .startsWithCompletion)
            return duty.settled(met: facts.handedOver[course.trajectoryId], ended: facts.ended, on: day)
        }
    }
}
