// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// Something that costs a fee: a course by contract, or a test taken (R12).
struct FeeTrigger {
    let id: String
    let on: DutyFacts.Dated
    let parameters: RuleParameters

    /// The contracts that include a component, one for each trajectory: the course is charged once.
    static func courses(_ pillar: Pillar, _ facts: DutyFacts, _ book: RuleBook) -> [FeeTrigger] {
        facts.courses.compactMap { course in
            guard let signing = course.signings.first(where: { $0.parts.contains { $0.pillar == pillar } }) else { return nil }
            return FeeTrigger(id: signing.contractId, on: signing.on, parameters: book.parameters(for: course.startsOn))
        }
    }

    /// The tests taken during trajectories, in order; where course and tests together have a limit, those within it.
    static func tests(
        _ kind: TestAttempt.Kind, _ facts: DutyFacts, _ book: RuleBook, limit: (RuleParameters.FeeTable) -> Int?
    ) -> [FeeTrigger] {
        var taken: [String: Int] = [:]
        return facts.tests.filter { $0.kind == kind }.sorted { ($0.on.day, $0.id) < ($1.on.day, $1.id) }.compactMap { test in
            guard let course = facts.course(on: test.on.day) else { return nil }
            let parameters = book.parameters(for: course.startsOn)
            let before = taken[course.trajectoryId, default: 0]
            taken[course.trajectoryId] = before + 1
            if let limit = limit(parameters.fees), before >= limit { return nil }
            return FeeTrigger(id: test.id, on: test.on, parameters: parameters)
        }
    }

    /// How many tests are charged beside the course under a limit.
    static func charged(_ fees: RuleParameters.FeeTable, course: Int?, test: Int?) -> Int? {
        guard let cap = fees.cap, let test, test > 0 else { return nil }
        return max(0, (cap - (course ?? 0)) / test)
    }

    /// The fee for each trigger, as far as one is laid down, and whether it is paid.
    ///
    /// An item that names its trigger belongs to it; the others belong to the triggers without one, in their order.
    static func fees(
        _ rule: RuleID, _ kind: FeeItem.Kind, _ triggers: [FeeTrigger], _ facts: DutyFacts, on day: LocalDate,
        amount: (RuleParameters.FeeTable) -> Int?
    ) -> [Obligation] {
        let items = facts.fees.filter { $0.kind == kind }
        var loose = items.filter { item in !triggers.contains { $0.id == item.trigger } }[...]
        return triggers.compactMap { trigger in
            let item = items.first { $0.trigger == trigger.id } ?? loose.popFirst()
            let table = trigger.parameters.fees
            guard let cents = amount(table), table.from.map({ $0 <= trigger.on.day }) ?? true else { return nil }
            return trigger.fee(rule, Money(cents: cents), item, facts, on: day)
        }
    }

    private func fee(_ rule: RuleID, _ amount: Money, _ item: DutyFacts.Fee?, _ facts: DutyFacts, on day: LocalDate) -> Obligation {
        var duty = Duty(
            rule, as: .fee, parameters, trigger: id, start: on, because: .startsWithEvent, due: item?.dueOn.map { Deadline.Due(day: $0) },
            by: .feeDue)
        duty.amount = amount
        if parameters.fees.exemptsBrussels, let home = facts.livedInBrussels(on: on.day) {
            return duty.standing(.exempt, .brussels, on: on.day, record: home.record)
        }
        let paid = item?.paidOn.map { DutyFacts.Dated($0, record: item?.record ?? 0) }
        if let item, item.isExempt { return duty.standing(.exempt, .feeExempt, on: on.day, record: item.record) }
        return duty.settled(met: paid, ended: facts.ended, freed: facts.freed([.fee], on: on.day), on: day)
    }
}
