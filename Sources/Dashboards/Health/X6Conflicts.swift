// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// X6: what sources contradict each other on, by attribute; those no rule decides apart.
package enum X6Conflicts: HealthIndicator {
    package static let id = "X6"
    package static let title = Phrase("Waar bronnen elkaar tegenspreken", "Where sources contradict each other")
    package static let meaning = Phrase(
        "gegevens waarover twee bronnen iets anders zeggen; zonder regel moet iemand beslissen",
        "data on which two sources differ; without a rule somebody must decide")
    package static let lines = "827-828"

    package static func read(_ figures: ExchangeFigures, at knownAt: Instant) -> [HealthReading] {
        figures.conflicts.sorted { $0.key < $1.key }.flatMap { attribute, counts in
            let settled = HealthReading(
                Phrase("\(attribute): door een regel beslist", "\(attribute): decided by a rule"), .count(counts.settled))
            guard counts.open > 0 else { return [settled] }
            let open = Phrase("\(attribute): nog te beslissen", "\(attribute): still to be decided")
            return [settled, HealthReading(open, .count(counts.open), isProblem: true)]
        }
    }
}
