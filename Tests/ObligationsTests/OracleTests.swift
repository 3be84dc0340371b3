// SPDX-License-Identifier: EUPL-1.2
import Dispatch
import ExchangeSchema
import Foundation
import Obligations
import Synchronization
import TestSupport
import Testing

/// The rules against `scripts/oracle/obligations.py`, which was written from the text of the rules and shares no code with them.
struct OracleTests {
    private static let python = "/usr/bin/python3"
    private static let cases = 100_000

    private static let script = Checkout.root + "/scripts/oracle/obligations.py"
    private static let isThere = [python, script].allSatisfy(FileManager.default.isExecutableFile)

    @Test(.enabled(if: isThere, "skipped: python3 or the oracle is not there"))
    func `the rules and the oracle agree on 100,000 random persons`() throws {
        let lines = try Self.oracle().split(separator: UInt8(ascii: "\n"))
        #expect(lines.count == Self.cases)
        let differing = Mutex<[String]>([])
        let seen = Mutex<Set<Int>>([])
        let stripe = 1000
        DispatchQueue.concurrentPerform(iterations: (lines.count + stripe - 1) / stripe) { index in
            var states: Set<Int> = []
            for line in lines[(index * stripe)..<min(lines.count, (index + 1) * stripe)] {
                var reader = OracleReader(line)
                let one = OracleCase(&reader)
                let expected = (0..<14).map { _ in reader.next() }
                let judged = one.judged
                states.formUnion([0, 3, 6, 10].map { expected[$0] })
                if judged != expected {
                    differing.withLock { $0.append("\(String(decoding: line, as: UTF8.self)): expected \(expected), judged \(judged)") }
                }
            }
            seen.withLock { $0.formUnion(states) }
        }
        #expect(differing.withLock { $0.count } == 0, "\(differing.withLock { $0.prefix(3).joined(separator: "\n") })")
        #expect(seen.withLock { $0 } == Set(0...6).union([OracleReader.none]), "every state occurs")
    }

    private static func oracle() throws -> Data {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: python)
        process.arguments = [script, "--count", String(cases)]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return data
    }
}

/// Whole numbers with spaces between.
private struct OracleReader {
    static let none = -999_999
    private var bytes: Data.Iterator

    init(_ line: Data) { bytes = line.makeIterator() }

    mutating func next() -> Int {
        var value = 0
        var sign = 1
        while let byte = bytes.next(), byte != UInt8(ascii: " ") {
            if byte == UInt8(ascii: "-") { sign = -1 } else { value = value * 10 + Int(byte &- 48) }
        }
        return sign * value
    }

    mutating func day() -> LocalDate? {
        let value = next()
        return value == Self.none ? nil : LocalDate(dayNumber: Int32(value))
    }

    mutating func certain() -> LocalDate { day() ?? .earliest }

    mutating func period() -> Period? {
        let begin = certain()
        return Period(begin: begin, end: day())
    }

    mutating func list<Item>(_ item: (inout OracleReader) -> Item?) -> [Item] { (0..<next()).compactMap { _ in item(&self) } }
}

/// One random person of the oracle, as facts.
private struct OracleCase {
    private static let pillars: [Pillar] = [.nt2, .mo, .eco, .part]
    private static let scopes: [Exemption.Scope] = [.whole, .part, .b1Oral, .nt2]
    private static let kinds: [ActivityPeriod.Kind] = [.employment, .selfEmployment, .training, .study]
    private var facts = DutyFacts()
    private let book: RuleBook
    private let today: LocalDate

    init(_ read: inout OracleReader) {
        book = read.next() == 1 ? .byContractDate : .note
        today = read.certain()
        facts.born = read.day()
        facts.ended = read.day().map { .init($0, record: 1) }
        let start = read.certain()
        let group: TargetGroup = read.next() == 0 ? .obliged : .entitled
        facts.homes = [.init(read.next() == 1 ? "21004" : "44021", nil, record: 1)]
        let suspensions = read.list { $0.period() }
        facts.freeings = read.list { .init(Self.scopes[$0.next()], $0.period(), record: 2) }
        facts.registrations = read.list { .init($0.certain(), record: 3) }
        let parts = read.list { Course.Part(Self.pillars[$0.next()], dueOn: $0.day()) }
        var course = Course("T", start: .init(start, record: 4), signings: [.init("C", on: .init(start, record: 4), parts: parts)])
        course.suspensions = suspensions
        course.groupAtStart = group
        facts.courses = [course]
        let decisions: [ComponentState.Decision] = [.met, .notMet, .notApplicable]
        facts.components = read.list {
            .init(Self.pillars[$0.next()], of: "T", decisions[$0.next()], on: $0.certain(), record: 5)
        }
        facts.attests = read.list { .init($0.next() == 0 ? .integration : .effort, of: nil, on: .init($0.certain(), record: 6)) }
        facts.tests = read.list {
            let day = $0.certain()
            return .init("B\(day)", .b1Oral, isPassed: $0.next() == 1, on: .init(day, record: 7))
        }
        facts.tests += read.list {
            let day = $0.certain()
            return .init("A\(day)", .nt2A2, isPassed: $0.next() == 1, on: .init(day, record: 8))
        }
        facts.activities = read.list { .init(Self.kinds[$0.next()], $0.period(), record: 9) }
        facts.participation = read.list {
            let day = $0.certain()
            return .init(minutes: $0.next(), on: .init(day, record: 10))
        }
    }

    /// State, due date and day met of R18 and R04, with the day achieved of R14, again of R19; then what the fees come to.
    var judged: [Int] {
        let rules = RuleCatalog.rules([.r04, .r12a, .r12b, .r12e, .r14, .r18, .r19])
        let all = book.judge(facts, on: today, rules: rules)
        func one(_ rule: RuleID) -> Obligation? { all.first { $0.rule == rule.rawValue } }
        func figures(_ rule: RuleID) -> [Int] { [state(one(rule)), number(one(rule)?.dueOn), number(one(rule)?.metOn)] }
        let cents = all.compactMap(\.amount?.cents).reduce(0, +)
        return figures(.r18) + figures(.r04) + figures(.r14) + [number(one(.r14)?.achievedOn)] + figures(.r19) + [cents]
    }

    private func state(_ obligation: Obligation?) -> Int {
        let order: [Obligation.State] = [.notApplicable, .pending, .metInTime, .metLate, .overdue, .exempt, .void]
        return obligation.flatMap { order.firstIndex(of: $0.state) } ?? OracleReader.none
    }

    private func number(_ day: LocalDate?) -> Int { day.map { Int($0.dayNumber) } ?? OracleReader.none }
}
