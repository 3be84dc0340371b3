// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// K13: who passes at the first attempt, and how many attempts there were, per kind of test (note, r. 1036–1038, 1076–1078).
package enum K13Tests: Indicator {
    static let kinds: [(kind: TestAttempt.Kind, name: Phrase)] = [
        (.nt2A2, Phrase("Nederlands A2", "Dutch A2")), (.mo, Phrase("Maatschappelijke oriëntatie", "Orientation")),
        (.b1Oral, Phrase("Mondeling B1", "Oral B1")), (.citizenship, Phrase("Burgerschapstest", "Citizenship test")),
    ]
    package static let definition: IndicatorDefinition = {
        var told = IndicatorDefinition(
            "K13", .dutch, Phrase("Geslaagd bij de eerste poging", "Passed at the first attempt"),
            numerator: Phrase("personen die bij de eerste poging slaagden", "persons who passed at the first attempt"),
            denominator: Phrase("personen met een eerste poging met uitslag", "persons with a first attempt with an outcome"),
            period: Phrase("jaar van de poging", "year of the attempt"), lines: "1036-1038, 1076-1078")
        for (index, kind) in kinds.enumerated() {
            told.column("\(kind.name.nl): eerste poging geslaagd", "\(kind.name.en): first attempt passed")
            told.column("\(kind.name.nl): eerste poging niet geslaagd", "\(kind.name.en): first attempt failed")
            told.column("\(kind.name.nl): herkansingen", "\(kind.name.en): retakes", .other)
            told.rates.append(.init(name: kind.name, part: [index * 3], whole: [index * 3, index * 3 + 1]))
        }
        told.areas = .learning
        return told
    }()

    package static func observe(_ facts: PersonFacts, from view: ReportingView, into found: inout [Observation]) {
        for (index, told) in kinds.enumerated() {
            let taken = facts.tests.filter { $0.kind == told.kind && $0.outcome != .noResult }
            for (attempt, test) in taken.enumerated() where view.tells(test.on) {
                let course = facts.courses.last { $0.startsOn <= test.on }
                let column = index * 3 + (attempt > 0 ? 2 : test.outcome == .passed ? 0 : 1)
                found.append(Observation(column, on: test.on, manager: course?.manager, group: course?.group))
            }
        }
    }
}
