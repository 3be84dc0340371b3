// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// K15: how long people wait for lessons of Dutch, and who gives them (note, r. 806–807, 1048–1049).
package enum K15DutchSupply: Indicator {
    static let begun = 0, waitsShort = 1, waitsLong = 2, regular = 3, isPrivate = 4
    package static let definition: IndicatorDefinition = {
        var told = IndicatorDefinition(
            "K15", .dutch, Phrase("Wachten op lessen Nederlands", "Waiting for lessons of Dutch"),
            numerator: Phrase(
                "wie langer dan 60 dagen wacht; lessen van private aanbieders",
                "who waits longer than 60 days; lessons of private providers"),
            denominator: Phrase("inschrijvingen die nog wachten; alle inschrijvingen", "enrolments that still wait; all enrolments"),
            period: Phrase("jaar van de inschrijving", "year of enrolment"), quote: "behoeftedekkend NT2-aanbod",
            lines: "806-807, 1048-1049")
        told.column("Les begonnen", "Lessons begun", .other)
        told.column("Wacht hoogstens 60 dagen", "Waits 60 days at most", .other)
        told.column("Wacht langer dan 60 dagen", "Waits longer than 60 days", .other)
        told.column("Bij een gewone aanbieder", "With a regular provider", .other)
        told.column("Bij een private aanbieder", "With a private provider", .other)
        told.rate("Wacht langer dan 60 dagen", "Waits longer than 60 days", [waitsLong], of: [waitsShort, waitsLong])
        told.rate("Bij een private aanbieder", "With a private provider", [isPrivate], of: [regular, isPrivate])
        told.duration("Dagen van inschrijving tot eerste les", "Days from enrolment to first lesson", begun)
        told.areas = .learning
        return told
    }()

    package static func observe(_ facts: PersonFacts, from view: ReportingView, into found: inout [Observation]) {
        for lesson in facts.lessons where view.tells(lesson.enrolledOn) {
            found.append(Observation(lesson.isPrivate ? isPrivate : regular, on: lesson.enrolledOn))
            if let begin = lesson.beginsOn, begin <= view.asOf, !lesson.waits {
                found.append(Observation(begun, on: lesson.enrolledOn, days: max(0, lesson.enrolledOn.days(to: begin))))
            } else if lesson.waits || lesson.beginsOn.map({ $0 > view.asOf }) ?? false {
                found.append(Observation(lesson.enrolledOn.days(to: view.asOf) > 60 ? waitsLong : waitsShort, on: lesson.enrolledOn))
            }
        }
    }
}
