// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// K21: who left the newcomers' class as an adult and began a trajectory or Dutch lessons within a year (note, r. 820–822).
package enum K21NewcomerClass: Indicator {
    static let wentOn = 0, didNot = 1
    package static let definition: IndicatorDefinition = {
        var told = IndicatorDefinition(
            "K21", .dutch, Phrase("Van onthaalklas naar traject of lessen", "From newcomers' class to trajectory or lessons"),
            numerator: Phrase(
                "wie binnen 12 maanden een traject of lessen Nederlands begon",
                "who began a trajectory or lessons of Dutch within 12 months"),
            denominator: Phrase(
                "wie de onthaalklas (OKAN) verliet en toen minstens 18 was, en bij wie die maanden voorbij zijn",
                "who left the newcomers' class (OKAN) aged 18 or more and for whom those months are over"),
            period: Phrase("jaar van vertrek uit de onthaalklas", "year of leaving the class"), lines: "820-822")
        told.column("Ging verder", "Went on")
        told.column("Ging niet verder", "Did not go on")
        told.rate("Ging verder", "Went on", [wentOn], of: [wentOn, didNot])
        told.areas = .learning
        return told
    }()

    package static func observe(_ facts: PersonFacts, from view: ReportingView, into found: inout [Observation]) {
        guard let left = facts.newcomerClassLeftOn, view.tells(left), let age = facts.age(on: left), age >= 18 else { return }
        let limit = left.adding(months: 12)
        guard view.isOver(limit) else { found.append(Observation(Observation.tooEarly, on: left)); return }
        let next = facts.courses.map(\.startsOn) + facts.lessons.map(\.enrolledOn)
        found.append(Observation(next.contains { $0 > left && $0 <= limit } ? wentOn : didNot, on: left))
    }
}
