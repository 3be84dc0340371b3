// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// R12b: each taking of the test of Dutch is paid for (note, r. 1036–1038).
package enum R12b: Rule {
    package static let id = RuleID.r12b

    package static func judge(_ facts: DutyFacts, on day: LocalDate, under book: RuleBook) -> [Obligation] {
        let triggers = FeeTrigger.tests(.nt2A2, facts, book) { FeeTrigger.charged($0, course: $0.dutchCourse, test: $0.dutchTest) }
        return FeeTrigger.fees(id, .nt2Test, triggers, facts, on: day) { $0.dutchTest }
    }
}
