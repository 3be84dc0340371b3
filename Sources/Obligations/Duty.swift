// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// A duty about to be judged: what set it off, since when, until when.
struct Duty {
    let rule: RuleID
    let kind: Obligation.Kind
    let parameters: RuleParameters
    let trigger: String
    let start: DutyFacts.Dated
    let due: Deadline.Due?
    /// What it starts with, and where its term comes from.
    let reasons: (start: Reason, due: Reason)
    var amount: Money?

    init(
        _ rule: RuleID, as kind: Obligation.Kind = .duty, _ parameters: RuleParameters, trigger: String, start: DutyFacts.Dated,
        because reason: Reason = .startsWithContract, due: Deadline.Due? = nil, by term: Reason = .dueByTerm
    ) {
        self.rule = rule
        self.kind = kind
        self.parameters = parameters
        self.trigger = trigger
        self.start = start
        self.due = due
        reasons = (reason, due == nil ? .noTerm : term)
    }

    /// What frees from the duty: the reason and its record.
    struct Freed {
        let reason: Reason
        let record: Int64
    }

    /// Weighs what happened: done in time goes before death, death before exemption, and exemption before done too late (domain §3.7, 13).
    func settled(
        met: DutyFacts.Dated?, achieved: LocalDate? = nil, ended: DutyFacts.Dated?, freed: Freed? = nil, on day: LocalDate,
        also steps: [ReasonStep] = []
    ) -> Obligation {
        let last = due?.day ?? .latest
        if let met, met.day <= last { return verdict(.metInTime, .metInTime, met, achieved, steps) }
        if let ended, ended.day <= last { return verdict(.void, .ended, ended, achieved, steps) }
        if let freed { return verdict(.exempt, freed.reason, nil, achieved, steps, record: freed.record) }
        if let met { return verdict(.metLate, .metLate, met, achieved, steps) }
        return day <= last ? verdict(.pending, .termRuns, nil, achieved, steps) : verdict(.overdue, .termOver, nil, achieved, steps)
    }

    /// A verdict that needs no weighing.
    func standing(_ state: Obligation.State, _ reason: Reason, on day: LocalDate? = nil, record: Int64? = nil) -> Obligation {
        obligation(state, met: nil, achieved: nil, records: record, [ReasonStep(reason, on: day, record: record)])
    }

    private func verdict(
        _ state: Obligation.State, _ reason: Reason, _ event: DutyFacts.Dated?, _ achieved: LocalDate?, _ steps: [ReasonStep],
        record: Int64? = nil
    ) -> Obligation {
        let record = event?.record ?? record
        return obligation(
            state, met: state == .void ? nil : event?.day, achieved: achieved, records: record,
            steps + [ReasonStep(reason, on: event?.day, record: record)])
    }

    private func obligation(
        _ state: Obligation.State, met: LocalDate?, achieved: LocalDate?, records: Int64?, _ steps: [ReasonStep]
    ) -> Obligation {
        Obligation(
            kind: kind, rule: rule, ruleSet: parameters.ruleSet, trigger: trigger, startsOn: start.day, dueOn: due?.day,
            suspendedDays: due?.suspendedDays ?? 0, state: state, metOn: met, achievedOn: achieved, amount: amount,
            evidence: records.map { [$0] } ?? [],
            explanation: [ReasonStep(reasons.start, on: start.day, record: start.record), ReasonStep(reasons.due, on: due?.day)] + steps)
    }
}

extension DutyFacts {
    /// Whoever is exempt in one of these scopes on the first day.
    func freed(_ scopes: [Exemption.Scope], on day: LocalDate) -> Duty.Freed? {
        freeing(scopes, on: day).map { Duty.Freed(reason: .exempted, record: $0.record) }
    }
}

extension Pillar {
    /// What frees from this component alone.
    var scope: Exemption.Scope {
        switch self {
        case .nt2: .nt2
        case .mo: .mo
        case .eco: .eco
        case .part: .part
        }
    }
}
