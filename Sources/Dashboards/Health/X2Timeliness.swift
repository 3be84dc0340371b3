// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// X2: deliveries released within a day of the receipt of the record that caused them.
package enum X2Timeliness: HealthIndicator {
    package static let id = "X2"
    package static let title = Phrase("Op tijd doorgegeven", "Passed on in time")
    package static let meaning = Phrase(
        "berichten die binnen 24 uur na ontvangst doorgegeven zijn", "messages passed on within 24 hours of receipt")
    package static let lines = "1103-1106"

    package static func read(_ figures: ExchangeFigures, at knownAt: Instant) -> [HealthReading] {
        let total = figures.flows.reduce(0) { $0 + $1.deliveries }
        let quick = figures.flows.reduce(0) { $0 + $1.withinDay }
        return [HealthReading(title, .share(part: quick, whole: total), isProblem: total >= 20 && quick * 100 < total * 95)]
    }
}
