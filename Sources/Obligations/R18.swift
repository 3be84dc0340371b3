// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// R18: every newcomer on a trajectory registers with VDAB within two months of its start (note, r. 1095–1096).
package enum R18 {
    package static func evaluate(_ person: CanonicalPerson, asOf: LocalDate, parameters: RuleParameters = .rs2019) -> [Obligation] {
        TrajectoryCourse.courses(of: person).filter { $0.startsOn <= asOf }.map { course in
            let due = Deadline.due(
                from: course.startsOn, term: parameters.registrationTerm, suspensions: course.suspensions,
                rollsWeekends: parameters.rollsWeekends)
            let verdict = verdict(person, course, due, asOf, parameters)
            return Obligation(
                rule: "R18", ruleSet: parameters.ruleSet, trigger: course.trajectoryId, startsOn: course.startsOn, dueOn: due,
                state: verdict.state, metOn: verdict.metOn, evidence: verdict.evidence,
                explanation: [
                    "start \(course.startsOn): earliest signed contract", "due \(due): term of \(parameters.ruleSet), with suspensions",
                ]
                    + [verdict.reason])
        }
    }

    private struct Verdict {
        var state: Obligation.State
        var metOn: LocalDate?
        var evidence: [Int64] = []
        var reason: String
    }

    private static func verdict(
        _ person: CanonicalPerson, _ course: TrajectoryCourse, _ due: LocalDate, _ asOf: LocalDate, _ parameters: RuleParameters
    ) -> Verdict {
        if let residence = residence(person, on: course.startsOn), residence.value.nis?.hasPrefix("21") == true {
            return Verdict(state: .notApplicable, evidence: [residence.record], reason: "lived in Brussels at the start: Actiris, not VDAB")
        }
        if let age = Deadline.age(person.birthDate?.value, on: course.startsOn), age < parameters.adultAge {
            return Verdict(state: .notApplicable, reason: "was a minor at the start")
        }
        let registrations = person.jobseekerRegistrations.map { ($0.value.registeredAt.brusselsDate, $0.record) }
        let first = registrations.filter { $0.0 <= asOf }.min { $0.0 < $1.0 }
        if let first, first.0 <= due {
            return Verdict(
                state: .metInTime, metOn: first.0, evidence: [first.1], reason: "registered on \(first.0), not after the due date")
        }
        if let end = voidOn(person), end <= due {
            return Verdict(state: .void, reason: "deceased or struck off on \(end), before the due date")
        }
        if let exemption = person.exemptions.first(where: { $0.value.scope == .whole && covers($0.value.period, course.startsOn) }) {
            return Verdict(state: .exempt, evidence: [exemption.record], reason: "exempt as a whole at the start")
        }
        if let first {
            return Verdict(state: .metLate, metOn: first.0, evidence: [first.1], reason: "registered on \(first.0), after the due date")
        }
        return asOf <= due
            ? Verdict(state: .pending, reason: "not registered yet, the term runs")
            : Verdict(state: .overdue, reason: "not registered, the term is over")
    }

    private static func residence(_ person: CanonicalPerson, on day: LocalDate) -> Sourced<Residence>? {
        let domiciles = person.residences.filter { $0.value.type == .domicile }
        return domiciles.last { $0.value.validity?.contains(day) ?? true } ?? domiciles.first
    }

    private static func covers(_ period: Period?, _ day: LocalDate) -> Bool { period?.contains(day) ?? true }

    /// The day of death, or of being struck off the register.
    private static func voidOn(_ person: CanonicalPerson) -> LocalDate? {
        if let death = person.deathDate?.value.earliest { return death }
        guard let status = person.fileStatus, ["99990", "99991", "99992"].contains(status.value.originalCode) else { return nil }
        return status.assertedAt.brusselsDate
    }
}
