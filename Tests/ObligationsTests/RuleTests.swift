// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import Obligations
import TestSupport
import Testing

/// Each rule on the smallest person that it says something of.
struct RuleTests {
    private static let start = Cast.day("2024-01-15")

    private static func on(_ day: String, _ record: Int64 = 5) -> DutyFacts.Dated { .init(Cast.day(day), record: record) }

    /// Somebody obliged in Ghent who signed a contract with these components on 15 January 2024.
    private static func facts(_ parts: [Course.Part] = [.init(.nt2), .init(.mo)], start: String = "2024-01-15") -> DutyFacts {
        var facts = DutyFacts()
        facts.born = Cast.day("1990-03-12")
        facts.homes = [.init("44021", nil, record: 1)]
        var course = Course("T1", start: on(start, 7), signings: [.init("C1", on: on(start, 7), parts: parts)])
        course.groupAtStart = .obliged
        facts.courses = [course]
        return facts
    }

    private static func judge(_ facts: DutyFacts, _ rule: RuleID, on day: String = "2025-12-31", under book: RuleBook = .note)
        -> [Obligation]
    {
        book.judge(facts, on: Cast.day(day), rules: RuleCatalog.rules([rule]))
    }

    private static func states(_ facts: DutyFacts, _ rule: RuleID, on day: String = "2025-12-31", under book: RuleBook = .note)
        -> [Obligation.State]
    {
        judge(facts, rule, on: day, under: book).map(\.state)
    }

    @Test func `R01 opens the courses to the aliens and population registers, at signing and at each later enrolment`() {
        var facts = Self.facts()
        #expect(Self.states(facts, .r01) == [.pending])
        facts.registers = [
            .init(.waiting, Period(begin: Cast.day("2023-01-01"), end: Cast.day("2024-01-31")), record: 2),
            .init(.aliens, Period(from: Cast.day("2024-02-01")), record: 3),
        ]
        facts.enrolments = [
            .init("E1", .nt2, on: Self.on("2024-01-14")), .init("E2", .nt2, on: Self.on("2024-02-01")),
            .init("E3", .mo, on: Self.on("2024-01-31")),
        ]
        let judged = Self.judge(facts, .r01)
        #expect(judged.map(\.trigger) == ["C1", "E2", "E3"])
        #expect(judged.map(\.state) == [.notApplicable, .metInTime, .notApplicable])
        #expect(judged.map(\.evidence) == [[2], [3], [2]])
        #expect(judged[1].kind == .entitlement)
        facts.registers = [.init(.population, nil, record: 4)]
        #expect(Self.states(facts, .r01) == [.metInTime, .metInTime, .metInTime])
        facts.courses = []
        #expect(Self.states(facts, .r01) == [])
    }

