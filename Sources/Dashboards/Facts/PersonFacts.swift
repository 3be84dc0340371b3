// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema
package import Obligations

/// What the indicators need of one person, as days and codes; no name, no number, no text.
///
/// Nothing in it depends on the day from which is looked, so that it stays right as long as the person does not change.
package struct PersonFacts: Sendable, Equatable {
    package struct Home: Sendable, Equatable {
        package var begin: LocalDate
        package var end: LocalDate?
        package var nis: Int
    }
    package struct Dated<Value: Sendable & Equatable>: Sendable, Equatable {
        package var on: LocalDate
        package var value: Value
    }
    package enum NationalityGroup: Int, Sendable, CaseIterable { case eu, other, unknown }
    package struct Origin: Sendable, Equatable {
        package var country: String
        package var group: NationalityGroup
    }
    package enum Manager: Int, Sendable, CaseIterable { case agii, atlas, amal, hvnb, unknown }
    package enum SexGroup: Int, Sendable, CaseIterable { case female, male, unknown }

    /// A trajectory that begins with a signed contract.
    package struct Course: Sendable, Equatable {
        package var id: String
        package var startsOn: LocalDate
        package var manager: Manager
        package var group: TargetGroup
        package var suspensions: [Period]
        /// Rule R18 as it stands once everything known has happened.
        package var registration: Registration
        /// When advice on it was sent to DVZ.
        package var advisedOn: LocalDate?
    }
    package struct Registration: Sendable, Equatable {
        package var dueOn: LocalDate
        package var metOn: LocalDate?
        package var state: Obligation.State

        /// The state on an earlier day.
        package func state(on day: LocalDate) -> Obligation.State {
            switch state {
            case .metInTime, .metLate:
                if let metOn, metOn <= day { return state }
                return day <= dueOn ? .pending : .overdue
            case .overdue: return day <= dueOn ? .pending : .overdue
            default: return state
            }
        }
    }
    package struct Closing: Sendable, Equatable {
        package var on: LocalDate
        package var trajectory: String
        package var manager: Manager
        package var group: TargetGroup
    }
    package struct Level: Sendable, Equatable {
        package var on: LocalDate?
        package var oral: CEFR?
        package var written: CEFR?
        package var overall: CEFR?
        /// The level as a whole: as told, else the lower of the two skills.
        package var whole: CEFR? { overall ?? [oral, written].compactMap(\.self).min() }
    }
    package struct Test: Sendable, Equatable {
        package var kind: TestAttempt.Kind
        package var on: LocalDate
        package var outcome: TestAttempt.Outcome
    }
    package struct Participation: Sendable, Equatable {
        package var form: ParticipationActivity.Form
        package var minutes: Int
        package var doneOn: LocalDate
    }
    package struct Freedom: Sendable, Equatable {
        package var scope: Exemption.Scope
        package var reason: Exemption.Reason
        package var period: Period?
        package func covers(_ day: LocalDate) -> Bool { period?.contains(day) ?? true }
    }
    package struct Lesson: Sendable, Equatable {
        package var enrolledOn: LocalDate
        package var beginsOn: LocalDate?
        package var isPrivate: Bool
        package var waits: Bool
    }
    package struct Recognition: Sendable, Equatable {
        package var kind: RecognitionDecision.Kind
        package var completeOn: LocalDate?
        package var decidedOn: LocalDate?
        package var decidedYear: Int?
        package var receivedOn: LocalDate?
        package var outcome: RecognitionDecision.Outcome?
    }
    package struct Fee: Sendable, Equatable {
        package var kind: FeeItem.Kind
        package var cents: Int
        package var on: LocalDate
        package var isExempt: Bool
        package var isPaid: Bool
    }
    package struct Areas: OptionSet, Sendable {
        package let rawValue: Int
        package init(rawValue: Int) { self.rawValue = rawValue }
        package static let identity = Areas(rawValue: 1), residence = Areas(rawValue: 2), trajectory = Areas(rawValue: 4)
        package static let learning = Areas(rawValue: 8), work = Areas(rawValue: 16), diplomas = Areas(rawValue: 32)
    }

    package var birth: LocalDate?
    package var sex = SexGroup.unknown
    package var endedOn: LocalDate?
    package var nationalities: [Dated<Origin>] = []
    package var homes: [Home] = []
    /// First entry in the aliens or population register.
    package var enteredOn: LocalDate?
    package var targetGroups: [Dated<TargetGroup>] = []
    package var courses: [Course] = []
    package var contracts: [LocalDate] = []
    package var closings: [Closing] = []
    package var attests: [LocalDate] = []
    package var registrations: [LocalDate] = []
    package var referralsToVDAB: [LocalDate] = []
    package var work: [Period] = []
    package var training: [Period] = []
    package var study: [Period] = []
    package var levels: [Level] = []
    package var tests: [Test] = []
    package var participation: [Participation] = []
    package var freedoms: [Freedom] = []
    package var lessons: [Lesson] = []
    package var recognitions: [Recognition] = []
    package var hasForeignHigherDiploma = false
    package var fees: [Fee] = []
    package var newcomerClassLeftOn: LocalDate?
    /// Whether the integration bodies, and whether education, know a result of Dutch lessons.
    package var dutchResultAtAgency = false
    package var dutchResultInEducation = false
    package var conflicts: Areas = []

    package init() {}

    /// Whole years lived; nil where the birth year is unknown.
    package func age(on day: LocalDate) -> Int? { Deadline.age(born: birth, on: day) }

    /// Where the person lived; where nothing covers the day, the first place known.
    package func home(on day: LocalDate) -> Int? {
        (homes.last { $0.begin <= day && ($0.end.map { day <= $0 } ?? true) } ?? homes.first)?.nis
    }

    package func targetGroup(on day: LocalDate) -> TargetGroup {
        (targetGroups.last { $0.on <= day } ?? targetGroups.first)?.value ?? .toBeDetermined
    }

    package func nationality(on day: LocalDate) -> Origin {
        (nationalities.last { $0.on <= day } ?? nationalities.first)?.value ?? Origin(country: "", group: .unknown)
    }

    package func isExempt(_ scopes: Set<Exemption.Scope>, on day: LocalDate) -> Bool {
        freedoms.contains { scopes.contains($0.scope) && $0.covers(day) }
    }
}
