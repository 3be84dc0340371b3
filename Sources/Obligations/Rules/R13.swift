// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// R13: Dutch at level A2 at the end of the trajectory (note, r. 1029–1030).
package enum R13: Rule {
    package static let id = RuleID.r13

    package static func judge(_ facts: DutyFacts, on day: LocalDate, under book: RuleBook) -> [Obligation] {
        facts.courses.map { course in
            let parameters = book.parameters(for: course.startsOn)
            let duty = Duty(
                id, parameters, trigger: course.trajectoryId, start: course.start,
                due: course.part(.nt2).flatMap { R03.term(of: $0.part, course, parameters) }, by: .dueByContract)
            let adaptation = R13c.adaptation(facts, parameters)
            let reached = DutchLevel.reached(parameters.dutchLevel, oralOnly: adaptation == .oral, facts)
            let met = [adaptation == .unknown ? nil : reached, facts.met(.nt2, of: course)].compactMap(\.self).min()
            return duty.settled(
                met: met, achieved: reached?.day, ended: facts.ended, freed: facts.freed([.whole, .nt2], on: course.startsOn), on: day,
                also: adaptation == .unknown && met == nil ? [ReasonStep(.adaptedLevelUnknown, record: facts.literacy?.record)] : [])
        }
    }
}
