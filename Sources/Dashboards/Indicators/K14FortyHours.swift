// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import Obligations

/// K14: of those who must, who did forty hours of participation in time; the hours by form (note, r. 681–686, 1136–1147).
///
/// The note gives no term: where the contract fixes none it is two years from the start, suspended days added (≈).
package enum K14FortyHours: Indicator {
    static let reached = 0, notReached = 1, optional = 2, firstForm = 3
    static let forms: [(form: ParticipationActivity.Form, name: Phrase)] = [
        (.buddy, Phrase("Uren met een buddy", "Hours with a buddy")), (.internship, Phrase("Uren stage", "Hours as a trainee")),
        (.volunteering, Phrase("Uren vrijwilligerswerk", "Hours as a volunteer")), (.other, Phrase("Andere uren", "Other hours")),
    ]
    static let term = 24
    static let minutesNeeded = RuleParameters.rs2019.participation.minutes
    package static let definition: IndicatorDefinition = {
        var told = IndicatorDefinition(
            "K14", .network, Phrase("Veertig uur participatie", "Forty hours of participation"),
            numerator: Phrase("wie binnen de termijn minstens 40 uur aantoonde", "who proved at least 40 hours within the term"),
            denominator: Phrase(
                "verplichte inburgeraars in het Vlaams Gewest die op het einde van de termijn niet werken of studeren",
                "obliged persons in the Flemish Region who neither work nor study at the end of the term"),
            period: Phrase("jaar waarin de termijn eindigt", "year in which the term ends"), lines: "681-686, 1136-1147")
        told.column("Minstens 40 uur", "At least 40 hours")
        told.column("Minder dan 40 uur", "Fewer than 40 hours")
        told.column("Vrijwillige deelnemers", "Voluntary participants")
        for form in forms { told.columns.append(.init(name: form.name, unit: .minutes)) }
        told.rate("Minstens 40 uur", "At least 40 hours", [reached], of: [reached, notReached])
        told.areas = [.work, .trajectory]
        return told
    }()

    package static func observe(_ facts: PersonFacts, from view: ReportingView, into found: inout [Observation]) {
        guard let course = facts.courses.first, facts.home(on: course.startsOn).map({ Geography.region(of: $0) == .flanders }) ?? true
        else {
            return
        }
        let due = Deadline.due(from: course.startsOn, term: .months(term), suspensions: course.suspensions, rollsWeekends: false)
        guard view.years.contains(due.year) else { return }
        let observe = { (column: Int, amount: Int) in
            Observation(column, on: course.startsOn, year: due.year, manager: course.manager, group: course.group, amount: amount)
        }
        let done = facts.participation.filter { $0.doneOn <= due && $0.doneOn <= view.asOf }
        let minutes = done.reduce(0) { $0 + $1.minutes }
        let isFree = Windows.covers(facts.work, due) || Windows.covers(facts.study, due)
        guard course.group.isObliged, !isFree || !view.isOver(due) else {
            if minutes > 0, view.isOver(due) { found.append(observe(optional, 1)) }
            return
        }
        if facts.isExempt([.whole, .part], on: course.startsOn) || (facts.endedOn.map { $0 <= due } ?? false) {
            found.append(observe(Observation.excluded, 1))
            return
        }
        guard view.isOver(due) else { found.append(observe(Observation.tooEarly, 1)); return }
        found.append(observe(minutes >= minutesNeeded ? reached : notReached, 1))
        for (index, told) in forms.enumerated() {
            let spent = done.filter { $0.form == told.form }.reduce(0) { $0 + $1.minutes }
            if spent > 0 { found.append(observe(firstForm + index, spent)) }
        }
    }
}
