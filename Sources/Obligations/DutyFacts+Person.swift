// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

extension DutyFacts {
    /// Picks out of a person's canonical state what the rules look at.
    package init(_ person: CanonicalPerson) {
        born = person.birthDate?.value.earliest
        ended = Self.ended(person)
        homes = person.residences.filter { $0.value.type == .domicile }.map {
            Spell($0.value.nis ?? "", $0.value.validity, record: $0.record)
        }
        registers = person.registerEntries.map { Spell($0.value.register, $0.value.validity, record: $0.record) }
        groups = person.targetGroups.map { Spell($0.value.type, $0.value.validity, record: $0.record) }
        literacy = person.literacy.map { Spell($0.value, nil, record: $0.record) }
        courses = TrajectoryCourse.courses(of: person).map(Course.init)
        tenancies = person.trajectories.filter { Self.isTenancy($0.value) }.compactMap(Self.tenancy)
        registrations = person.jobseekerRegistrations.map { Dated($0.value.registeredAt.brusselsDate, record: $0.record) }
        activities = person.activities.map { Spell($0.value.kind, $0.value.period, record: $0.record) }
        freeings = person.exemptions.map { Spell($0.value.scope, $0.value.period, record: $0.record) }
        fees = person.fees.map {
            Fee(
                $0.value.kind, trigger: $0.value.triggerRef, dueOn: $0.value.dueOn, paidOn: $0.value.paidOn, isExempt: $0.value.exempt,
                record: $0.record)
        }
        learned(person)
    }

    private mutating func learned(_ person: CanonicalPerson) {
        components = person.components.compactMap { sourced in
            let state = sourced.value
            guard let pillar = state.pillar, let decision = state.decision else { return nil }
            return Component(
                pillar, of: state.trajectoryId, decision, on: state.decisionDate ?? sourced.assertedAt.brusselsDate, record: sourced.record)
        }
        enrolments = person.enrolments.compactMap { sourced in
            let enrolment = sourced.value
            guard [.mo, .nt2].contains(enrolment.kind), ![.cancelled, .notEnrolled].contains(enrolment.status),
                let day = enrolment.enrolledOn ?? enrolment.period?.begin
            else { return nil }
            return Enrolment(enrolment.enrolmentId, enrolment.kind, on: Dated(day, record: sourced.record))
        }
        tests = person.tests.compactMap { sourced in
            guard !sourced.value.withdrawn, sourced.value.outcome != .noResult, let day = sourced.value.date else { return nil }
            return Test(
                sourced.value.testId, sourced.value.kind, isPassed: sourced.value.outcome == .passed, skills: sourced.value.skills,
                on: Dated(day, record: sourced.record))
        }
        levels = person.languageLevels.compactMap { sourced in
            let level = sourced.value
            guard level.basis != .selfDeclared else { return nil }
            let overall = level.cefr(\.overall)
            guard let oral = level.cefr(\.oral) ?? overall ?? level.cefr(\.written) else { return nil }
            let hasOral = level.cefr(\.oral) != nil || overall != nil
            return Level(
                oral: hasOral ? oral : nil, written: level.cefr(\.written) ?? overall,
                on: Dated(level.achievedOn?.earliest ?? sourced.assertedAt.brusselsDate, record: sourced.record))
        }
        attests = person.attestations.compactMap { sourced in
            guard sourced.value.status == .valid else { return nil }
            return Attest(
                sourced.value.type, of: sourced.value.trajectoryId,
                on: Dated(sourced.value.issuedOn ?? sourced.assertedAt.brusselsDate, record: sourced.record))
        }
        participation = person.participation.compactMap { sourced in
            guard sourced.value.status == .done else { return nil }
            let day = sourced.value.period?.end ?? sourced.value.period?.begin ?? sourced.assertedAt.brusselsDate
            return Hours(minutes: sourced.value.duration.minutes, on: Dated(day, record: sourced.record))
        }
    }

    /// The day of death, or of being struck off the register.
    private static func ended(_ person: CanonicalPerson) -> Dated? {
        if let death = person.deathDate, let day = death.value.earliest { return Dated(day, record: death.record) }
        guard let status = person.fileStatus, ["99990", "99991", "99992"].contains(status.value.originalCode) else { return nil }
        return Dated(status.assertedAt.brusselsDate, record: status.record)
    }

    /// Types of trajectory that a housing code asks for (KBI-02.00: TT_WCIB, TT_WCTB, TT_WCTK; their meaning is inferred).
    private static func isTenancy(_ trajectory: Trajectory) -> Bool { trajectory.type?.originalCode.hasPrefix("TT_WC") ?? false }

    private static func tenancy(_ sourced: Sourced<Trajectory>) -> Course? {
        guard let begin = sourced.value.period?.begin else { return nil }
        return Course(sourced.value.trajectoryId, start: Dated(begin, record: sourced.record), signings: [])
    }
}

extension Course {
    init(_ course: TrajectoryCourse) {
        let signings = course.contracts.compactMap { sourced -> Signing? in
            guard let day = sourced.value.signedOn else { return nil }
            let parts = sourced.value.terms.filter(\.included).map { Part($0.pillar, dueOn: $0.dueOn) }
            return Signing(sourced.value.contractId, on: .init(day, record: sourced.record), parts: parts)
        }.sorted { ($0.on.day, $0.contractId) < ($1.on.day, $1.contractId) }
        self.init(
            course.trajectoryId, start: .init(course.startsOn, record: signings.first?.on.record ?? 0), signings: signings)
        suspensions = course.suspensions
        guard let sourced = course.trajectory else { return }
        let trajectory = sourced.value
        groupAtStart = trajectory.targetGroupAtStart
        let ends = [
            trajectory.period?.end, trajectory.decision == nil ? nil : trajectory.decisionDate,
            trajectory.status == .completed && trajectory.period?.end == nil && trajectory.decisionDate == nil
                ? sourced.assertedAt.brusselsDate : nil,
        ]
        closings = ends.compactMap(\.self).map { .init($0, record: sourced.record) }
    }
}
