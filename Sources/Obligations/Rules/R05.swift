// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// R05: who completes the trajectory is entitled to the attest (note, r. 986–988).
package enum R05: Rule {
    package static let id = RuleID.r05

    package static func judge(_ facts: DutyFacts, on day: LocalDate, under book: RuleBook) -> [Obligation] {
        facts.courses.map { course in
            let parameters = book.parameters(for: course.startsOn)
            let completed = facts.allMet(course, parameters)
            let attest = facts.attest([.integration, .evc], of: course)
            let duty = Duty(
                id, as: .entitlement, parameters, trigger: course.trajectoryId, start: completed ?? attest ?? course.start,
                because: completed == nil ? attest == nil ? .startsWithContract : .startsWithAttest : .startsWithCompletion)
            guard completed != nil || attest != nil else { return duty.standing(.notApplicable, .notCompleted) }
            return duty.settled(met: attest, ended: nil, on: day)
        }
    }
}
