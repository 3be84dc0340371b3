// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// K5: persons with an inburgeringsattest issued in the year and not withdrawn (note, r. 545–546).
package enum K5Attests: Indicator {
    package static let definition: IndicatorDefinition = {
        var told = IndicatorDefinition(
            "K5", .inflow, Phrase("Personen met een inburgeringsattest", "Persons with an integration attest"),
            numerator: Phrase("personen met een attest dat niet is ingetrokken", "persons with an attest that was not withdrawn"),
            denominator: Phrase(
                "geen: attesten van een jaar horen bij contracten van eerdere jaren",
                "none: attests of a year belong to contracts of earlier years"),
            period: Phrase("jaar van uitreiking", "year of issue"), quote: "net geen 17.000", lines: "545-546")
        told.column("Personen met een attest", "Persons with an attest")
        told.areas = .trajectory
        return told
    }()

    package static func observe(_ facts: PersonFacts, from view: ReportingView, into found: inout [Observation]) {
        var last: Int?
        for day in facts.attests where view.tells(day) && day.year != last {
            let course = facts.courses.last { $0.startsOn <= day }
            found.append(Observation(0, on: day, manager: course?.manager, group: course?.group))
            last = day.year
        }
    }
}
