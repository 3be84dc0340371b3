// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// X4: messages set aside, by the rule that they break.
package enum X4Rejections: HealthIndicator {
    package static let id = "X4"
    package static let title = Phrase("Tegengehouden berichten", "Messages set aside")
    package static let meaning = Phrase(
        "berichten die de afgesproken vorm niet volgen, per regel", "messages that do not keep to the agreed form, by rule")
    package static let lines = "827-828"

    package static func read(_ figures: ExchangeFigures, at knownAt: Instant) -> [HealthReading] {
        figures.rejections.sorted { ($1.count, $0.rule) < ($0.count, $1.rule) }.map {
            HealthReading(Phrase($0.rule, $0.rule), .count($0.count), isProblem: true)
        }
    }
}
