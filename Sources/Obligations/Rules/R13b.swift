// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// R13b: the level is shown in a standardised exam, at a number of central places (note, r. 1030–1031).
package enum R13b: Rule {
    package static let id = RuleID.r13b

    package static func judge(_ facts: DutyFacts, on day: LocalDate, under book: RuleBook) -> [Obligation] {
        facts.courses.filter { $0.part(.nt2) != nil }.map { course in
            let parameters = book.parameters(for: course.startsOn)
            let sittings = facts.tests.filter { $0.kind == .nt2A2 && facts.course(on: $0.on.day)?.trajectoryId == course.trajectoryId }
            let first = sittings.map(\.on).min()
            return Duty(id, parameters, trigger: course.trajectoryId, start: course.start).settled(
                met: first, achieved: DutchLevel.reached(parameters.dutchLevel, oralOnly: false, facts)?.day, ended: facts.ended,
                freed: facts.freed([.whole, .nt2], on: course.startsOn), on: day)
        }
    }
}
