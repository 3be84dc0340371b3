// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import Obligations
import TestSupport
import Testing

/// R13 and R14: the levels of Dutch.
struct LanguageRuleTests {
    @Test func `R13 needs A2 in speech and in writing, by what counts`() {
        var facts = Obliged.facts()
        facts.levels = [.init(oral: .b1, written: .a1, on: Obliged.on("2024-06-01"))]
        #expect(Obliged.states(facts, .r13) == [.pending])
        facts.levels.append(.init(oral: nil, written: .a2, on: Obliged.on("2024-09-01", 50)))
        #expect(Obliged.judge(facts, .r13)[0].metOn == Cast.day("2024-09-01"))
        #expect(Obliged.judge(facts, .r13)[0].evidence == [50])
        facts.levels = []
        facts.tests = [.init("A", .nt2A2, isPassed: true, skills: [.listening, .speaking], on: Obliged.on("2024-06-01"))]
        #expect(Obliged.states(facts, .r13) == [.pending])
        facts.tests.append(.init("B", .nt2A2, isPassed: true, skills: [.reading, .writing], on: Obliged.on("2024-07-01")))
        #expect(Obliged.judge(facts, .r13)[0].metOn == Cast.day("2024-07-01"))
        facts.tests = [.init("A", .nt2A2, isPassed: false, on: Obliged.on("2024-06-01"))]
        #expect(Obliged.states(facts, .r13) == [.pending])
        facts.components = [.init(.nt2, of: "T1", .met, on: Cast.day("2024-08-01"), record: 51)]
        #expect(Obliged.judge(facts, .r13)[0].metOn == Cast.day("2024-08-01"))
    }

    @Test func `R13b wants the standard exam sat, passed or not`() {
        var facts = Obliged.facts()
        #expect(Obliged.states(facts, .r13b) == [.pending])
        facts.tests = [
            .init("A", .nt2A2, isPassed: false, on: Obliged.on("2024-06-01")),
            .init("B", .level, isPassed: true, on: Obliged.on("2024-05-01")),
        ]
        #expect(Obliged.judge(facts, .r13b)[0].metOn == Cast.day("2024-06-01"))
        #expect(Obliged.judge(facts, .r13b)[0].achievedOn == nil)
        #expect(Obliged.states(Obliged.facts([.init(.mo)]), .r13b) == [])
    }

    @Test func `R13c adapts the level for who reads no Latin script; the note does not say to which, the decree does`() {
        var facts = Obliged.facts()
        #expect(Obliged.states(facts, .r13c) == [])
        facts.levels = [.init(oral: .a2, written: nil, on: Obliged.on("2024-06-01"))]
        for (literacy, entitled, lawful) in [
            (Literacy.low, Obligation.State.metInTime, Obligation.State.metInTime), (.none, .metInTime, .metInTime),
            (.otherScript, .notApplicable, .pending), (.latinLiterate, .notApplicable, .pending),
        ] {
            facts.literacy = .init(literacy, nil, record: 6)
            #expect(Obliged.states(facts, .r13c) == [entitled])
            #expect(Obliged.states(facts, .r13, under: .byContractDate) == [lawful])
        }
        facts.literacy = .init(.low, nil, record: 6)
        facts.levels.append(.init(oral: .a2, written: .a2, on: Obliged.on("2024-06-01")))
        let unsure = Obliged.judge(facts, .r13)[0]
        #expect(unsure.state == .pending)
        #expect(unsure.explanation.map(\.reason).contains(.adaptedLevelUnknown))
        facts.literacy = .init(.unknown, nil, record: 6)
        #expect(Obliged.states(facts, .r13c) == [])
    }

