// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// R12a: the course of Dutch up to A2 is paid for when the contract is signed (note, r. 1034–1036).
package enum R12a: Rule {
    package static let id = RuleID.r12a

    package static func judge(_ facts: DutyFacts, on day: LocalDate, under book: RuleBook) -> [Obligation] {
        let triggers = FeeTrigger.courses(.nt2, facts, book)
        return FeeTrigger.fees(id, .nt2Course, triggers, facts, on: day) { $0.dutchCourse }
    }
}
