// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// K19: exemptions by scope and by class of reason; illness and disability are one class, never below the province (note, r. 998–999).
package enum K19Exemptions: Indicator {
    static let classes: [(name: Phrase, reasons: Set<Exemption.Reason>)] = [
        (Phrase("Gezondheid", "Health"), [.illness, .disability]), (Phrase("Leeftijd", "Age"), [.age65]),
        (Phrase("Burger van de Europese Unie", "Citizen of the European Union"), [.euCitizen]),
        (Phrase("Diploma of onderwijs", "Diploma or education"), [.diploma, .educationBelgium]),
        (Phrase("Werk of studie", "Work or study"), [.working, .studying]),
        (Phrase("Andere reden", "Other reason"), [.voluntary, .limitedLearning, .other]),
    ]
    static let scopes: [(scope: Exemption.Scope, name: Phrase)] = [
        (.whole, Phrase("Volledig vrijgesteld", "Exempt as a whole")), (.nt2, Phrase("Van Nederlands", "From Dutch")),
        (.mo, Phrase("Van maatschappelijke oriëntatie", "From orientation")),
        (.eco, Phrase("Van economische zelfredzaamheid", "From economic self-reliance")),
        (.part, Phrase("Van participatie", "From participation")), (.b1Oral, Phrase("Van mondeling B1", "From oral B1")),
        (.fee, Phrase("Van de retributie", "From the fee")),
    ]
    package static let definition: IndicatorDefinition = {
        var told = IndicatorDefinition(
            "K19", .inflow, Phrase("Vrijstellingen", "Exemptions"),
            numerator: Phrase("vrijstellingen die in het jaar begonnen", "exemptions that began in the year"),
            denominator: Phrase("geen: dit zijn aantallen", "none: these are counts"),
            period: Phrase("jaar waarin de vrijstelling begon", "year in which the exemption began"), lines: "998-999")
        for one in classes { told.columns.append(.init(name: one.name, unit: .other)) }
        for one in scopes { told.columns.append(.init(name: one.name, unit: .other)) }
        told.isShownPerMunicipality = false
        told.areas = .trajectory
        return told
    }()

    package static func observe(_ facts: PersonFacts, from view: ReportingView, into found: inout [Observation]) {
        for freedom in facts.freedoms {
            guard let day = freedom.period?.begin else { continue }
            guard view.tells(day) else { continue }
            if let place = classes.firstIndex(where: { $0.reasons.contains(freedom.reason) }) { found.append(Observation(place, on: day)) }
            if let place = scopes.firstIndex(where: { $0.scope == freedom.scope }) {
                found.append(Observation(classes.count + place, on: day))
            }
        }
    }
}
