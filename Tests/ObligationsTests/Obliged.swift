// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import Obligations
import TestSupport

/// The smallest person that the rules say something of, and what a rule says of them.
enum Obliged {
    static let start = Cast.day("2024-01-15")

    static func on(_ day: String, _ record: Int64 = 5) -> DutyFacts.Dated { .init(Cast.day(day), record: record) }

    /// Somebody obliged in Ghent who signed a contract with these components on 15 January 2024.
    static func facts(_ parts: [Course.Part] = [.init(.nt2), .init(.mo)], start: String = "2024-01-15") -> DutyFacts {
        var facts = DutyFacts()
        facts.born = Cast.day("1990-03-12")
        facts.homes = [.init("44021", nil, record: 1)]
        var course = Course("T1", start: on(start, 7), signings: [.init("C1", on: on(start, 7), parts: parts)])
        course.groupAtStart = .obliged
        facts.courses = [course]
        return facts
    }

    static func judge(_ facts: DutyFacts, _ rule: RuleID, on day: String = "2025-12-31", under book: RuleBook = .note)
        -> [Obligation]
    {
        book.judge(facts, on: Cast.day(day), rules: RuleCatalog.rules([rule]))
    }

    static func states(_ facts: DutyFacts, _ rule: RuleID, on day: String = "2025-12-31", under book: RuleBook = .note)
        -> [Obligation.State]
    {
        judge(facts, rule, on: day, under: book).map(\.state)
    }
}
