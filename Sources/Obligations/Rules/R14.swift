// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// R14: within 24 months after completion, who was obliged, is of working age and has no work, training or study takes an oral test at B1
/// (note, r. 1040–1044); since 2022 they pass it, within 24 months after the attest.
package enum R14: Rule {
    package static let id = RuleID.r14

    /// The days that count: the day after the start until the due date.
    struct Window {
        let start: DutyFacts.Dated
        let due: LocalDate
    }

    static func window(_ course: Course, _ facts: DutyFacts, _ parameters: RuleParameters) -> Window? {
        let start = parameters.b1Start == .completion ? facts.completion(of: course, parameters) : facts.attest([.integration], of: course)
        return start.map { Window(start: $0, due: $0.day.adding(months: parameters.b1Months)) }
    }

    package static func judge(_ facts: DutyFacts, on day: LocalDate, under book: RuleBook) -> [Obligation] {
        facts.courses.compactMap { course in
            let parameters = book.parameters(for: course.startsOn)
            guard let window = window(course, facts, parameters) else { return nil }
            let duty = Duty(
                id, parameters, trigger: course.trajectoryId, start: window.start,
                because: parameters.b1Start == .completion ? .startsWithCompletion : .startsWithAttest, due: .init(day: window.due))
            guard facts.isObliged(course, parameters) else {
                return duty.standing(.notApplicable, .notObliged, record: course.start.record)
            }
            guard R14c.isOfWorkingAge(facts, on: window.start.day, parameters) else {
                return duty.standing(.notApplicable, .outsideWorkingAge, on: window.start.day)
            }
            return judge(duty, window, facts, parameters, on: day)
        }
    }

    private static func judge(_ duty: Duty, _ window: Window, _ facts: DutyFacts, _ parameters: RuleParameters, on day: LocalDate)
        -> Obligation
    {
        let after = facts.tests.filter { $0.kind == .b1Oral && $0.on.day > window.start.day }
        let taken = after.map(\.on).min()
        let passed = after.filter(\.isPassed).map(\.on).min()
        let freed =
            R14b.activity(window, facts, parameters, on: day).map { Duty.Freed(reason: .active, record: $0.record) }
            ?? facts.freed([.whole, .b1Oral], on: window.start.day)
        return duty.settled(
            met: parameters.b1Met == .taken ? taken : passed, achieved: passed?.day, ended: facts.ended, freed: freed, on: day,
            also: taken.map { [ReasonStep(.testTaken, on: $0.day, record: $0.record)] } ?? [])
    }
}
