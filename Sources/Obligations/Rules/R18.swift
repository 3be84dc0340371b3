// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// R18: every newcomer on a trajectory registers with VDAB within two months of its start (note, r. 1095–1096).
package enum R18: Rule {
    package static let id = RuleID.r18

    package static func judge(_ facts: DutyFacts, on day: LocalDate, under book: RuleBook) -> [Obligation] {
        facts.courses.map { course in
            let parameters = book.parameters(for: course.startsOn)
            let due = Deadline.extended(
                Deadline.end(of: parameters.registrationTerm, from: course.startsOn), from: course.startsOn,
                suspensions: course.suspensions, rollsWeekends: parameters.rollsWeekends)
            let duty = Duty(id, parameters, trigger: course.trajectoryId, start: course.start, due: due)
            if let home = facts.livedInBrussels(on: course.startsOn) {
                return duty.standing(.notApplicable, .brussels, on: course.startsOn, record: home.record)
            }
            if let age = Deadline.age(born: facts.born, on: course.startsOn), age < parameters.adultAge {
                return duty.standing(.notApplicable, .minor, on: course.startsOn)
            }
            return duty.settled(
                met: facts.registrations.min { $0.day < $1.day }, ended: facts.ended, freed: facts.freed([.whole], on: course.startsOn),
                on: day)
        }
    }

    /// R18 alone under one rule set, of a person.
    package static func evaluate(_ person: CanonicalPerson, asOf: LocalDate, parameters: RuleParameters = .rs2019) -> [Obligation] {
        RuleBook([parameters]).judge(DutyFacts(person), on: asOf, rules: [R18.self])
    }
}
