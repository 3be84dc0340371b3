// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// K2: the inflow by target group; the shares add up to a hundred with those of whom it is not determined (note, r. 531–532, 542).
package enum K2TargetGroups: Indicator {
    static let obliged = 0, entitled = 1, undetermined = 2
    package static let definition: IndicatorDefinition = {
        var told = IndicatorDefinition(
            "K2", .inflow, Phrase("Doelgroep van de instroom", "Target group of the inflow"),
            numerator: Phrase("instroom met plicht, met recht, of niet bepaald", "inflow obliged, entitled or undetermined"),
            denominator: Phrase(
                "instroom die tot de doelgroep hoort of waarvan dat niet bepaald is", "inflow in the target group or undetermined"),
            period: Phrase("jaar van de eerste inschrijving", "year of the first entry"), quote: "kon de doelgroep niet bepaald worden",
            lines: "531-532, 542")
        told.column("Plicht", "Obliged")
        told.column("Recht", "Entitled")
        told.column("Niet bepaald", "Undetermined")
        told.rate("Plicht", "Obliged", [obliged], of: [obliged, entitled, undetermined])
        told.rate("Recht", "Entitled", [entitled], of: [obliged, entitled, undetermined])
        told.rate("Niet bepaald", "Undetermined", [undetermined], of: [obliged, entitled, undetermined])
        told.areas = [.residence, .trajectory]
        return told
    }()

    package static func observe(_ facts: PersonFacts, from view: ReportingView, into found: inout [Observation]) {
        guard let day = K1Inflow.entry(of: facts, view), !facts.homes.isEmpty else { return }
        let group = facts.targetGroups.first?.value ?? .toBeDetermined
        let column =
            switch group {
            case .obliged, .entitledObliged: obliged
            case .entitled: entitled
            case .toBeDetermined: undetermined
            case .minor, .none: Observation.excluded
            }
        found.append(Observation(column, on: day, group: group))
    }
}
