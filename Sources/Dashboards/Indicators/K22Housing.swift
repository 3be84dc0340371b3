// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// K22: housing; none of the five sources tells of it, so that nothing is counted and "geen bron" is shown (note, r. 1540).
package enum K22Housing: Indicator {
    package static let definition: IndicatorDefinition = {
        var told = IndicatorDefinition(
            "K22", .none, Phrase("Woonsituatie", "Housing"), numerator: Phrase("geen bron", "no source"),
            denominator: Phrase("geen bron", "no source"),
            period: Phrase("geen bron", "no source"), quote: "de woonsituatie", lines: "1540")
        told.hasSource = false
        return told
    }()

    package static func observe(_ facts: PersonFacts, from view: ReportingView, into found: inout [Observation]) {}
}
