// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import Obligations

/// K4: of those who became obliged in the year, who signed a contract within three, six and twelve months (note, r. 549–575).
///
/// Numerator and denominator are the same persons of the Flemish Region: never contracts over inflow, as the note's table would invite to.
package enum K4ContractRate: Indicator {
    static let terms = [3, 6, 12]
    package static let definition: IndicatorDefinition = {
        var told = IndicatorDefinition(
            "K4", .inflow, Phrase("Contract na verplichting", "Contract after the duty"),
            numerator: Phrase("wie een contract tekende binnen 3, 6 of 12 maanden", "who signed a contract within 3, 6 or 12 months"),
            denominator: Phrase(
                "personen die in het jaar verplicht werden in het Vlaams Gewest, en bij wie die maanden voorbij zijn",
                "persons who became obliged in the Flemish Region in the year and for whom those months are over"),
            period: Phrase("jaar waarin de verplichting begon", "year in which the duty began"),
            quote: "bij aanvang van het traject moet worden ondertekend", lines: "549-575, 975-976")
        for (index, term) in terms.enumerated() {
            told.column("Contract binnen \(term) maanden", "Contract within \(term) months")
            told.column("Geen contract binnen \(term) maanden", "No contract within \(term) months")
            told.rate("Contract binnen \(term) maanden", "Contract within \(term) months", [index * 2], of: [index * 2, index * 2 + 1])
        }
        told.areas = .trajectory
        return told
    }()

    package static func observe(_ facts: PersonFacts, from view: ReportingView, into found: inout [Observation]) {
        guard let day = facts.targetGroups.first(where: { $0.value.isObliged })?.on, view.tells(day) else { return }
        guard let home = facts.home(on: day) else { found.append(Observation(Observation.excluded, on: day, group: .obliged)); return }
        guard Geography.region(of: home) == .flanders else { return }
        for (index, term) in terms.enumerated() {
            let limit = day.adding(months: term)
            guard view.isOver(limit) else {
                if term == 12 { found.append(Observation(Observation.tooEarly, on: day, group: .obliged)) }
                continue
            }
            let signed = facts.contracts.first.map { $0 <= limit } ?? false
            found.append(Observation(index * 2 + (signed ? 0 : 1), on: day, group: .obliged))
        }
    }
}
