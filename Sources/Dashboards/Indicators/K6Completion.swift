// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// K6: of those with a first contract in the year, who had an attest after 12, 18, 24 and 36 months (note, r. 986–988).
package enum K6Completion: Indicator {
    static let terms = [12, 18, 24, 36]
    package static let definition: IndicatorDefinition = {
        var told = IndicatorDefinition(
            "K6", .inflow, Phrase("Van contract naar attest", "From contract to attest"),
            numerator: Phrase("wie een attest had na 12, 18, 24 of 36 maanden", "who had an attest after 12, 18, 24 or 36 months"),
            denominator: Phrase(
                "personen met een eerste contract in het jaar, bij wie die maanden voorbij zijn",
                "persons with a first contract in the year for whom those months are over"),
            period: Phrase("jaar van het eerste contract", "year of the first contract"), lines: "986-988")
        for (index, term) in terms.enumerated() {
            told.column("Attest na \(term) maanden", "Attest after \(term) months")
            told.column("Geen attest na \(term) maanden", "No attest after \(term) months")
            told.rate("Attest na \(term) maanden", "Attest after \(term) months", [index * 2], of: [index * 2, index * 2 + 1])
        }
        told.areas = .trajectory
        return told
    }()

    package static func observe(_ facts: PersonFacts, from view: ReportingView, into found: inout [Observation]) {
        guard let course = facts.courses.first, view.tells(course.startsOn) else { return }
        let attest = facts.attests.first { $0 >= course.startsOn }
        for (index, term) in terms.enumerated() {
            let limit = course.startsOn.adding(months: term)
            guard view.isOver(limit) else {
                if term == 36 {
                    found.append(Observation(Observation.tooEarly, on: course.startsOn, manager: course.manager, group: course.group))
                }
                continue
            }
            let reached = attest.map { $0 <= limit } ?? false
            found.append(Observation(index * 2 + (reached ? 0 : 1), on: course.startsOn, manager: course.manager, group: course.group))
        }
    }
}
