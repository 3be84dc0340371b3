// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// K3: persons with at least one signed contract of the year that was not withdrawn; the contracts themselves apart (note, r. 543, 559–564).
package enum K3Contracts: Indicator {
    static let persons = 0, contracts = 1
    package static let definition: IndicatorDefinition = {
        var told = IndicatorDefinition(
            "K3", .inflow, Phrase("Personen met een inburgeringscontract", "Persons with an integration contract"),
            numerator: Phrase(
                "personen met minstens één ondertekend contract dat niet is ingetrokken",
                "persons with at least one signed contract that was not withdrawn"),
            denominator: Phrase(
                "geen: de instroom gaat enkel over het Vlaams Gewest, contracten ook over Brussel",
                "none: inflow is of the Flemish Region only, contracts of Brussels too"),
            period: Phrase("jaar van de ondertekening", "year of signing"), quote: "21.583 inburgeringscontracten ondertekend",
            lines: "543, 559-564")
        told.column("Personen met een contract", "Persons with a contract")
        told.column("Contracten", "Contracts", .other)
        told.areas = .trajectory
        return told
    }()

    package static func observe(_ facts: PersonFacts, from view: ReportingView, into found: inout [Observation]) {
        var last: Int?
        for day in facts.contracts where view.tells(day) {
            let course = facts.courses.last { $0.startsOn <= day }
            let group = course?.group ?? facts.targetGroup(on: day)
            if day.year != last { found.append(Observation(persons, on: day, manager: course?.manager, group: group)) }
            found.append(Observation(contracts, on: day, manager: course?.manager, group: group))
            last = day.year
        }
    }
}
