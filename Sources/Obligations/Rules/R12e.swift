// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// R12e: each taking of the oral test at B1 is paid for (note, r. 1044, 1046–1047).
package enum R12e: Rule {
    package static let id = RuleID.r12e

    package static func judge(_ facts: DutyFacts, on day: LocalDate, under book: RuleBook) -> [Obligation] {
        let triggers = FeeTrigger.tests(.b1Oral, facts, book) { _ in nil }
        return FeeTrigger.fees(id, .b1Test, triggers, facts, on: day) { $0.b1Test }
    }
}
