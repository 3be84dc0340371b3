// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema
package import Obligations

extension PersonFacts {
    /// Takes from a person what counts; `advised` says on which day advice on a trajectory went to DVZ.
    package init(_ person: CanonicalPerson, advised: [String: LocalDate] = [:], parameters: RuleParameters = .rs2019) {
        self.init()
        let duties = DutyFacts(person)
        identity(person, duties)
        trajectory(person, duties, advised, parameters)
        learning(person)
        working(person, duties)
        diplomas(person)
        for conflict in person.conflicts { conflicts.formUnion(Areas(attribute: conflict.attribute)) }
    }

    private mutating func identity(_ person: CanonicalPerson, _ duties: DutyFacts) {
        birth = duties.born
        sex = person.sex.map { $0.value == .female ? .female : $0.value == .male ? .male : .unknown } ?? .unknown
        endedOn = duties.ended?.day
        nationalities = person.nationalities.map {
            Dated(on: $0.value.validity?.begin ?? .earliest, value: Origin(country: $0.value.country.code ?? ""))
        }.sorted { $0.on < $1.on }
        homes = person.residences.filter { $0.value.type == .domicile }.compactMap { residence in
            residence.value.nis.flatMap { Digits.value($0) }.map {
                Home(begin: residence.value.validity?.begin ?? .earliest, end: residence.value.validity?.end, nis: $0)
            }
        }
        enteredOn = person.registerEntries.filter { [.aliens, .population].contains($0.value.register) }
            .compactMap(\.value.validity?.begin).min()
        targetGroups = person.targetGroups.map { Dated(on: $0.value.validity?.begin ?? .earliest, value: $0.value.type) }
    }

    private mutating func trajectory(
        _ person: CanonicalPerson, _ duties: DutyFacts, _ advised: [String: LocalDate], _ parameters: RuleParameters
    ) {
        let judged = RuleBook([parameters]).judge(duties, on: .latest, rules: [R18.self])
        let registering = Dictionary(judged.map { ($0.trigger, $0) }, uniquingKeysWith: { first, _ in first })
        courses = TrajectoryCourse.courses(of: person).compactMap { course in
            guard let duty = registering[course.trajectoryId], let dueOn = duty.dueOn else { return nil }
            return Course(
                id: course.trajectoryId, startsOn: course.startsOn, manager: Manager(course.trajectory?.value.manager),
                group: course.trajectory?.value.targetGroupAtStart ?? targetGroup(on: course.startsOn), suspensions: course.suspensions,
                registration: Registration(dueOn: dueOn, metOn: duty.metOn, state: duty.state),
                advisedOn: advised[course.trajectoryId])
        }
        contracts = person.contracts.filter { $0.value.status != .withdrawn }.compactMap(\.value.signedOn).sorted()
        closings = person.trajectories.compactMap { trajectory in
            guard let on = trajectory.value.period?.end ?? trajectory.value.decisionDate else { return nil }
            return Closing(
                on: on, trajectory: trajectory.value.trajectoryId, manager: Manager(trajectory.value.manager),
                group: trajectory.value.targetGroupAtStart ?? targetGroup(on: trajectory.value.period?.begin ?? on))
        }
        attests = person.attestations.filter { $0.value.type == .integration && $0.value.status == .valid }.compactMap(\.value.issuedOn)
            .sorted()
        freedoms = person.exemptions.map { Freedom(scope: $0.value.scope, reason: $0.value.reason, period: $0.value.period) }
        fees = person.fees.compactMap { fee in
            guard let on = fee.value.dueOn ?? fee.value.paidOn else { return nil }
            return Fee(
                kind: fee.value.kind, cents: fee.value.amount?.cents ?? 0, on: on, isExempt: fee.value.exempt,
                isPaid: fee.value.paidOn != nil)
        }
    }

    private mutating func learning(_ person: CanonicalPerson) {
        levels = person.languageLevels.filter { $0.value.basis != .selfDeclared && $0.value.scheme == .cefr }.map {
            Level(
                on: $0.value.achievedOn?.earliest, oral: $0.value.cefr(\.oral), written: $0.value.cefr(\.written),
                overall: $0.value.cefr(\.overall))
        }
        tests = person.tests.filter { !$0.value.withdrawn }.compactMap { test in
            test.value.date.map { Test(kind: test.value.kind, on: $0, outcome: test.value.outcome) }
        }.sorted { $0.on < $1.on }
        for enrolment in person.enrolments where enrolment.value.status != .cancelled { take(enrolment.value, from: enrolment.agency) }
        dutchResultAtAgency =
            dutchResultAtAgency || person.languageLevels.contains { $0.agency == .inburgering && $0.value.basis != .selfDeclared }
    }

