// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// R12g: who follows no trajectory and wants their level attested pays too; the amount is not laid down (note, r. 1430–1432).
package enum R12g: Rule {
    package static let id = RuleID.r12g

    package static func judge(_ facts: DutyFacts, on day: LocalDate, under book: RuleBook) -> [Obligation] {
        facts.tests.filter { [.level, .nt2A2, .b1Oral].contains($0.kind) && facts.course(on: $0.on.day) == nil }.map { test in
            let duty = Duty(
                id, as: .fee, book.parameters(for: test.on.day), trigger: test.id, start: test.on, because: .startsWithEvent)
            return duty.standing(.pending, .noAmount, on: test.on.day, record: test.on.record)
        }
    }
}
