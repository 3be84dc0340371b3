// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// When a level of Dutch was reached, by what counts: never by somebody's own word.
enum DutchLevel {
    /// The first day on which oral and written both reached the level, or oral alone where that does.
    static func reached(_ level: CEFR, oralOnly: Bool, _ facts: DutyFacts) -> DutyFacts.Dated? {
        let oral = facts.levels.filter { $0.oral.map { $0 >= level } ?? false }.map(\.on)
        let written = facts.levels.filter { $0.written.map { $0 >= level } ?? false }.map(\.on)
        let byLevel = oralOnly ? oral.min() : both(oral.min(), written.min())
        let byTest = level == .a2 ? tested(oralOnly: oralOnly, facts) : nil
        return [byLevel, byTest].compactMap(\.self).min()
    }

    /// The day the test of A2 was passed in every skill that counts; a test that names no skill is about all of them.
    private static func tested(oralOnly: Bool, _ facts: DutyFacts) -> DutyFacts.Dated? {
        let needed: [TestAttempt.Skill] = oralOnly ? [.listening, .speaking] : [.listening, .speaking, .reading, .writing]
        let passed = facts.tests.filter { $0.kind == .nt2A2 && $0.isPassed }
        var last: DutyFacts.Dated?
        for skill in needed {
            guard let one = passed.filter({ $0.skills.isEmpty || $0.skills.contains(skill) }).map(\.on).min() else { return nil }
            last = last.map { $0.day < one.day ? one : $0 } ?? one
        }
        return last
    }

    private static func both(_ one: DutyFacts.Dated?, _ other: DutyFacts.Dated?) -> DutyFacts.Dated? {
        guard let one, let other else { return nil }
        return one.day < other.day ? other : one
    }
}
