// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// R14b: who worked, trained or studied for six months without interruption in the 24 months takes no such test (note, r. 1041–1043).
package enum R14b: Rule {
    package static let id = RuleID.r14b

    /// The day on which the six months were full, as far as the window and the day of looking go.
    static func activity(_ window: R14.Window, _ facts: DutyFacts, _ parameters: RuleParameters, on day: LocalDate) -> DutyFacts.Dated? {
        guard let seen = Period(begin: window.start.day.adding(days: 1), end: min(day, window.due)) else { return nil }
        return Uninterrupted.stretch(facts.activities, in: seen, parameters)
    }

    package static func judge(_ facts: DutyFacts, on day: LocalDate, under book: RuleBook) -> [Obligation] {
        facts.courses.compactMap { course in
            let parameters = book.parameters(for: course.startsOn)
            guard let window = R14.window(course, facts, parameters) else { return nil }
            let duty = Duty(
                id, as: .entitlement, parameters, trigger: course.trajectoryId, start: window.start,
                because: parameters.b1Start == .completion ? .startsWithCompletion : .startsWithAttest, due: .init(day: window.due))
            if let full = activity(window, facts, parameters, on: day) {
                return duty.standing(.exempt, .active, on: full.day, record: full.record)
            }
            return duty.standing(day <= window.due ? .pending : .notApplicable, .notActiveLongEnough)
        }
    }
}
