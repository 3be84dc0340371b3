// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// The day and the geography in which fields are read.
package struct ProjectionContext: Sendable {
    package let day: LocalDate
    package let municipalities: MunicipalityRegister
    package init(day: LocalDate, municipalities: MunicipalityRegister) {
        self.day = day
        self.municipalities = municipalities
    }
}

/// Every field that an agreement can grant, and how it is read from a person. What stands in no agreement goes to nobody.
package enum GrantableField: String, Sendable, CaseIterable {
    case insz, familyName, givenNames, birthDate
    case contractSigned, attestIssued
    case participationToDo, participationMinutes
    case trajectoryStart, trajectoryRunning, targetGroup
    case nt2Levels, currentEnrolments, nt2Enrolments, targetLevel, literacyClass
    case recognisedDiplomas, recognitionDecisions
    case registrations, activityPeriods

    /// The value for one person; nil where there is nothing to tell.
    package func value(of person: CanonicalPerson, in context: ProjectionContext) -> FieldValue? {
        switch self {
        case .insz: person.currentINSZ.map { .text($0.digits) }
        case .familyName: person.officialName?.value.familyName.map { .text($0) }
        case .givenNames: person.officialName.map { .list($0.value.givenNames.map { .text($0) }) }
        case .birthDate: person.birthDate.map { .text($0.value.description) }
        case .contractSigned: .flag(person.contracts.contains { $0.value.status != .withdrawn && $0.value.signedOn != nil })
        case .attestIssued: .flag(person.attestations.contains { $0.value.type == .integration && $0.value.status == .valid })
        case .participationToDo: .flag(person.hasFourthComponentToDo)
        case .participationMinutes: .integer(person.approvedParticipationMinutes)
        case .trajectoryStart: person.trajectoryStart.map { .text($0.description) }
        case .trajectoryRunning: .flag(person.runningTrajectory != nil)
        case .targetGroup: person.targetGroupNow.map { .text($0.rawValue) }
        case .nt2Levels: LearningFields.levels(person)
        case .currentEnrolments: LearningFields.current(person, on: context.day)
        case .nt2Enrolments: LearningFields.dutch(person)
        case .targetLevel: LearningFields.target(person).map { .text($0.rawValue) }
        case .literacyClass: person.literacy.map { .text($0.value.rawValue) }
        case .recognisedDiplomas: LearningFields.recognised(person)
        case .recognitionDecisions: LearningFields.decisions(person)
        case .registrations: WorkFields.registrations(person)
        case .activityPeriods: WorkFields.activities(person)
        }
    }
}

extension CanonicalPerson {
    /// The trajectory that runs, the latest where several do.
    package var runningTrajectory: Sourced<Trajectory>? {
        trajectories.filter { $0.value.status == .running }.max {
            ($0.value.period?.begin ?? .earliest) < ($1.value.period?.begin ?? .earliest)
        }
    }

    /// The trajectory begun last, running or not.
    package var latestTrajectory: Sourced<Trajectory>? {
        trajectories.max { ($0.value.period?.begin ?? .earliest) < ($1.value.period?.begin ?? .earliest) }
    }

    /// Day of the earliest signed contract that holds (R02).
    package var trajectoryStart: LocalDate? { contracts.filter { $0.value.status != .withdrawn }.compactMap(\.value.signedOn).min() }

    package var targetGroupNow: TargetGroup? { targetGroups.last?.value.type }

    /// Whether the fourth component is part of the trajectory and not yet met (R19).
    package var hasFourthComponentToDo: Bool {
        let states = components.filter { $0.value.pillar == .part }
        guard runningTrajectory != nil,
            !states.isEmpty || contracts.contains(where: { $0.value.terms.contains { $0.pillar == .part && $0.included } })
        else { return false }
        return !states.contains { [.met, .passed, .notApplicable].contains($0.value.decision) }
    }

    /// Minutes of activities that were done.
    package var approvedParticipationMinutes: Int {
        participation.filter { $0.value.status == .done }.reduce(0) { $0 + $1.value.duration.minutes }
    }
}

/// Reads courses, levels and diplomas into fields.
enum LearningFields {
    private static func text(_ value: (some CustomStringConvertible)?) -> FieldValue? { value.map { .text($0.description) } }

