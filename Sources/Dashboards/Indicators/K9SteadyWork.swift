// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// K9: of those with an attest of the year, who worked, trained or studied six months without a gap in the two years after (note, r. 1040–1043).
package enum K9SteadyWork: Indicator {
    package static let definition: IndicatorDefinition = {
        var told = IndicatorDefinition(
            "K9", .work, Phrase("Zes maanden onafgebroken aan het werk", "Six months of work without a gap"),
            numerator: Phrase(
                "wie binnen 24 maanden na het attest zes maanden onafgebroken werkte, een opleiding volgde of studeerde",
                "who worked, trained or studied six months without a gap within 24 months of the attest"),
            denominator: Phrase(
                "personen met een attest, bij wie die 24 maanden voorbij zijn", "persons with an attest for whom those 24 months are over"),
            period: Phrase("jaar van het attest", "year of the attest"),
            quote: "in die periode geen 6 maanden onafgebroken gewerkt heeft, een opleiding gevolgd of gestudeerd", lines: "1040-1043")
        for (index, (nl, en)) in [("Gewerkt", "Worked"), ("Opleiding gevolgd", "Trained"), ("Gestudeerd", "Studied")].enumerated() {
            told.column("\(nl), zes maanden onafgebroken", "\(en) six months without a gap")
            told.column("Niet: \(nl.lowercased())", "Not: \(en.lowercased())")
            told.rate(nl, en, [index * 2], of: [index * 2, index * 2 + 1])
        }
        told.areas = .work
        return told
    }()

    package static func observe(_ facts: PersonFacts, from view: ReportingView, into found: inout [Observation]) {
        guard let day = facts.attests.first, view.tells(day) else { return }
        let end = day.adding(months: 24)
        let course = facts.courses.last { $0.startsOn <= day }
        let observe = { (column: Int) in Observation(column, on: day, manager: course?.manager, group: course?.group) }
        guard view.isOver(end) else { found.append(observe(Observation.tooEarly)); return }
        for (index, periods) in [facts.work, facts.training, facts.study].enumerated() {
            let held = Windows.holdsUninterrupted(periods, months: 6, from: day.adding(days: 1), through: end)
            found.append(observe(index * 2 + (held ? 0 : 1)))
        }
    }
}
