// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import Obligations
import TestSupport
import Testing

/// R12: what courses and tests cost.
struct FeeRuleTests {
    @Test func `R12 charges ninety euro for each course and each taking of a test`() {
        var facts = Obliged.facts()
        facts.tests = [
            .init("A", .nt2A2, isPassed: false, on: Obliged.on("2024-06-01")),
            .init("B", .nt2A2, isPassed: true, on: Obliged.on("2024-07-01")),
            .init("M", .mo, isPassed: true, on: Obliged.on("2024-08-01")),
            .init("O", .b1Oral, isPassed: false, on: Obliged.on("2025-08-01")),
        ]
        #expect(Obliged.judge(facts, .r12a).map(\.trigger) == ["C1"])
        #expect(Obliged.judge(facts, .r12b).map(\.trigger) == ["A", "B"])
        #expect(Obliged.judge(facts, .r12c).map(\.trigger) == ["C1"])
        #expect(Obliged.judge(facts, .r12d).map(\.trigger) == ["M"])
        #expect(Obliged.judge(facts, .r12e).map(\.trigger) == ["O"])
        for rule in [RuleID.r12a, .r12b, .r12c, .r12d, .r12e] {
            #expect(Obliged.judge(facts, rule).allSatisfy { $0.amount == Money(cents: 9000) && $0.kind == .fee && $0.state == .pending })
        }
        #expect(Obliged.judge(facts, .r12b, on: "2024-06-30").count == 1)
        facts.fees = [
            .init(.nt2Test, trigger: "B", dueOn: Cast.day("2024-07-31"), paidOn: Cast.day("2024-08-01"), record: 31),
            .init(.nt2Test, trigger: nil, dueOn: Cast.day("2024-06-30"), paidOn: Cast.day("2024-06-30"), record: 30),
            .init(.nt2Course, trigger: nil, dueOn: Cast.day("2024-02-15"), paidOn: nil, record: 32),
            .init(.moCourse, trigger: nil, dueOn: nil, paidOn: nil, isExempt: true, record: 33),
        ]
        #expect(Obliged.judge(facts, .r12b).map(\.state) == [.metInTime, .metLate])
        #expect(Obliged.judge(facts, .r12b).map(\.evidence) == [[30], [31]])
        #expect(Obliged.states(facts, .r12a) == [.overdue])
        #expect(Obliged.states(facts, .r12a, on: "2024-02-15") == [.pending])
        #expect(Obliged.states(facts, .r12c) == [.exempt])
        facts.freeings = [.init(.fee, nil, record: 34)]
        #expect(Obliged.states(facts, .r12a) == [.exempt])
    }

    @Test func `the decree limits course and tests together, charges since September 2023, and nobody in Brussels`() {
        var facts = Obliged.facts()
        facts.tests = ["2024-06-01", "2024-07-01"].map { .init($0, .nt2A2, isPassed: false, on: Obliged.on($0)) }
        facts.tests += ["2024-06-02", "2024-07-02"].map { .init($0, .mo, isPassed: false, on: Obliged.on($0)) }
        facts.tests.append(.init("O", .b1Oral, isPassed: false, on: Obliged.on("2025-08-01")))
        #expect(Obliged.judge(facts, .r12b, under: .byContractDate).map(\.trigger) == ["2024-06-01"])
        #expect(Obliged.judge(facts, .r12d, under: .byContractDate).map(\.trigger) == ["2024-06-02"])
        #expect(Obliged.judge(facts, .r12e, under: .byContractDate) == [])
        #expect(Obliged.states(facts, .r12a, under: .byContractDate) == [.pending])
        facts.homes = [.init("21004", nil, record: 1)]
        #expect(Obliged.states(facts, .r12a, under: .byContractDate) == [.exempt])
        #expect(Obliged.states(facts, .r12a) == [.pending])
        #expect(Obliged.judge(Obliged.facts(start: "2023-08-31"), .r12a, under: .byContractDate) == [])
        #expect(Obliged.judge(Obliged.facts(start: "2023-09-01"), .r12a, under: .byContractDate).count == 1)
    }

    @Test func `R12g charges who follows no trajectory, at an amount that nobody laid down`() {
        var facts = DutyFacts()
        facts.tests = [
            .init("L", .level, isPassed: true, on: Obliged.on("2024-05-01", 40)),
            .init("M", .mo, isPassed: true, on: Obliged.on("2024-05-01")),
        ]
        let judged = Obliged.judge(facts, .r12g)
        #expect(judged.map(\.trigger) == ["L"])
        #expect(judged.map(\.amount) == [nil])
        #expect(judged.map(\.evidence) == [[40]])
        facts.courses = Obliged.facts().courses
        #expect(Obliged.judge(facts, .r12g) == [])
    }
}
