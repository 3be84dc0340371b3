// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// X3: files whose count or control sum did not agree, and stretches of which no record could be made.
package enum X3Completeness: HealthIndicator {
    package static let id = "X3"
    package static let title = Phrase("Volledigheid", "Completeness")
    package static let meaning = Phrase(
        "ontvangen stukken waarvan geen bericht te maken was: aantal of controlegetal klopt niet, of een deel is onleesbaar",
        "received pieces of which no message could be made: count or control sum is wrong, or a part can't be read")
    package static let lines = "827-828"

    package static func read(_ figures: ExchangeFigures, at knownAt: Instant) -> [HealthReading] {
        figures.agencies.map { row in
            let name = Names.agency(row.agency)
            return HealthReading(
                Phrase(name, name), .share(part: row.received - row.faults, whole: row.received), isProblem: row.faults > 0)
        }
    }
}