    private mutating func take(_ enrolment: CourseEnrolment, from agency: Agency) {
        let began = enrolment.period?.begin ?? enrolment.enrolledOn
        switch enrolment.kind {
        case .nt2:
            if let enrolled = enrolment.enrolledOn ?? enrolment.period?.begin {
                lessons.append(
                    Lesson(
                        enrolledOn: enrolled, beginsOn: enrolment.period?.begin, isPrivate: enrolment.provider.type == .privateProvider,
                        waits: [.assigned, .reserved].contains(enrolment.status)))
            }
            if enrolment.result != nil {
                if agency == .inburgering { dutchResultAtAgency = true }
                if agency == .onderwijs { dutchResultInEducation = true }
            }
        case .okan:
            if let left = enrolment.unenrolledOn ?? enrolment.period?.end { newcomerClassLeftOn = max(newcomerClassLeftOn ?? left, left) }
        case .higher, .compulsory:
            // A school year ends on 30 June where the source gives no end.
            let yearEnd = enrolment.schoolYear.flatMap { Digits.value($0) }.flatMap { LocalDate(year: $0 + 1, month: 6, day: 30) }
            if let began, let end = enrolment.unenrolledOn ?? enrolment.period?.end ?? yearEnd, let period = Period(begin: began, end: end)
            {
                study.append(period)
            }
        case .mo, .otherAdult, .vdabTraining: break
        }
    }

    private mutating func working(_ person: CanonicalPerson, _ duties: DutyFacts) {
        registrations = duties.registrations.map(\.day).sorted()
        referralsToVDAB = person.referrals.filter { $0.value.to == OrganisationID.vdab.rawValue }.compactMap(\.value.receivedOn)
        for activity in person.activities.map(\.value) {
            switch activity.kind {
            case .employment:
                if !person.activities.contains(where: { Self.isDimona($0.value, of: activity) }) { work.append(activity.period) }
            case .selfEmployment: work.append(activity.period)
            case .training: training.append(activity.period)
            case .study: study.append(activity.period)
            }
        }
        participation = person.participation.filter { $0.value.status == .done }.compactMap { activity in
            guard let on = activity.value.period?.end ?? activity.value.proofSignedOn ?? activity.value.period?.begin else { return nil }
            return Participation(form: activity.value.form, minutes: activity.value.duration.minutes, doneOn: on)
        }
    }

    /// What VDAB writes of a job is the same job as Dimona's with that employer and first day; Dimona knows when it ended.
    private static func isDimona(_ other: ActivityPeriod, of activity: ActivityPeriod) -> Bool {
        activity.dimonaNumber == nil && other.dimonaNumber != nil && other.employer == activity.employer
            && other.period.begin == activity.period.begin
    }

    private mutating func diplomas(_ person: CanonicalPerson) {
        recognitions = person.recognitions.filter(\.value.isInForce).map { decision in
            Recognition(
                kind: decision.value.kind, completeOn: decision.value.completeOn, decidedOn: decision.value.decidedOn?.exact,
                decidedYear: decision.value.decidedOn?.year ?? decision.value.closedOn?.year, receivedOn: decision.value.receivedOn,
                outcome: decision.value.outcome)
        }
        hasForeignHigherDiploma = person.credentials.contains { credential in
            guard let country = credential.value.country?.code, country != "BEL" else { return false }
            return credential.value.levels.contains { $0.scheme == "isced2011" && ($0.code ?? "") >= "5" }
        }
    }
}

extension PersonFacts.Manager {
    init(_ organisation: OrganisationID?) {
        switch organisation {
        case .agii?: self = .agii
        case .atlas?: self = .atlas
        case .amal?: self = .amal
        case .hvnb?: self = .hvnb
        default: self = .unknown
        }
    }
}

extension PersonFacts.Areas {
    init(attribute: String) {
        switch attribute.prefix(while: { $0 != "." }) {
        case "enrolments", "tests", "languageLevels": self = .learning
        case "contracts", "trajectories", "components", "attestations", "targetGroups", "exemptions", "fees": self = .trajectory
        case "residences", "registerEntries": self = .residence
        case "activities", "jobseekerRegistrations", "participation": self = .work
        case "recognitions", "credentials": self = .diplomas
        default: self = .identity
        }
    }
}

extension PersonFacts.Origin {
    /// By the membership of the European Union of today, so that a series does not break where a state joins or leaves.
    package init(country: String) {
        self.country = country
        group = country.isEmpty || country == "UNDETERMINED" ? .unknown : Self.members.contains(country) ? .eu : .other
    }

    private static let members: Set<String> = [
        "AUT", "BEL", "BGR", "CYP", "CZE", "DEU", "DNK", "ESP", "EST", "FIN", "FRA", "GRC", "HRV", "HUN", "IRL", "ITA", "LTU", "LUX", "LVA",
        "MLT", "NLD", "POL", "PRT", "ROU", "SVK", "SVN", "SWE",
    ]
}
