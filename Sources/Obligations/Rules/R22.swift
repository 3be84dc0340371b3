// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// R22: there were no obliged contracts in Brussels (note, r. 544–545), and later there were (r. 1498–1501).
package enum R22: Rule {
    package static let id = RuleID.r22

    package static func judge(_ facts: DutyFacts, on day: LocalDate, under book: RuleBook) -> [Obligation] {
        facts.courses.compactMap { course in
            guard let home = facts.livedInBrussels(on: course.startsOn) else { return nil }
            let parameters = book.parameters(for: course.startsOn)
            let duty = Duty(id, parameters, trigger: course.trajectoryId, start: course.start)
            guard let from = parameters.brusselsObligedFrom, from <= course.startsOn else {
                return duty.standing(.notApplicable, .brusselsNotObliged, on: course.startsOn, record: home.record)
            }
            guard facts.isObliged(course, parameters) else { return duty.standing(.notApplicable, .notObliged, record: home.record) }
            return duty.settled(met: course.start, ended: nil, on: day)
        }
    }
}
