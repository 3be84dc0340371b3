// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// R12c: the course of orientation is paid for when the contract is signed (note, r. 1074–1076).
package enum R12c: Rule {
    package static let id = RuleID.r12c

    package static func judge(_ facts: DutyFacts, on day: LocalDate, under book: RuleBook) -> [Obligation] {
        let triggers = FeeTrigger.courses(.mo, facts, book)
        return FeeTrigger.fees(id, .moCourse, triggers, facts, on: day) { $0.orientationCourse }
    }
}
