// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// K8: from contract to VDAB to training or job within six and twelve months, by year of contract (note, r. 1096–1106).
package enum K8Throughput: Indicator {
    static let started = 0, registered = 1, moved6 = 2, stayed6 = 3, moved12 = 4, stayed12 = 5
    package static let definition: IndicatorDefinition = {
        var told = IndicatorDefinition(
            "K8", .work, Phrase("Van inschrijving naar opleiding of werk", "From registration to training or work"),
            numerator: Phrase(
                "wie binnen 6 of 12 maanden na de inschrijving een opleiding bij VDAB of een job begon",
                "who began a VDAB training or a job within 6 or 12 months of registering"),
            denominator: Phrase(
                "trajecten met inschrijving bij VDAB waarvan die maanden voorbij zijn",
                "trajectories registered with VDAB for which those months are over"),
            period: Phrase("jaar van het contract", "year of the contract"),
            quote:
                "De samenwerking en doorstroming wordt structureel opgevolgd door een stuurgroep onder toezicht van de betrokken ministers",
            lines: "1096-1106")
        told.column("Gestart", "Started", .trajectories)
        told.column("Ingeschreven bij VDAB", "Registered with VDAB", .trajectories)
        for term in [6, 12] {
            told.column("Doorgestroomd binnen \(term) maanden", "Moved on within \(term) months", .trajectories)
            told.column("Niet doorgestroomd binnen \(term) maanden", "Not moved on within \(term) months", .trajectories)
        }
        told.rate("Doorgestroomd binnen 6 maanden", "Moved on within 6 months", [moved6], of: [moved6, stayed6])
        told.rate("Doorgestroomd binnen 12 maanden", "Moved on within 12 months", [moved12], of: [moved12, stayed12])
        told.areas = [.trajectory, .work]
        return told
    }()

    package static func observe(_ facts: PersonFacts, from view: ReportingView, into found: inout [Observation]) {
        for course in facts.courses where view.tells(course.startsOn) {
            let observe = { (column: Int) in Observation(column, on: course.startsOn, manager: course.manager, group: course.group) }
            found.append(observe(started))
            guard let day = facts.registrations.first, day <= view.asOf else { continue }
            found.append(observe(registered))
            let moved = (facts.work + facts.training).map(\.begin).filter { $0 >= day }.min()
            for (term, column) in [(6, moved6), (12, moved12)] {
                let limit = day.adding(months: term)
                // Neither who moved on nor who did not counts before the months are over.
                guard view.isOver(limit) else {
                    if term == 12 { found.append(observe(Observation.tooEarly)) }
                    continue
                }
                found.append(observe(column + ((moved.map { $0 <= limit } ?? false) ? 0 : 1)))
            }
        }
    }
}
