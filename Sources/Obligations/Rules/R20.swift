// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// R20: during the trajectory interpreters are paid for by the authorities that need them; afterwards by the person (note, r. 1419–1422).
package enum R20: Rule {
    package static let id = RuleID.r20

    package static func judge(_ facts: DutyFacts, on day: LocalDate, under book: RuleBook) -> [Obligation] {
        facts.courses.map { course in
            let closed = facts.closing(of: course)
            let duty = Duty(
                id, as: .entitlement, book.parameters(for: course.startsOn), trigger: course.trajectoryId, start: course.start,
                due: closed.map { .init(day: $0.day) })
            if let ended = facts.ended { return duty.standing(.void, .ended, on: ended.day, record: ended.record) }
            if let closed, closed.day < day { return duty.standing(.notApplicable, .trajectoryOver, on: closed.day, record: closed.record) }
            return duty.standing(.metInTime, .trajectoryRuns, on: day, record: course.start.record)
        }
    }
}
