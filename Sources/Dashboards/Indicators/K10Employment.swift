// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// K10: (former) inburgeraars from 20 to 64 who work at the end of the year (note, r. 238–243, 1537–1540).
package enum K10Employment: Indicator {
    static let working = 0, notWorking = 1
    package static let definition: IndicatorDefinition = {
        var told = IndicatorDefinition(
            "K10", .work, Phrase("Werkzaamheidsgraad van (gewezen) inburgeraars", "Employment rate of (former) participants"),
            numerator: Phrase(
                "wie werkt op de laatste dag van het jaar, of op de peildatum",
                "who works on the last day of the year, or on the reference day"),
            denominator: Phrase(
                "personen van 20 tot 64 jaar die ooit een contract tekenden", "persons from 20 to 64 who ever signed a contract"),
            period: Phrase("jaar van de peildatum", "year of the reference day"),
            quote: "het bereikte niveau van de Nederlandse taal … , de werkzaamheidsgraad, de woonsituatie", lines: "238-243, 1537-1540")
        told.column("Aan het werk", "Working")
        told.column("Niet aan het werk", "Not working")
        told.rate("Aan het werk", "Working", [working], of: [working, notWorking])
        told.areas = .work
        return told
    }()

    package static func observe(_ facts: PersonFacts, from view: ReportingView, into found: inout [Observation]) {
        guard let course = facts.courses.first else { return }
        for year in view.years {
            let day = view.end(of: year)
            guard course.startsOn <= day, day.year == year, facts.endedOn.map({ day < $0 }) ?? true else { continue }
            guard let age = facts.age(on: day) else {
                found.append(Observation(Observation.excluded, on: day, manager: course.manager, group: course.group))
                continue
            }
            guard (20...64).contains(age) else { continue }
            let works = Windows.covers(facts.work, day)
            found.append(Observation(works ? working : notWorking, on: day, manager: course.manager, group: course.group))
        }
    }
}
