// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import Obligations
import TestSupport
import Testing

/// Duties, entitlements and hand-overs, each rule on the smallest person that it says something of.
struct RuleTests {
    @Test func `R01 opens the courses to the aliens and population registers, at signing and at each later enrolment`() {
        var facts = Obliged.facts()
        #expect(Obliged.states(facts, .r01) == [.pending])
        facts.registers = [
            .init(.waiting, Period(begin: Cast.day("2023-01-01"), end: Cast.day("2024-01-31")), record: 2),
            .init(.aliens, Period(from: Cast.day("2024-02-01")), record: 3),
        ]
        facts.enrolments = [
            .init("E1", .nt2, on: Obliged.on("2024-01-14")), .init("E2", .nt2, on: Obliged.on("2024-02-01")),
            .init("E3", .mo, on: Obliged.on("2024-01-31")),
        ]
        let judged = Obliged.judge(facts, .r01)
        #expect(judged.map(\.trigger) == ["C1", "E2", "E3"])
        #expect(judged.map(\.state) == [.notApplicable, .metInTime, .notApplicable])
        #expect(judged.map(\.evidence) == [[2], [3], [2]])
        #expect(judged[1].kind == .entitlement)
        facts.registers = [.init(.population, nil, record: 4)]
        #expect(Obliged.states(facts, .r01) == [.metInTime, .metInTime, .metInTime])
        facts.courses = []
        #expect(Obliged.states(facts, .r01) == [])
    }