    @Test func `R14 tells apart tested and achieved, and R14b frees after six uninterrupted months`() {
        var facts = Obliged.facts()
        facts.attests = [.init(.integration, of: "T1", on: Obliged.on("2024-03-31", 60))]
        #expect(Obliged.judge(facts, .r14)[0].dueOn == Cast.day("2026-03-31"))
        #expect(Obliged.states(facts, .r14, on: "2026-03-31") == [.pending])
        #expect(Obliged.states(facts, .r14, on: "2026-04-01") == [.overdue])
        facts.tests = [
            .init("O", .b1Oral, isPassed: false, on: Obliged.on("2025-01-01", 61)),
            .init("P", .b1Oral, isPassed: true, on: Obliged.on("2026-04-01", 62)),
        ]
        #expect(Obliged.judge(facts, .r14, on: "2026-04-01")[0].state == .metInTime)
        #expect(Obliged.judge(facts, .r14, on: "2026-04-01")[0].achievedOn == Cast.day("2026-04-01"))
        #expect(Obliged.judge(facts, .r14, on: "2026-04-01", under: .byContractDate)[0].state == .metLate)
        facts.tests[0].on.day = Cast.day("2024-03-31")
        #expect(Obliged.states(facts, .r14) == [.pending])
        facts.tests = []
        func spell(_ kind: ActivityPeriod.Kind, _ begin: String, _ end: String) -> DutyFacts.Spell<ActivityPeriod.Kind> {
            .init(kind, Period(begin: Cast.day(begin), end: Cast.day(end)), record: 63)
        }
        facts.activities = [spell(.employment, "2024-01-01", "2024-09-30")]
        #expect(Obliged.states(facts, .r14) == [.exempt])
        #expect(Obliged.states(facts, .r14, on: "2024-09-29") == [.pending])
        #expect(Obliged.states(facts, .r14b, on: "2024-09-30") == [.exempt])
        facts.activities = [spell(.employment, "2024-01-01", "2024-09-29")]
        #expect(Obliged.states(facts, .r14) == [.pending])
        #expect(Obliged.states(facts, .r14b) == [.pending])
        #expect(Obliged.states(facts, .r14b, on: "2026-04-01") == [.notApplicable])
        facts.activities = [spell(.employment, "2024-05-01", "2024-07-31"), spell(.selfEmployment, "2024-08-01", "2024-10-31")]
        #expect(Obliged.states(facts, .r14) == [.exempt])
        facts.activities[1] = spell(.selfEmployment, "2024-08-02", "2024-11-30")
        #expect(Obliged.states(facts, .r14) == [.pending])
        facts.activities[1] = spell(.training, "2024-08-01", "2024-11-30")
        #expect(Obliged.states(facts, .r14) == [.pending])
    }

    @Test func `R14 leaves alone who was not obliged or is not of working age`() {
        var facts = Obliged.facts()
        facts.attests = [.init(.integration, of: "T1", on: Obliged.on("2024-03-31", 60))]
        for (born, state) in [
            ("1959-03-31", Obligation.State.notApplicable), ("1959-04-01", .pending), ("2006-03-31", .pending),
            ("2006-04-01", .notApplicable),
        ] {
            facts.born = Cast.day(born)
            #expect(Obliged.states(facts, .r14) == [state], "\(born)")
        }
        facts.born = nil
        #expect(Obliged.states(facts, .r14) == [.pending])
        for (group, state) in [
            (TargetGroup.entitled, Obligation.State.notApplicable), (.entitledObliged, .pending), (.toBeDetermined, .notApplicable),
        ] {
            facts.courses[0].groupAtStart = group
            #expect(Obliged.states(facts, .r14) == [state])
        }
        facts.courses[0].groupAtStart = nil
        #expect(Obliged.states(facts, .r14) == [.notApplicable])
        facts.groups = [.init(.obliged, Period(from: Obliged.start), record: 1)]
        #expect(Obliged.states(facts, .r14) == [.pending])
        facts.attests[0].type = .effort
        #expect(Obliged.states(facts, .r14) == [])
        facts.attests[0].type = .evc
        #expect(Obliged.states(facts, .r14, under: .byContractDate) == [])
    }
}
