// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// R08: exemptions remain (note, r. 998–999); of their reason nothing is looked at or told here, for it may be illness.
package enum R08: Rule {
    package static let id = RuleID.r08

    package static func judge(_ facts: DutyFacts, on day: LocalDate, under book: RuleBook) -> [Obligation] {
        facts.freeings.compactMap { freeing in
            guard let begin = freeing.period?.begin ?? facts.courses.first?.startsOn else { return nil }
            let duty = Duty(
                id, as: .entitlement, book.parameters(for: begin), trigger: freeing.value.rawValue,
                start: .init(begin, record: freeing.record), because: .startsWithEvent)
            if let end = freeing.period?.end, end < day { return duty.standing(.void, .exemptionOver, on: end, record: freeing.record) }
            return duty.standing(.exempt, .exemptionRuns, on: day, record: freeing.record)
        }
    }
}
