// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// X9: whether the audit log, recomputed from its files alone, is what its signed head says.
package enum X9Chain: HealthIndicator {
    package static let id = "X9"
    package static let title = Phrase("Auditlogboek nagerekend", "Audit log recomputed")
    package static let meaning = Phrase("het logboek klopt met zijn ondertekende kop", "the log agrees with its signed head")
    package static let lines = "1103-1106"

    package static func read(_ figures: ExchangeFigures, at knownAt: Instant) -> [HealthReading] {
        [HealthReading(title, .yes(figures.logIsSound), isProblem: !figures.logIsSound)]
    }
}
