// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// R03: the contract fixes a term for each of its components (note, r. 976–983).
package enum R03: Rule {
    package static let id = RuleID.r03

    package static func judge(_ facts: DutyFacts, on day: LocalDate, under book: RuleBook) -> [Obligation] {
        facts.courses.flatMap { course in
            let parameters = book.parameters(for: course.startsOn)
            return Pillar.allCases.compactMap { pillar -> Obligation? in
                guard let part = course.part(pillar) else { return nil }
                let duty = Duty(
                    id, parameters, trigger: "\(course.trajectoryId)/\(pillar.rawValue)", start: course.start,
                    due: term(of: part.part, course, parameters), by: .dueByContract)
                if let component = facts.component(pillar, of: course), component.decision == .notApplicable {
                    return duty.standing(.notApplicable, .componentNotApplicable, on: component.decidedOn, record: component.record)
                }
                return duty.settled(
                    met: facts.met(pillar, of: course), ended: facts.ended,
                    freed: facts.freed([.whole, pillar.scope], on: course.startsOn), on: day)
            }
        }
    }

    /// When a component must be finished, by its contract.
    static func term(of part: Course.Part, _ course: Course, _ parameters: RuleParameters) -> Deadline.Due? {
        part.dueOn.map {
            Deadline.extended($0, from: course.startsOn, suspensions: course.suspensions, rollsWeekends: parameters.rollsWeekends)
        }
    }
}
