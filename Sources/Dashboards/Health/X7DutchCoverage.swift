// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// X7: of persons with a result of Dutch lessons at one side, for how many the other side knows one, too ("sluitend zicht").
package enum X7DutchCoverage: HealthIndicator {
    package static let id = "X7"
    package static let title = Phrase("Sluitend zicht op Nederlands", "A complete view of Dutch")
    package static let meaning = Phrase(
        "personen met een resultaat Nederlands dat de andere kant ook kent", "persons with a result of Dutch that the other side knows, too"
    )
    package static let lines = "827-828"

    package static func read(_ figures: ExchangeFigures, at knownAt: Instant) -> [HealthReading] {
        let both = figures.dutch.both
        return [
            HealthReading(
                Phrase("Bekend bij inburgering, ook bij onderwijs", "Known by integration, by education too"),
                .share(part: both, whole: both + figures.dutch.agencyOnly)),
            HealthReading(
                Phrase("Bekend bij onderwijs, ook bij inburgering", "Known by education, by integration too"),
                .share(part: both, whole: both + figures.dutch.educationOnly)),
        ]
    }
}
