// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// What the rules look at of one person: days, codes and record numbers, no text that identifies anybody.
///
/// What happens on a day stands on that day; what its source gave no day for stands on the day it was asserted, when it held at the latest.
package struct DutyFacts: Sendable, Equatable {
    /// Something that happened on a day, and the record that says so; in order of day, and of one day by record.
    package struct Dated: Sendable, Comparable {
        package var day: LocalDate
        package var record: Int64
        package init(_ day: LocalDate, record: Int64) { self.day = day; self.record = record }
        package static func < (left: Dated, right: Dated) -> Bool { (left.day, left.record) < (right.day, right.record) }
    }
    /// Something that held over a period; nil for always.
    package struct Spell<Value: Sendable & Equatable>: Sendable, Equatable {
        package var value: Value
        package var period: Period?
        package var record: Int64
        package init(_ value: Value, _ period: Period?, record: Int64) {
            self.value = value
            self.period = period
            self.record = record
        }
        func covers(_ day: LocalDate) -> Bool { period?.contains(day) ?? true }
    }
    package struct Component: Sendable, Equatable {
        package var pillar: Pillar
        package var trajectoryId: String?
        package var decision: ComponentState.Decision
        package var decidedOn: LocalDate
        package var record: Int64
        package init(_ pillar: Pillar, of trajectoryId: String?, _ decision: ComponentState.Decision, on day: LocalDate, record: Int64) {
            self.pillar = pillar
            self.trajectoryId = trajectoryId
            self.decision = decision
            decidedOn = day
            self.record = record
        }
    }
    package struct Enrolment: Sendable, Equatable {
        package var id: String
        package var kind: CourseEnrolment.Kind
        package var on: Dated
        package init(_ id: String, _ kind: CourseEnrolment.Kind, on: Dated) {
            self.id = id
            self.kind = kind
            self.on = on
        }
    }
    package struct Test: Sendable, Equatable {
        package var id: String
        package var kind: TestAttempt.Kind
        package var isPassed: Bool
        package var skills: [TestAttempt.Skill]
        package var on: Dated
        package init(_ id: String, _ kind: TestAttempt.Kind, isPassed: Bool, skills: [TestAttempt.Skill] = [], on: Dated) {
            self.id = id
            self.kind = kind
            self.isPassed = isPassed
            self.skills = skills
            self.on = on
        }
    }
    package struct Level: Sendable, Equatable {
        package var oral: CEFR?
        package var written: CEFR?
        package var on: Dated
        package init(oral: CEFR?, written: CEFR?, on: Dated) {
            self.oral = oral
            self.written = written
            self.on = on
        }
    }
    package struct Attest: Sendable, Equatable {
        package var type: Attestation.AttestationType
        package var trajectoryId: String?
        package var on: Dated
        package init(_ type: Attestation.AttestationType, of trajectoryId: String?, on: Dated) {
            self.type = type
            self.trajectoryId = trajectoryId
            self.on = on
        }
    }
    package struct Hours: Sendable, Equatable {
        package var minutes: Int
        package var on: Dated
        package init(minutes: Int, on: Dated) { self.minutes = minutes; self.on = on }
    }
    package struct Fee: Sendable, Equatable {
        package var kind: FeeItem.Kind
        package var trigger: String?
        package var dueOn: LocalDate?
        package var paidOn: LocalDate?
        package var isExempt: Bool
        package var record: Int64
        package init(_ kind: FeeItem.Kind, trigger: String?, dueOn: LocalDate?, paidOn: LocalDate?, isExempt: Bool = false, record: Int64) {
            self.kind = kind
            self.trigger = trigger
            self.dueOn = dueOn
            self.paidOn = paidOn
            self.isExempt = isExempt
            self.record = record
        }
    }

    /// First day the birth date can mean.
    package var born: LocalDate?
    /// Of death, or of being struck off the register.
    package var ended: Dated?
    /// Main residences by NIS code.
    package var homes: [Spell<String>] = []
    package var registers: [Spell<RegisterEntry.Register>] = []
    package var groups: [Spell<TargetGroup>] = []
    package var literacy: Spell<Literacy>?
    package var courses: [Course] = []
    /// Trajectories that a housing code asks of social tenants (R23).
    package var tenancies: [Course] = []
    package var components: [Component] = []
    package var enrolments: [Enrolment] = []
    package var tests: [Test] = []
    package var levels: [Level] = []
    package var attests: [Attest] = []
    package var registrations: [Dated] = []
    package var activities: [Spell<ActivityPeriod.Kind>] = []
    package var participation: [Hours] = []
    package var freeings: [Spell<Exemption.Scope>] = []
    package var fees: [Fee] = []
    /// What was sent because of an earlier judgement, by trajectory: advice (R10) and hand-overs (R21). Nothing sends either yet, so that
    /// outside the tests both are empty.
    package var advised: [String: Dated] = [:]
    package var handedOver: [String: Dated] = [:]

    package init() {}

    /// The facts that had happened by a day.
    package func known(on day: LocalDate) -> DutyFacts {
        var facts = self
        if let ended, ended.day > day { facts.ended = nil }
        facts.courses = courses.compactMap { $0.known(on: day) }
        facts.tenancies = tenancies.compactMap { $0.known(on: day) }
        facts.components.removeAll { $0.decidedOn > day }
        facts.enrolments.removeAll { $0.on.day > day }
        facts.tests.removeAll { $0.on.day > day }
        facts.levels.removeAll { $0.on.day > day }
        facts.attests.removeAll { $0.on.day > day }
        facts.registrations.removeAll { $0.day > day }
        facts.activities.removeAll { ($0.period?.begin ?? .earliest) > day }
        facts.participation.removeAll { $0.on.day > day }
        facts.freeings.removeAll { ($0.period?.begin ?? .earliest) > day }
        for index in facts.fees.indices where (facts.fees[index].paidOn ?? .earliest) > day { facts.fees[index].paidOn = nil }
        facts.advised = advised.filter { $0.value.day <= day }
        facts.handedOver = handedOver.filter { $0.value.day <= day }
        return facts
    }
}
