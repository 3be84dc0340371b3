// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// R01: only who stands in the aliens or population register has access to the courses (note, r. 972–973).
///
/// Looked at when a contract is signed and at each enrolment since the first trajectory began.
package enum R01: Rule {
    package static let id = RuleID.r01

    package static func judge(_ facts: DutyFacts, on day: LocalDate, under book: RuleBook) -> [Obligation] {
        guard let first = facts.courses.first else { return [] }
        let signings = facts.courses.flatMap(\.signings).map { (id: $0.contractId, on: $0.on) }
        let enrolments = facts.enrolments.filter { $0.on.day >= first.startsOn }.map { (id: $0.id, on: $0.on) }
        return (signings + enrolments).map { event in
            let parameters = book.parameters(for: facts.course(on: event.on.day)?.startsOn ?? event.on.day)
            return access(
                facts, Duty(id, as: .entitlement, parameters, trigger: event.id, start: event.on, because: .startsWithEvent), parameters)
        }
    }

    private static func access(_ facts: DutyFacts, _ duty: Duty, _ parameters: RuleParameters) -> Obligation {
        let entries = facts.registers.filter { $0.covers(duty.start.day) }
        if let entry = entries.first(where: { parameters.accessRegisters.contains($0.value) }) {
            return duty.standing(.metInTime, .registered, on: duty.start.day, record: entry.record)
        }
        guard let entry = entries.first else { return duty.standing(.pending, .noRegister, on: duty.start.day) }
        return duty.standing(.notApplicable, .otherRegister, on: duty.start.day, record: entry.record)
    }
}
