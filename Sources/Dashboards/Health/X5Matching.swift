// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// X5: whether it was clear whose record it is: at once, after somebody decided, or not yet.
package enum X5Matching: HealthIndicator {
    package static let id = "X5"
    package static let title = Phrase("Van wie is het bericht", "Whose message is it")
    package static let meaning = Phrase(
        "berichten van wie vaststaat over wie ze gaan, meteen of na een beslissing",
        "messages of which it is certain whom they are about, at once or after a decision")
    package static let lines = "1103-1106"

    package static func read(_ figures: ExchangeFigures, at knownAt: Instant) -> [HealthReading] {
        let accepted = figures.agencies.reduce(0) { $0 + $1.accepted }
        let waiting = figures.agencies.reduce(0) { $0 + $1.inReview }
        return [
            HealthReading(
                Phrase("Meteen of na een beslissing", "At once or after a decision"), .share(part: accepted, whole: accepted + waiting)),
            HealthReading(Phrase("Dossiers waarover iemand besliste", "Files somebody decided on"), .count(figures.decidedReviews)),
            HealthReading(
                Phrase("Dossiers die wachten", "Files that wait"), .count(figures.openReviews), isProblem: figures.openReviews > 0),
        ]
    }
}
