// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// R12d: each taking of the test of orientation is paid for (note, r. 1076–1078).
package enum R12d: Rule {
    package static let id = RuleID.r12d

    package static func judge(_ facts: DutyFacts, on day: LocalDate, under book: RuleBook) -> [Obligation] {
        let triggers = FeeTrigger.tests(.mo, facts, book) {
            FeeTrigger.charged($0, course: $0.orientationCourse, test: $0.orientationTest)
        }
        return FeeTrigger.fees(id, .moTest, triggers, facts, on: day) { $0.orientationTest }
    }
}
