// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// R04: a trajectory is made of its components, and is completed when each of them is (note, r. 980–983).
package enum R04: Rule {
    package static let id = RuleID.r04

    package static func judge(_ facts: DutyFacts, on day: LocalDate, under book: RuleBook) -> [Obligation] {
        facts.courses.map { course in
            let parameters = book.parameters(for: course.startsOn)
            let duty = Duty(
                id, parameters, trigger: course.trajectoryId, start: course.start, due: lastTerm(course, parameters), by: .dueByContract)
            return duty.settled(
                met: facts.completion(of: course, parameters), ended: facts.ended, freed: facts.freed([.whole], on: course.startsOn),
                on: day)
        }
    }

    /// The last of the terms of the components; nil where one of them has none.
    private static func lastTerm(_ course: Course, _ parameters: RuleParameters) -> Deadline.Due? {
        let parts = Pillar.allCases.compactMap { course.part($0)?.part }
        let terms = parts.compactMap { R03.term(of: $0, course, parameters) }
        return terms.count == parts.count ? terms.max { $0.day < $1.day } : nil
    }
}
