// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import Obligations

/// K12: of the obliged of working age with an attest, how the test of oral B1 stands when its 24 months are over (note, r. 1040–1047).
package enum K12OralB1: Indicator {
    static let met = 0, active = 1, failed = 2, notTested = 3
    static let workingAge = RuleParameters.rs2019.workingAge
    package static let definition: IndicatorDefinition = {
        var told = IndicatorDefinition(
            "K12", .dutch, Phrase("Mondeling B1 binnen 24 maanden", "Oral B1 within 24 months"),
            numerator: Phrase(
                "geslaagd, vrij door zes maanden werk, opleiding of studie, niet geslaagd, of geen test",
                "passed, free by six months of work, training or study, failed, or not tested"),
            denominator: Phrase(
                "verplichte inburgeraars met een attest, 18 tot 64 jaar, in het Vlaams Gewest, bij wie de 24 maanden in het jaar eindigden",
                "obliged persons of 18 to 64 with an attest in the Flemish Region whose 24 months ended in the year"),
            period: Phrase("jaar waarin de 24 maanden na het attest eindigen", "year in which the 24 months after the attest end"),
            quote: "een test afleggen", lines: "1040-1047")
        told.column("Geslaagd", "Passed")
        told.column("Vrij door werk, opleiding of studie", "Free by work, training or study")
        told.column("Niet geslaagd", "Failed")
        told.column("Geen test afgelegd", "Not tested")
        for (index, column) in told.columns.enumerated() {
            told.rates.append(.init(name: column.name, part: [index], whole: [0, 1, 2, 3]))
        }
        told.areas = [.learning, .work]
        return told
    }()

    package static func observe(_ facts: PersonFacts, from view: ReportingView, into found: inout [Observation]) {
        guard let attest = facts.attests.first, let course = facts.courses.last(where: { $0.startsOn <= attest }), course.group.isObliged,
            facts.home(on: attest).map({ Geography.region(of: $0) == .flanders }) ?? true
        else { return }
        let due = attest.adding(months: RuleParameters.rs2019.b1Months)
        guard view.years.contains(due.year) else { return }
        let observe = { (column: Int) in Observation(column, on: attest, year: due.year, manager: course.manager, group: course.group) }
        guard let age = facts.age(on: attest) else { found.append(observe(Observation.excluded)); return }
        guard workingAge.contains(age) else { return }
        if facts.isExempt([.whole, .b1Oral], on: attest) || (facts.endedOn.map { $0 <= due } ?? false) {
            found.append(observe(Observation.excluded))
            return
        }
        guard view.isOver(due) else { found.append(observe(Observation.tooEarly)); return }
        let taken = facts.tests.filter { $0.kind == .b1Oral && $0.on > attest && $0.on <= due && $0.outcome != .noResult }
        let isActive = [facts.work, facts.training, facts.study].contains {
            Windows.holdsUninterrupted($0, months: RuleParameters.rs2019.activityMonths, from: attest.adding(days: 1), through: due)
        }
        let column = taken.contains { $0.outcome == .passed } ? met : isActive ? active : taken.isEmpty ? notTested : failed
        found.append(observe(column))
    }
}
