// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// X8: figures of earlier years that differ from what the last publication said.
package enum X8Restatement: HealthIndicator {
    package static let id = "X8"
    package static let title = Phrase("Herziene cijfers", "Restated figures")
    package static let meaning = Phrase(
        "cijfers over dezelfde periode die sinds de vorige publicatie veranderden",
        "figures of the same period that changed since the last publication")
    package static let lines = "1103-1106"

    package static func read(_ figures: ExchangeFigures, at knownAt: Instant) -> [HealthReading] {
        guard let restated = figures.restated else { return [HealthReading(Phrase("Eerste publicatie", "First publication"), .count(0))] }
        return [HealthReading(title, .count(restated))]
    }
}
