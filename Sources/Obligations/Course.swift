// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// A trajectory as the rules see it: when it started, what suspended it, which components it has, when it closed.
package struct Course: Sendable, Equatable {
    /// A component that a contract includes, and the term it fixes for it (R03).
    package struct Part: Sendable, Equatable {
        package var pillar: Pillar
        package var dueOn: LocalDate?
        package init(_ pillar: Pillar, dueOn: LocalDate? = nil) { self.pillar = pillar; self.dueOn = dueOn }
    }
    package struct Signing: Sendable, Equatable {
        package var contractId: String
        package var on: DutyFacts.Dated
        package var parts: [Part]
        package init(_ contractId: String, on: DutyFacts.Dated, parts: [Part] = []) {
            self.contractId = contractId
            self.on = on
            self.parts = parts
        }
    }

    package var trajectoryId: String
    /// In order of signing; the first one starts the trajectory (R02).
    package var signings: [Signing]
    package var start: DutyFacts.Dated
    package var suspensions: [Period] = []
    package var groupAtStart: TargetGroup?
    /// Days on which the source says that the trajectory came to an end.
    package var closings: [DutyFacts.Dated] = []

    package init(_ trajectoryId: String, start: DutyFacts.Dated, signings: [Signing]) {
        self.trajectoryId = trajectoryId
        self.start = start
        self.signings = signings
    }

    package var startsOn: LocalDate { start.day }

    /// The course as it was on a day; nil where it had not begun.
    func known(on day: LocalDate) -> Course? {
        guard startsOn <= day else { return nil }
        var course = self
        course.signings.removeAll { $0.on.day > day }
        course.closings.removeAll { $0.day > day }
        return course
    }

    /// What the contracts say of a component: the latest one that names it; nil where none includes it.
    func part(_ pillar: Pillar) -> (part: Part, record: Int64)? {
        for signing in signings.reversed() {
            if let part = signing.parts.first(where: { $0.pillar == pillar }) { return (part, signing.on.record) }
        }
        return nil
    }
}

extension DutyFacts {
    /// The last decision about a component of a trajectory.
    func component(_ pillar: Pillar, of course: Course) -> Component? {
        components.filter { $0.pillar == pillar && ($0.trajectoryId ?? course.trajectoryId) == course.trajectoryId }
            .max { ($0.decidedOn, $0.record) < ($1.decidedOn, $1.record) }
    }

    /// When a component was met, by decision.
    func met(_ pillar: Pillar, of course: Course) -> Dated? {
        guard let component = component(pillar, of: course), [.met, .passed].contains(component.decision) else { return nil }
        return Dated(component.decidedOn, record: component.record)
    }

    /// The first attest of these types for a trajectory: one that names it, or one without a trajectory that was issued since its start.
    func attest(_ types: [Attestation.AttestationType], of course: Course) -> Dated? {
        attests.filter { attest in
            types.contains(attest.type)
                && (attest.trajectoryId.map { $0 == course.trajectoryId }
                    ?? (attest.on.day >= course.startsOn && isLatest(course, on: attest.on.day)))
        }.map(\.on).min()
    }

    /// Whether no later trajectory had begun by then.
    private func isLatest(_ course: Course, on day: LocalDate) -> Bool {
        !courses.contains { $0.startsOn > course.startsOn && $0.startsOn <= day }
    }

    /// Successful completion: the day the last component was met; where not all are said to be, the day of the attest (domain §3.6).
    func completion(of course: Course, _ parameters: RuleParameters) -> Dated? {
        allMet(course, parameters) ?? attest([.integration, .evc], of: course)
    }

    /// The day the last component was met; nil while one is not.
    func allMet(_ course: Course, _ parameters: RuleParameters) -> Dated? {
        var last: Dated?
        for pillar in Pillar.allCases where parameters.requiredPillars.contains(pillar) || course.part(pillar) != nil {
            if component(pillar, of: course)?.decision == .notApplicable { continue }
            guard let met = met(pillar, of: course) else { return nil }
            if last.map({ $0.day < met.day }) ?? true { last = met }
        }
        return last
    }

    /// When a trajectory closed or expired: its end, its decision or its attest, whatever came first.
    func closing(of course: Course) -> Dated? {
        (course.closings + [attest([.integration, .evc, .effort], of: course)].compactMap(\.self)).min()
    }

    /// The last trajectory that had begun by a day.
    func course(on day: LocalDate) -> Course? { courses.last { $0.startsOn <= day } }

    func home(on day: LocalDate) -> Spell<String>? { homes.last { $0.covers(day) } ?? homes.first }

    func livedInBrussels(on day: LocalDate) -> Spell<String>? {
        guard let home = home(on: day), home.value.hasPrefix("21") else { return nil }
        return home
    }

    /// Whether the person had to follow the trajectory, not only could (R22 for Brussels).
    func isObliged(_ course: Course, _ parameters: RuleParameters) -> Bool {
        let group = course.groupAtStart ?? groups.last { $0.covers(course.startsOn) }?.value
        guard group?.isObliged == true else { return false }
        guard livedInBrussels(on: course.startsOn) != nil else { return true }
        return parameters.brusselsObligedFrom.map { $0 <= course.startsOn } ?? false
    }

    /// The exemption of one of these scopes that held on a day.
    func freeing(_ scopes: [Exemption.Scope], on day: LocalDate) -> Spell<Exemption.Scope>? {
        freeings.first { scopes.contains($0.value) && $0.covers(day) }
    }

    /// Work, training or study on a day.
    func activity(on day: LocalDate) -> Spell<ActivityPeriod.Kind>? { activities.first { $0.covers(day) } }
}

extension TargetGroup {
    /// Obliged, also where a right turned into a duty (RECHT_PLICHT, ≈).
    package var isObliged: Bool { self == .obliged || self == .entitledObliged }
}
