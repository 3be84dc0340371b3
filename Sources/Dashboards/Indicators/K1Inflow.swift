// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// K1: adults whose first entry in the aliens or population register of a Flemish municipality begins in the year (note, r. 524–532).
package enum K1Inflow: Indicator {
    package static let definition: IndicatorDefinition = {
        var told = IndicatorDefinition(
            "K1", .inflow, Phrase("Instroom", "Inflow"),
            numerator: Phrase(
                "meerderjarigen die voor het eerst in het vreemdelingen- of bevolkingsregister staan",
                "adults entered for the first time in the aliens or population register"),
            denominator: Phrase("geen: dit is een aantal", "none: this is a count"),
            period: Phrase("jaar van de eerste inschrijving in het Vlaams Gewest", "year of the first entry in the Flemish Region"),
            quote: "jaarlijkse monitoring … via het Netwerk Statistiek Vlaanderen, en dit tot op het lokale niveau",
            lines: "524-532, 1537-1540")
        told.column("Nieuwe meerderjarigen", "New adults")
        told.areas = .residence
        return told
    }()

    package static func observe(_ facts: PersonFacts, from view: ReportingView, into found: inout [Observation]) {
        guard let day = entry(of: facts, view) else { return }
        found.append(Observation(facts.homes.isEmpty ? Observation.excluded : 0, on: day))
    }

    /// The day of entry of an adult in the Flemish Region, or of one whose place is not known.
    static func entry(of facts: PersonFacts, _ view: ReportingView) -> LocalDate? {
        guard let day = facts.enteredOn, view.tells(day), (facts.age(on: day) ?? 18) >= 18 else { return nil }
        if let home = facts.home(on: day), Geography.region(of: home) != .flanders { return nil }
        return day
    }
}