    @Test func `R03 holds each component to the term of the latest contract, moved by suspensions`() throws {
        var facts = Obliged.facts([.init(.nt2, dueOn: Cast.day("2025-01-15")), .init(.mo)])
        facts.courses[0].suspensions = [try #require(Period(begin: Cast.day("2024-03-01"), end: Cast.day("2024-03-10")))]
        #expect(Obliged.judge(facts, .r03).map(\.trigger) == ["T1/NT2", "T1/MO"])
        #expect(Obliged.judge(facts, .r03).map(\.dueOn) == [Cast.day("2025-01-25"), nil])
        #expect(Obliged.judge(facts, .r03).map(\.suspendedDays) == [10, 0])
        #expect(Obliged.states(facts, .r03, on: "2025-01-25") == [.pending, .pending])
        #expect(Obliged.states(facts, .r03, on: "2025-01-26") == [.overdue, .pending])
        facts.components = [
            .init(.nt2, of: "T1", .met, on: Cast.day("2025-01-25"), record: 11),
            .init(.mo, of: nil, .notApplicable, on: Obliged.start, record: 12),
        ]
        #expect(Obliged.states(facts, .r03) == [.metInTime, .notApplicable])
        facts.components[0].decidedOn = Cast.day("2025-01-26")
        #expect(Obliged.states(facts, .r03) == [.metLate, .notApplicable])
        facts.components[0].trajectoryId = "T2"
        #expect(Obliged.states(facts, .r03) == [.overdue, .notApplicable])
        facts.freeings = [.init(.nt2, nil, record: 13)]
        #expect(Obliged.judge(facts, .r03)[0].state == .exempt)
        #expect(Obliged.judge(facts, .r03)[0].evidence == [13])
        facts.freeings = [.init(.mo, nil, record: 13)]
        #expect(Obliged.judge(facts, .r03)[0].state == .overdue)
        facts.courses[0].signings.append(.init("C2", on: Obliged.on("2024-06-01"), parts: [.init(.nt2, dueOn: Cast.day("2026-06-01"))]))
        #expect(Obliged.judge(facts, .r03)[0].dueOn == Cast.day("2026-06-11"))
        #expect(Obliged.judge(facts, .r03, on: "2024-05-31")[0].dueOn == Cast.day("2025-01-25"))
    }

    @Test func `R04 completes with the last component, else with the attest; R05 and R21 follow from it`() {
        var facts = Obliged.facts()
        #expect(Obliged.states(facts, .r04) == [.pending])
        #expect(Obliged.states(facts, .r05) == [.notApplicable])
        #expect(Obliged.states(facts, .r21) == [])
        facts.components = [
            .init(.nt2, of: "T1", .passed, on: Cast.day("2024-11-01"), record: 11),
            .init(.mo, of: "T1", .met, on: Cast.day("2024-12-01"), record: 12),
        ]
        #expect(Obliged.judge(facts, .r04)[0].metOn == Cast.day("2024-12-01"))
        #expect(Obliged.judge(facts, .r04)[0].evidence == [12])
        #expect(Obliged.states(facts, .r05) == [.pending])
        #expect(Obliged.states(facts, .r21) == [.pending])
        #expect(Obliged.judge(facts, .r21)[0].kind == .handOver)
        #expect(Obliged.judge(facts, .r21)[0].startsOn == Cast.day("2024-12-01"))
        facts.handedOver = ["T1": Obliged.on("2024-12-05")]
        #expect(Obliged.judge(facts, .r21)[0].metOn == Cast.day("2024-12-05"))
        facts.components[1].decision = .failed
        #expect(Obliged.states(facts, .r04) == [.pending])
        facts.attests = [.init(.effort, of: "T1", on: Obliged.on("2025-01-01")), .init(.evc, of: "T1", on: Obliged.on("2025-02-01", 21))]
        #expect(Obliged.judge(facts, .r04)[0].metOn == Cast.day("2025-02-01"))
        #expect(Obliged.states(facts, .r05) == [.metInTime])
        facts.attests[1].trajectoryId = "T2"
        #expect(Obliged.states(facts, .r04) == [.pending])
        facts.attests[1].trajectoryId = nil
        #expect(Obliged.states(facts, .r04) == [.metInTime])
        facts.courses.append(Course("T2", start: Obliged.on("2025-02-01"), signings: []))
        #expect(Obliged.states(facts, .r04) == [.pending, .metInTime])
    }

    @Test func `R08 tells that an exemption holds and never why`() {
        var facts = Obliged.facts()
        facts.freeings = [
            .init(.whole, Period(begin: Cast.day("2024-01-01"), end: Cast.day("2024-06-30")), record: 3),
            .init(.nt2, nil, record: 4),
        ]
        #expect(Obliged.states(facts, .r08, on: "2024-06-30") == [.exempt, .exempt])
        #expect(Obliged.states(facts, .r08, on: "2024-07-01") == [.void, .exempt])
        #expect(Obliged.states(facts, .r08, on: "2023-12-31") == [])
        #expect(Obliged.judge(facts, .r08).map(\.trigger) == ["WHOLE", "NT2"])
        #expect(Obliged.judge(facts, .r08).map(\.startsOn) == [Cast.day("2024-01-01"), Obliged.start])
    }

    @Test func `R10 asks for advice thirty days after the first thing that closed the trajectory; R20 pays interpreters until then`() {
        var facts = Obliged.facts()
        #expect(Obliged.states(facts, .r10) == [])
        #expect(Obliged.states(facts, .r20) == [.metInTime])
        facts.courses[0].closings = [Obliged.on("2025-03-01", 8)]
        facts.attests = [.init(.effort, of: "T1", on: Obliged.on("2025-02-01", 9))]
        let advice = Obliged.judge(facts, .r10)[0]
        #expect(advice.startsOn == Cast.day("2025-02-01"))
        #expect(advice.dueOn == Cast.day("2025-03-03"))
        #expect(advice.kind == .handOver)
        #expect(Obliged.states(facts, .r10, on: "2025-03-03") == [.pending])
        #expect(Obliged.states(facts, .r10, on: "2025-03-04") == [.overdue])
        facts.advised = ["T1": Obliged.on("2025-03-03")]
        #expect(Obliged.states(facts, .r10) == [.metInTime])
        #expect(Obliged.states(facts, .r20, on: "2025-02-01") == [.metInTime])
        #expect(Obliged.states(facts, .r20, on: "2025-02-02") == [.notApplicable])
        facts.ended = Obliged.on("2025-02-02")
        #expect(Obliged.states(facts, .r20) == [.void])
    }

    @Test func `R19 asks forty hours of the obliged who neither work nor study; the agency decides`() {
        var facts = Obliged.facts([.init(.part, dueOn: Cast.day("2025-01-15"))])
        #expect(Obliged.states(facts, .r19) == [.overdue])
        facts.participation = [
            .init(minutes: 1200, on: Obliged.on("2024-01-14")), .init(minutes: 1200, on: Obliged.on("2024-05-01", 70)),
            .init(minutes: 1199, on: Obliged.on("2024-06-01", 71)), .init(minutes: 1, on: Obliged.on("2024-07-01", 72)),
        ]
        #expect(Obliged.judge(facts, .r19)[0].metOn == Cast.day("2024-07-01"))
        #expect(Obliged.judge(facts, .r19)[0].evidence == [72])
        facts.components = [.init(.part, of: "T1", .notMet, on: Cast.day("2024-08-01"), record: 73)]
        #expect(Obliged.states(facts, .r19) == [.overdue])
        #expect(Obliged.judge(facts, .r19)[0].achievedOn == Cast.day("2024-07-01"))
        facts.components[0].decision = .notApplicable
        #expect(Obliged.states(facts, .r19) == [.notApplicable])
        facts.components = []
        facts.activities = [.init(.study, Period(from: Obliged.start), record: 74)]
        #expect(Obliged.states(facts, .r19) == [.notApplicable])
        facts.activities = [.init(.study, Period(from: Cast.day("2024-01-16")), record: 74)]
        #expect(Obliged.states(facts, .r19) == [.metInTime])
        facts.courses[0].groupAtStart = .entitled
        #expect(Obliged.states(facts, .r19) == [.notApplicable])
        #expect(Obliged.states(Obliged.facts(start: "2022-12-31"), .r19, under: .byContractDate) == [.notApplicable])
        #expect(Obliged.states(Obliged.facts(start: "2023-01-01"), .r19, under: .byContractDate) == [.pending])
    }

    @Test func `R22 obliges in Brussels only since the ordinance`() {
        var facts = Obliged.facts()
        #expect(Obliged.states(facts, .r22) == [])
        facts.homes = [.init("21004", nil, record: 1)]
        #expect(Obliged.states(facts, .r22) == [.notApplicable])
        #expect(Obliged.states(facts, .r22, under: .byContractDate) == [.metInTime])
        #expect(Obliged.states(facts, .r19, under: .byContractDate) == [.pending])
        facts.courses[0].groupAtStart = .entitled
        #expect(Obliged.states(facts, .r22, under: .byContractDate) == [.notApplicable])
        var early = Obliged.facts(start: "2022-05-31")
        early.homes = facts.homes
        #expect(Obliged.states(early, .r22, under: .byContractDate) == [.notApplicable])
        early.courses[0].start.day = Cast.day("2022-06-01")
        #expect(Obliged.states(early, .r22, under: .byContractDate) == [.metInTime])
    }

    @Test func `R23 asks A2 of whom a housing code sent`() {
        var person = Cast.newcomer()
        var tenancy = Trajectory(trajectoryId: "W", status: .running)
        tenancy.type = Coded(scheme: "kbi/trajecttype", code: nil, originalCode: "TT_WCTK")
        tenancy.period = Period(from: Cast.day("2024-02-01"))
        person.trajectories.append(Cast.sourced(tenancy, "W", record: 80))
        var facts = DutyFacts(person)
        #expect(Obliged.judge(facts, .r23).map(\.trigger) == ["W"])
        #expect(Obliged.states(facts, .r23) == [.pending])
        #expect(Obliged.states(facts, .r23, on: "2024-01-31") == [])
        facts.levels = [.init(oral: .a2, written: .b1, on: Obliged.on("2024-06-01"))]
        #expect(Obliged.states(facts, .r23) == [.metInTime])
    }

    @Test func `a suspension without an end stops the term`() {
        var facts = Obliged.facts()
        facts.courses[0].suspensions = [Period(from: Cast.day("2024-02-01"))]
        #expect(Obliged.states(facts, .r18) == [.pending])
        #expect(Obliged.judge(facts, .r18)[0].dueOn == LocalDate.latest)
        facts.courses[0].suspensions = [Period(from: Cast.day("2024-03-16"))]
        #expect(Obliged.states(facts, .r18) == [.overdue])
    }

    @Test func `an explanation names reason, day and record`() {
        var facts = Obliged.facts()
        facts.registrations = [Obliged.on("2024-03-15", 9)]
        let steps = Obliged.judge(facts, .r18)[0].explanation.map(\.description)
        #expect(
            steps == [
                "start: earliest signed contract (2024-01-15), record 7", "due: the term of the rule set, with suspensions (2024-03-15)",
                "done, not after the due date (2024-03-15), record 9",
            ])
    }
}
