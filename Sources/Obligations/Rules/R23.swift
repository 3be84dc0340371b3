// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// R23: social tenants speak Dutch at level A2 (note, r. 843–844); known here are those whom a housing code sent on a trajectory.
package enum R23: Rule {
    package static let id = RuleID.r23

    package static func judge(_ facts: DutyFacts, on day: LocalDate, under book: RuleBook) -> [Obligation] {
        facts.tenancies.map { tenancy in
            let parameters = book.parameters(for: tenancy.startsOn)
            let duty = Duty(id, parameters, trigger: tenancy.trajectoryId, start: tenancy.start, because: .startsWithEvent)
            let reached = DutchLevel.reached(parameters.tenantLevel, oralOnly: false, facts)
            return duty.settled(
                met: reached, achieved: reached?.day, ended: facts.ended, freed: facts.freed([.whole, .nt2], on: tenancy.startsOn), on: day)
        }
    }
}
