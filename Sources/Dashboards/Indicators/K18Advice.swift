// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// K18: of trajectories closed in the year, on which advice went to DVZ (note, r. 1006–1009).
package enum K18Advice: Indicator {
    static let sent = 0, notSent = 1
    package static let definition: IndicatorDefinition = {
        var told = IndicatorDefinition(
            "K18", .inflow, Phrase("Advies aan DVZ", "Advice to DVZ"),
            numerator: Phrase("trajecten waarvan het advies verzonden is", "trajectories of which the advice was sent"),
            denominator: Phrase("trajecten die in het jaar eindigden", "trajectories closed in the year"),
            period: Phrase("jaar waarin het traject eindigde", "year in which the trajectory closed"), lines: "1006-1009")
        told.column("Advies verzonden", "Advice sent", .trajectories)
        told.column("Geen advies verzonden", "No advice sent", .trajectories)
        told.rate("Advies verzonden", "Advice sent", [sent], of: [sent, notSent])
        told.areas = .trajectory
        return told
    }()

    package static func observe(_ facts: PersonFacts, from view: ReportingView, into found: inout [Observation]) {
        for closing in facts.closings where view.tells(closing.on) {
            let course = facts.courses.first { $0.id == closing.trajectory }
            let isSent = course?.advisedOn.map { $0 <= view.asOf } ?? false
            found.append(Observation(isSent ? sent : notSent, on: closing.on, manager: closing.manager, group: closing.group))
        }
    }
}