    @Test func `R03 holds each component to the term of the latest contract, moved by suspensions`() throws {
        var facts = Self.facts([.init(.nt2, dueOn: Cast.day("2025-01-15")), .init(.mo)])
        facts.courses[0].suspensions = [try #require(Period(begin: Cast.day("2024-03-01"), end: Cast.day("2024-03-10")))]
        #expect(Self.judge(facts, .r03).map(\.trigger) == ["T1/NT2", "T1/MO"])
        #expect(Self.judge(facts, .r03).map(\.dueOn) == [Cast.day("2025-01-25"), nil])
        #expect(Self.judge(facts, .r03).map(\.suspendedDays) == [10, 0])
        #expect(Self.states(facts, .r03, on: "2025-01-25") == [.pending, .pending])
        #expect(Self.states(facts, .r03, on: "2025-01-26") == [.overdue, .pending])
        facts.components = [
            .init(.nt2, of: "T1", .met, on: Cast.day("2025-01-25"), record: 11),
            .init(.mo, of: nil, .notApplicable, on: Self.start, record: 12),
        ]
        #expect(Self.states(facts, .r03) == [.metInTime, .notApplicable])
        facts.components[0].decidedOn = Cast.day("2025-01-26")
        #expect(Self.states(facts, .r03) == [.metLate, .notApplicable])
        facts.components[0].trajectoryId = "T2"
        #expect(Self.states(facts, .r03) == [.overdue, .notApplicable])
        facts.freeings = [.init(.nt2, nil, record: 13)]
        #expect(Self.judge(facts, .r03)[0].state == .exempt)
        #expect(Self.judge(facts, .r03)[0].evidence == [13])
        facts.freeings = [.init(.mo, nil, record: 13)]
        #expect(Self.judge(facts, .r03)[0].state == .overdue)
        facts.courses[0].signings.append(.init("C2", on: Self.on("2024-06-01"), parts: [.init(.nt2, dueOn: Cast.day("2026-06-01"))]))
        #expect(Self.judge(facts, .r03)[0].dueOn == Cast.day("2026-06-11"))
        #expect(Self.judge(facts, .r03, on: "2024-05-31")[0].dueOn == Cast.day("2025-01-25"))
    }

    @Test func `R04 completes with the last component, else with the attest; R05 and R21 follow from it`() {
        var facts = Self.facts()
        #expect(Self.states(facts, .r04) == [.pending])
        #expect(Self.states(facts, .r05) == [.notApplicable])
        #expect(Self.states(facts, .r21) == [])
        facts.components = [
            .init(.nt2, of: "T1", .passed, on: Cast.day("2024-11-01"), record: 11),
            .init(.mo, of: "T1", .met, on: Cast.day("2024-12-01"), record: 12),
        ]
        #expect(Self.judge(facts, .r04)[0].metOn == Cast.day("2024-12-01"))
        #expect(Self.judge(facts, .r04)[0].evidence == [12])
        #expect(Self.states(facts, .r05) == [.pending])
        #expect(Self.states(facts, .r21) == [.pending])
        #expect(Self.judge(facts, .r21)[0].kind == .handOver)
        #expect(Self.judge(facts, .r21)[0].startsOn == Cast.day("2024-12-01"))
        facts.handedOver = ["T1": Self.on("2024-12-05")]
        #expect(Self.judge(facts, .r21)[0].metOn == Cast.day("2024-12-05"))
        facts.components[1].decision = .failed
        #expect(Self.states(facts, .r04) == [.pending])
        facts.attests = [.init(.effort, of: "T1", on: Self.on("2025-01-01")), .init(.evc, of: "T1", on: Self.on("2025-02-01", 21))]
        #expect(Self.judge(facts, .r04)[0].metOn == Cast.day("2025-02-01"))
        #expect(Self.states(facts, .r05) == [.metInTime])
        facts.attests[1].trajectoryId = "T2"
        #expect(Self.states(facts, .r04) == [.pending])
        facts.attests[1].trajectoryId = nil
        #expect(Self.states(facts, .r04) == [.metInTime])
        facts.courses.append(Course("T2", start: Self.on("2025-02-01"), signings: []))
        #expect(Self.states(facts, .r04) == [.pending, .metInTime])
    }

    @Test func `R08 tells that an exemption holds and never why`() {
        var facts = Self.facts()
        facts.freeings = [
            .init(.whole, Period(begin: Cast.day("2024-01-01"), end: Cast.day("2024-06-30")), record: 3),
            .init(.nt2, nil, record: 4),
        ]
        #expect(Self.states(facts, .r08, on: "2024-06-30") == [.exempt, .exempt])
        #expect(Self.states(facts, .r08, on: "2024-07-01") == [.void, .exempt])
        #expect(Self.states(facts, .r08, on: "2023-12-31") == [])
        #expect(Self.judge(facts, .r08).map(\.trigger) == ["WHOLE", "NT2"])
        #expect(Self.judge(facts, .r08).map(\.startsOn) == [Cast.day("2024-01-01"), Self.start])
    }

    @Test func `R10 asks for advice thirty days after the first thing that closed the trajectory; R20 pays interpreters until then`() {
        var facts = Self.facts()
        #expect(Self.states(facts, .r10) == [])
        #expect(Self.states(facts, .r20) == [.metInTime])
        facts.courses[0].closings = [Self.on("2025-03-01", 8)]
        facts.attests = [.init(.effort, of: "T1", on: Self.on("2025-02-01", 9))]
        let advice = Self.judge(facts, .r10)[0]
        #expect(advice.startsOn == Cast.day("2025-02-01"))
        #expect(advice.dueOn == Cast.day("2025-03-03"))
        #expect(advice.kind == .handOver)
        #expect(Self.states(facts, .r10, on: "2025-03-03") == [.pending])
        #expect(Self.states(facts, .r10, on: "2025-03-04") == [.overdue])
        facts.advised = ["T1": Self.on("2025-03-03")]
        #expect(Self.states(facts, .r10) == [.metInTime])
        #expect(Self.states(facts, .r20, on: "2025-02-01") == [.metInTime])
        #expect(Self.states(facts, .r20, on: "2025-02-02") == [.notApplicable])
        facts.ended = Self.on("2025-02-02")
        #expect(Self.states(facts, .r20) == [.void])
    }

    @Test func `R12 charges ninety euro for each course and each taking of a test`() {
        var facts = Self.facts()
        facts.tests = [
            .init("A", .nt2A2, isPassed: false, on: Self.on("2024-06-01")), .init("B", .nt2A2, isPassed: true, on: Self.on("2024-07-01")),
            .init("M", .mo, isPassed: true, on: Self.on("2024-08-01")), .init("O", .b1Oral, isPassed: false, on: Self.on("2025-08-01")),
        ]
        #expect(Self.judge(facts, .r12a).map(\.trigger) == ["C1"])
        #expect(Self.judge(facts, .r12b).map(\.trigger) == ["A", "B"])
        #expect(Self.judge(facts, .r12c).map(\.trigger) == ["C1"])
        #expect(Self.judge(facts, .r12d).map(\.trigger) == ["M"])
        #expect(Self.judge(facts, .r12e).map(\.trigger) == ["O"])
        for rule in [RuleID.r12a, .r12b, .r12c, .r12d, .r12e] {
            #expect(Self.judge(facts, rule).allSatisfy { $0.amount == Money(cents: 9000) && $0.kind == .fee && $0.state == .pending })
        }
        #expect(Self.judge(facts, .r12b, on: "2024-06-30").count == 1)
        facts.fees = [
            .init(.nt2Test, trigger: "B", dueOn: Cast.day("2024-07-31"), paidOn: Cast.day("2024-08-01"), record: 31),
            .init(.nt2Test, trigger: nil, dueOn: Cast.day("2024-06-30"), paidOn: Cast.day("2024-06-30"), record: 30),
            .init(.nt2Course, trigger: nil, dueOn: Cast.day("2024-02-15"), paidOn: nil, record: 32),
            .init(.moCourse, trigger: nil, dueOn: nil, paidOn: nil, isExempt: true, record: 33),
        ]
        #expect(Self.judge(facts, .r12b).map(\.state) == [.metInTime, .metLate])
        #expect(Self.judge(facts, .r12b).map(\.evidence) == [[30], [31]])
        #expect(Self.states(facts, .r12a) == [.overdue])
        #expect(Self.states(facts, .r12a, on: "2024-02-15") == [.pending])
        #expect(Self.states(facts, .r12c) == [.exempt])
        facts.freeings = [.init(.fee, nil, record: 34)]
        #expect(Self.states(facts, .r12a) == [.exempt])
    }

    @Test func `the decree limits course and tests together, charges since September 2023, and nobody in Brussels`() {
        var facts = Self.facts()
        facts.tests = ["2024-06-01", "2024-07-01"].map { .init($0, .nt2A2, isPassed: false, on: Self.on($0)) }
        facts.tests += ["2024-06-02", "2024-07-02"].map { .init($0, .mo, isPassed: false, on: Self.on($0)) }
        facts.tests.append(.init("O", .b1Oral, isPassed: false, on: Self.on("2025-08-01")))
        #expect(Self.judge(facts, .r12b, under: .byContractDate).map(\.trigger) == ["2024-06-01"])
        #expect(Self.judge(facts, .r12d, under: .byContractDate).map(\.trigger) == ["2024-06-02"])
        #expect(Self.judge(facts, .r12e, under: .byContractDate) == [])
        #expect(Self.states(facts, .r12a, under: .byContractDate) == [.pending])
        facts.homes = [.init("21004", nil, record: 1)]
        #expect(Self.states(facts, .r12a, under: .byContractDate) == [.exempt])
        #expect(Self.states(facts, .r12a) == [.pending])
        #expect(Self.judge(Self.facts(start: "2023-08-31"), .r12a, under: .byContractDate) == [])
        #expect(Self.judge(Self.facts(start: "2023-09-01"), .r12a, under: .byContractDate).count == 1)
    }

    @Test func `R12g charges who follows no trajectory, at an amount that nobody laid down`() {
        var facts = DutyFacts()
        facts.tests = [
            .init("L", .level, isPassed: true, on: Self.on("2024-05-01", 40)), .init("M", .mo, isPassed: true, on: Self.on("2024-05-01")),
        ]
        let judged = Self.judge(facts, .r12g)
        #expect(judged.map(\.trigger) == ["L"])
        #expect(judged.map(\.amount) == [nil])
        #expect(judged.map(\.evidence) == [[40]])
        facts.courses = Self.facts().courses
        #expect(Self.judge(facts, .r12g) == [])
    }

    @Test func `R13 needs A2 in speech and in writing, by what counts`() {
        var facts = Self.facts()
        facts.levels = [.init(oral: .b1, written: .a1, on: Self.on("2024-06-01"))]
        #expect(Self.states(facts, .r13) == [.pending])
        facts.levels.append(.init(oral: nil, written: .a2, on: Self.on("2024-09-01", 50)))
        #expect(Self.judge(facts, .r13)[0].metOn == Cast.day("2024-09-01"))
        #expect(Self.judge(facts, .r13)[0].evidence == [50])
        facts.levels = []
        facts.tests = [.init("A", .nt2A2, isPassed: true, skills: [.listening, .speaking], on: Self.on("2024-06-01"))]
        #expect(Self.states(facts, .r13) == [.pending])
        facts.tests.append(.init("B", .nt2A2, isPassed: true, skills: [.reading, .writing], on: Self.on("2024-07-01")))
        #expect(Self.judge(facts, .r13)[0].metOn == Cast.day("2024-07-01"))
        facts.tests = [.init("A", .nt2A2, isPassed: false, on: Self.on("2024-06-01"))]
        #expect(Self.states(facts, .r13) == [.pending])
        facts.components = [.init(.nt2, of: "T1", .met, on: Cast.day("2024-08-01"), record: 51)]
        #expect(Self.judge(facts, .r13)[0].metOn == Cast.day("2024-08-01"))
    }

    @Test func `R13b wants the standard exam sat, passed or not`() {
        var facts = Self.facts()
        #expect(Self.states(facts, .r13b) == [.pending])
        facts.tests = [
            .init("A", .nt2A2, isPassed: false, on: Self.on("2024-06-01")), .init("B", .level, isPassed: true, on: Self.on("2024-05-01")),
        ]
        #expect(Self.judge(facts, .r13b)[0].metOn == Cast.day("2024-06-01"))
        #expect(Self.judge(facts, .r13b)[0].achievedOn == nil)
        #expect(Self.states(Self.facts([.init(.mo)]), .r13b) == [])
    }

    @Test func `R13c adapts the level for who reads no Latin script; the note does not say to which, the decree does`() {
        var facts = Self.facts()
        #expect(Self.states(facts, .r13c) == [])
        facts.levels = [.init(oral: .a2, written: nil, on: Self.on("2024-06-01"))]
        for (literacy, entitled, lawful) in [
            (Literacy.low, Obligation.State.metInTime, Obligation.State.metInTime), (.none, .metInTime, .metInTime),
            (.otherScript, .notApplicable, .pending), (.latinLiterate, .notApplicable, .pending),
        ] {
            facts.literacy = .init(literacy, nil, record: 6)
            #expect(Self.states(facts, .r13c) == [entitled])
            #expect(Self.states(facts, .r13, under: .byContractDate) == [lawful])
        }
        facts.literacy = .init(.low, nil, record: 6)
        facts.levels.append(.init(oral: .a2, written: .a2, on: Self.on("2024-06-01")))
        let unsure = Self.judge(facts, .r13)[0]
        #expect(unsure.state == .pending)
        #expect(unsure.explanation.map(\.reason).contains(.adaptedLevelUnknown))
        facts.literacy = .init(.unknown, nil, record: 6)
        #expect(Self.states(facts, .r13c) == [])
    }

    @Test func `R14 tells apart tested and achieved, and R14b frees after six uninterrupted months`() {
        var facts = Self.facts()
        facts.attests = [.init(.integration, of: "T1", on: Self.on("2024-03-31", 60))]
        #expect(Self.judge(facts, .r14)[0].dueOn == Cast.day("2026-03-31"))
        #expect(Self.states(facts, .r14, on: "2026-03-31") == [.pending])
        #expect(Self.states(facts, .r14, on: "2026-04-01") == [.overdue])
        facts.tests = [
            .init("O", .b1Oral, isPassed: false, on: Self.on("2025-01-01", 61)),
            .init("P", .b1Oral, isPassed: true, on: Self.on("2026-04-01", 62)),
        ]
        #expect(Self.judge(facts, .r14, on: "2026-04-01")[0].state == .metInTime)
        #expect(Self.judge(facts, .r14, on: "2026-04-01")[0].achievedOn == Cast.day("2026-04-01"))
        #expect(Self.judge(facts, .r14, on: "2026-04-01", under: .byContractDate)[0].state == .metLate)
        facts.tests[0].on.day = Cast.day("2024-03-31")
        #expect(Self.states(facts, .r14) == [.pending])
        facts.tests = []
        func spell(_ kind: ActivityPeriod.Kind, _ begin: String, _ end: String) -> DutyFacts.Spell<ActivityPeriod.Kind> {
            .init(kind, Period(begin: Cast.day(begin), end: Cast.day(end)), record: 63)
        }
        facts.activities = [spell(.employment, "2024-01-01", "2024-09-30")]
        #expect(Self.states(facts, .r14) == [.exempt])
        #expect(Self.states(facts, .r14, on: "2024-09-29") == [.pending])
        #expect(Self.states(facts, .r14b, on: "2024-09-30") == [.exempt])
        facts.activities = [spell(.employment, "2024-01-01", "2024-09-29")]
        #expect(Self.states(facts, .r14) == [.pending])
        #expect(Self.states(facts, .r14b) == [.pending])
        #expect(Self.states(facts, .r14b, on: "2026-04-01") == [.notApplicable])
        facts.activities = [spell(.employment, "2024-05-01", "2024-07-31"), spell(.selfEmployment, "2024-08-01", "2024-10-31")]
        #expect(Self.states(facts, .r14) == [.exempt])
        facts.activities[1] = spell(.selfEmployment, "2024-08-02", "2024-11-30")
        #expect(Self.states(facts, .r14) == [.pending])
        facts.activities[1] = spell(.training, "2024-08-01", "2024-11-30")
        #expect(Self.states(facts, .r14) == [.pending])
    }

    @Test func `R14 leaves alone who was not obliged or is not of working age`() {
        var facts = Self.facts()
        facts.attests = [.init(.integration, of: "T1", on: Self.on("2024-03-31", 60))]
        for (born, state) in [
            ("1959-03-31", Obligation.State.notApplicable), ("1959-04-01", .pending), ("2006-03-31", .pending),
            ("2006-04-01", .notApplicable),
        ] {
            facts.born = Cast.day(born)
            #expect(Self.states(facts, .r14) == [state], "\(born)")
        }
        facts.born = nil
        #expect(Self.states(facts, .r14) == [.pending])
        for (group, state) in [
            (TargetGroup.entitled, Obligation.State.notApplicable), (.entitledObliged, .pending), (.toBeDetermined, .notApplicable),
        ] {
            facts.courses[0].groupAtStart = group
            #expect(Self.states(facts, .r14) == [state])
        }
        facts.courses[0].groupAtStart = nil
        #expect(Self.states(facts, .r14) == [.notApplicable])
        facts.groups = [.init(.obliged, Period(from: Self.start), record: 1)]
        #expect(Self.states(facts, .r14) == [.pending])
        facts.attests[0].type = .effort
        #expect(Self.states(facts, .r14) == [])
        facts.attests[0].type = .evc
        #expect(Self.states(facts, .r14, under: .byContractDate) == [])
    }

    @Test func `R19 asks forty hours of the obliged who neither work nor study; the agency decides`() {
        var facts = Self.facts([.init(.part, dueOn: Cast.day("2025-01-15"))])
        #expect(Self.states(facts, .r19) == [.overdue])
        facts.participation = [
            .init(minutes: 1200, on: Self.on("2024-01-14")), .init(minutes: 1200, on: Self.on("2024-05-01", 70)),
            .init(minutes: 1199, on: Self.on("2024-06-01", 71)), .init(minutes: 1, on: Self.on("2024-07-01", 72)),
        ]
        #expect(Self.judge(facts, .r19)[0].metOn == Cast.day("2024-07-01"))
        #expect(Self.judge(facts, .r19)[0].evidence == [72])
        facts.components = [.init(.part, of: "T1", .notMet, on: Cast.day("2024-08-01"), record: 73)]
        #expect(Self.states(facts, .r19) == [.overdue])
        #expect(Self.judge(facts, .r19)[0].achievedOn == Cast.day("2024-07-01"))
        facts.components[0].decision = .notApplicable
        #expect(Self.states(facts, .r19) == [.notApplicable])
        facts.components = []
        facts.activities = [.init(.study, Period(from: Self.start), record: 74)]
        #expect(Self.states(facts, .r19) == [.notApplicable])
        facts.activities = [.init(.study, Period(from: Cast.day("2024-01-16")), record: 74)]
        #expect(Self.states(facts, .r19) == [.metInTime])
        facts.courses[0].groupAtStart = .entitled
        #expect(Self.states(facts, .r19) == [.notApplicable])
        #expect(Self.states(Self.facts(start: "2022-12-31"), .r19, under: .byContractDate) == [.notApplicable])
        #expect(Self.states(Self.facts(start: "2023-01-01"), .r19, under: .byContractDate) == [.pending])
    }

    @Test func `R22 obliges in Brussels only since the ordinance`() {
        var facts = Self.facts()
        #expect(Self.states(facts, .r22) == [])
        facts.homes = [.init("21004", nil, record: 1)]
        #expect(Self.states(facts, .r22) == [.notApplicable])
        #expect(Self.states(facts, .r22, under: .byContractDate) == [.metInTime])
        #expect(Self.states(facts, .r19, under: .byContractDate) == [.pending])
        facts.courses[0].groupAtStart = .entitled
        #expect(Self.states(facts, .r22, under: .byContractDate) == [.notApplicable])
        var early = Self.facts(start: "2022-05-31")
        early.homes = facts.homes
        #expect(Self.states(early, .r22, under: .byContractDate) == [.notApplicable])
        early.courses[0].start.day = Cast.day("2022-06-01")
        #expect(Self.states(early, .r22, under: .byContractDate) == [.metInTime])
    }

    @Test func `R23 asks A2 of whom a housing code sent`() {
        var person = Cast.newcomer()
        var tenancy = Trajectory(trajectoryId: "W", status: .running)
        tenancy.type = Coded(scheme: "kbi/trajecttype", code: nil, originalCode: "TT_WCTK")
        tenancy.period = Period(from: Cast.day("2024-02-01"))
        person.trajectories.append(Cast.sourced(tenancy, "W", record: 80))
        var facts = DutyFacts(person)
        #expect(Self.judge(facts, .r23).map(\.trigger) == ["W"])
        #expect(Self.states(facts, .r23) == [.pending])
        #expect(Self.states(facts, .r23, on: "2024-01-31") == [])
        facts.levels = [.init(oral: .a2, written: .b1, on: Self.on("2024-06-01"))]
        #expect(Self.states(facts, .r23) == [.metInTime])
    }

    @Test func `a suspension without an end stops the term`() {
        var facts = Self.facts()
        facts.courses[0].suspensions = [Period(from: Cast.day("2024-02-01"))]
        #expect(Self.states(facts, .r18) == [.pending])
        #expect(Self.judge(facts, .r18)[0].dueOn == LocalDate.latest)
        facts.courses[0].suspensions = [Period(from: Cast.day("2024-03-16"))]
        #expect(Self.states(facts, .r18) == [.overdue])
    }

    @Test func `an explanation names reason, day and record`() {
        var facts = Self.facts()
        facts.registrations = [Self.on("2024-03-15", 9)]
        let steps = Self.judge(facts, .r18)[0].explanation.map(\.description)
        #expect(
            steps == [
                "start: earliest signed contract (2024-01-15), record 7", "due: the term of the rule set, with suspensions (2024-03-15)",
                "done, not after the due date (2024-03-15), record 9",
            ])
    }
}
