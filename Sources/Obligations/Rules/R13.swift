// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// R13: Dutch at level A2 at the end of the trajectory (note, r. 1029–1030).
package enum R13: Rule {
    package static let id = RuleID.r13

    package static func judge(_ facts: DutyFacts, on day: LocalDate, under book: RuleBook) -> [Obligation] {
        facts.courses.map { course in
            let parameters = book.parameters(for: course.startsOn)
            let duty = Duty(
                id, parameters, trigger: course.trajectoryId, start: course.start,
                due: course.part(.nt2).flatMap { R03.term(of: $0.part, course, parameters) }, by: .dueByContract)
            let adaptation = R13c.adaptation(facts, parameters)
            let reached = DutchLevel.reached(parameters.dutchLevel, oralOnly: adaptation == .oral, facts)
            let met = [adaptation == .unknown ? nil : reached, facts.met(.nt2, of: course)].compactMap(\.self).min {
                ($0.day, $0.record) < ($1.day, $1.record)
            }
            return duty.settled(
                met: met, achieved: reached?.day, ended: facts.ended, freed: facts.freed([.whole, .nt2], on: course.startsOn), on: day,
                also: adaptation == .unknown && met == nil ? [ReasonStep(.adaptedLevelUnknown, record: facts.literacy?.record)] : [])
        }
    }
}

/// When a level of Dutch was reached, by what counts: never by somebody's own word.
enum DutchLevel {
    /// The first day on which oral and written both reached the level, or oral alone where that does.
    static func reached(_ level: CEFR, oralOnly: Bool, _ facts: DutyFacts) -> DutyFacts.Dated? {
        let oral = facts.levels.filter { $0.oral.map { $0 >= level } ?? false }.map(\.on)
        let written = facts.levels.filter { $0.written.map { $0 >= level } ?? false }.map(\.on)
        let byLevel = oralOnly ? first(oral) : both(first(oral), first(written))
        let byTest = level == .a2 ? tested(oralOnly: oralOnly, facts) : nil
        return first([byLevel, byTest].compactMap(\.self))
    }

    /// The day the test of A2 was passed in every skill that counts; a test that names no skill is about all of them.
    private static func tested(oralOnly: Bool, _ facts: DutyFacts) -> DutyFacts.Dated? {
        let needed: [TestAttempt.Skill] = oralOnly ? [.listening, .speaking] : [.listening, .speaking, .reading, .writing]
        let passed = facts.tests.filter { $0.kind == .nt2A2 && $0.isPassed }
        var last: DutyFacts.Dated?
        for skill in needed {
            guard let one = first(passed.filter { $0.skills.isEmpty || $0.skills.contains(skill) }.map(\.on)) else { return nil }
            last = last.map { $0.day < one.day ? one : $0 } ?? one
        }
        return last
    }

    private static func first(_ days: [DutyFacts.Dated]) -> DutyFacts.Dated? { days.min { ($0.day, $0.record) < ($1.day, $1.record) } }

    private static func both(_ one: DutyFacts.Dated?, _ other: DutyFacts.Dated?) -> DutyFacts.Dated? {
        guard let one, let other else { return nil }
        return one.day < other.day ? other : one
    }
}
