// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// X1: how long ago each source last brought something new.
package enum X1Freshness: HealthIndicator {
    package static let id = "X1"
    package static let title = Phrase("Hoe vers is het nieuws", "How fresh is the news")
    package static let meaning = Phrase(
        "uren sinds een bron voor het laatst iets nieuws bracht", "hours since a source last brought something new")
    package static let lines = "1103-1106"
    /// A source that is silent for a week asks for attention.
    static let longestHours = 168

    package static func read(_ figures: ExchangeFigures, at knownAt: Instant) -> [HealthReading] {
        figures.agencies.map { row in
            let name = Names.agency(row.agency)
            guard let last = row.lastNewAt else { return HealthReading(Phrase(name, name), .never, isProblem: true) }
            let hours = max(0, Int((knownAt.milliseconds - last.milliseconds) / 3_600_000))
            return HealthReading(Phrase(name, name), .hours(hours), isProblem: hours > longestHours)
        }
    }
}