    static func levels(_ person: CanonicalPerson) -> FieldValue? {
        let authentic = person.languageLevels.filter { $0.value.basis != .selfDeclared && $0.value.scheme == .cefr }
        return .list(
            authentic.map { level in
                .group([
                    .init("oral", text(level.value.oral?.code)), .init("written", text(level.value.written?.code)),
                    .init("date", text(level.value.achievedOn)), .init("basis", .text(level.value.basis.rawValue)),
                ])
            })
    }

    static func current(_ person: CanonicalPerson, on day: LocalDate) -> FieldValue? {
        let running = person.enrolments.filter { enrolment in
            [.enrolled, .assigned, .reserved].contains(enrolment.value.status) && (enrolment.value.period?.end.map { $0 >= day } ?? true)
        }
        return .list(
            running.map { enrolment in
                .group([
                    .init("kind", .text(enrolment.value.kind.rawValue)), .init("level", text(enrolment.value.targetLevel?.rawValue)),
                    .init("daypart", text(enrolment.value.daypart?.rawValue)),
                    .init("begin", text(enrolment.value.period?.begin ?? enrolment.value.enrolledOn)),
                    .init("end", text(enrolment.value.period?.end)),
                ])
            })
    }

    static func dutch(_ person: CanonicalPerson) -> FieldValue? {
        .list(
            person.enrolments.filter { $0.value.kind == .nt2 }.map { enrolment in
                .group([
                    .init("level", text(enrolment.value.targetLevel?.rawValue)),
                    .init("begin", text(enrolment.value.period?.begin ?? enrolment.value.enrolledOn)),
                    .init("end", text(enrolment.value.period?.end)),
                    .init("status", .text(enrolment.value.status.rawValue)), .init("result", text(enrolment.value.result?.rawValue)),
                ])
            })
    }

    /// The level the trajectory aims at: the highest among planned Dutch courses, A2 without any (R13).
    static func target(_ person: CanonicalPerson) -> CEFR? {
        guard person.runningTrajectory != nil else { return nil }
        return person.enrolments.filter { $0.value.kind == .nt2 }.compactMap(\.value.targetLevel).max() ?? .a2
    }

    static func recognised(_ person: CanonicalPerson) -> FieldValue? {
        .list(
            person.recognitions.filter { $0.value.isInForce && [.grantedAsRequested, .grantedLower].contains($0.value.outcome) }.map {
                decision in
                .group([
                    .init("title", text(decision.value.flemishTitle ?? decision.value.diploma.title)),
                    .init("level", text(decision.value.levels.first { $0.code != nil }?.code)),
                    .init("country", text(decision.value.diploma.country?.code ?? decision.value.diploma.country?.originalCode)),
                ])
            })
    }

    static func decisions(_ person: CanonicalPerson) -> FieldValue? {
        .list(
            person.recognitions.filter { $0.value.isInForce && $0.value.outcome != nil }.map { decision in
                .group([
                    .init("kind", .text(decision.value.kind.rawValue)), .init("outcome", text(decision.value.outcome?.rawValue)),
                    .init("decidedOn", text(decision.value.decidedOn)),
                    .init("title", text(decision.value.flemishTitle ?? decision.value.diploma.title)),
                ])
            })
    }
}

/// Reads registrations, training and employment into fields.
enum WorkFields {
    static func registrations(_ person: CanonicalPerson) -> FieldValue? {
        .list(
            person.jobseekerRegistrations.map { registration in
                .group([
                    .init("registeredOn", .text(registration.value.registeredAt.brusselsDate.description)),
                    .init("category", registration.value.category.map { .text($0.code ?? $0.originalCode) }),
                    .init("endedOn", registration.value.endedOn.map { .text($0.description) }),
                    .init("status", .text(registration.value.endedOn == nil ? "REGISTERED" : "ENDED")),
                ])
            })
    }

    static func activities(_ person: CanonicalPerson) -> FieldValue? {
        .list(
            person.activities.filter { [.employment, .selfEmployment, .training].contains($0.value.kind) }.map { activity in
                .group([
                    .init("kind", .text(activity.value.kind.rawValue)), .init("begin", .text(activity.value.period.begin.description)),
                    .init("end", activity.value.period.end.map { .text($0.description) }),
                ])
            })
    }
}
