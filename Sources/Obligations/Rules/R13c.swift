// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// R13c: an adapted level for who reads no Latin script (note, r. 1031–1032); the decree of 2022 asks of them the oral half.
package enum R13c: Rule {
    package static let id = RuleID.r13c

    enum Adaptation { case none, oral, unknown }

    static func adaptation(_ facts: DutyFacts, _ parameters: RuleParameters) -> Adaptation {
        guard let literacy = facts.literacy, [.low, .none].contains(literacy.value) else { return .none }
        return parameters.adaptedLevelIsOral == true ? .oral : .unknown
    }

    package static func judge(_ facts: DutyFacts, on day: LocalDate, under book: RuleBook) -> [Obligation] {
        guard let literacy = facts.literacy, literacy.value != .unknown else { return [] }
        return facts.courses.map { course in
            let parameters = book.parameters(for: course.startsOn)
            let duty = Duty(id, as: .entitlement, parameters, trigger: course.trajectoryId, start: course.start)
            return adaptation(facts, parameters) == .none
                ? duty.standing(.notApplicable, .literate, record: literacy.record)
                : duty.standing(.metInTime, .adapted, record: literacy.record)
        }
    }
}
