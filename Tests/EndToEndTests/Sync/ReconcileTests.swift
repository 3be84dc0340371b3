// SPDX-License-Identifier: EUPL-1.2
import AuditLog
import Connectors
import ExchangeSchema
import ExchangeStore
import Foundation
import Gateway
import Sandbox
import TestSupport
import Testing

/// What agencies state is compared with what is held: every gap is found, and none where there is none.
struct ReconcileTests {
    private static let connectors = try? ConnectorCatalog.connectors(contracts: ContractSet(path: Checkout.root + "/contracts"))

    @Test func `a lot's digest is the SHA-256 over the sorted lines of its records' SHA-256`() throws {
        let folder = try TemporaryFolder()
        let ledger = try LotLedger(folder: folder.path)
        let day = Lot(sender: "vdab", day: Cast.day("2024-03-01"))
        for text in ["b", "a", "a"] { try ledger.add(Array(text.utf8), to: day) }
        try ledger.add([], to: Lot(sender: "vdab", day: Cast.day("2024-03-02")))
        #expect(try FileNames.under(folder.path).isEmpty)
        // By sha256sum and sort.
        let content = LotContent(count: 3, digest: "2f9ff08f2567dd9dcd3c6747c6641a2dbba2408025e9fbd7492ed57d0c7866fe")
        let found = try ledger.contents()
        #expect(found.count == 2)
        #expect(found[day] == content)
    }

    @Test func `files of many records are counted beyond what one buffer holds`() throws {
        let folder = try TemporaryFolder()
        let ledger = try LotLedger(folder: folder.path)
        let lots = (0..<70).map { Lot(sender: "vdab", day: Cast.day("2024-01-01").adding(days: $0)) }
        for number in 0..<1100 { try ledger.add(Array("a\(number)".utf8), to: lots[0]) }
        for lot in lots { try ledger.add(Array("b".utf8), to: lot) }
        let found = try ledger.contents()
        #expect(found[lots[0]]?.count == 1101)
        #expect(lots.dropFirst().allSatisfy { found[$0]?.count == 1 && found[$0]?.digest == found[lots[1]]?.digest })
    }

    /// The statements beside the samples were made by `scripts/controle.py`, which shares nothing with this program.
    @Test(arguments: [
        ("lokaal", ["12025", "44021", "magda"], 9), ("inburgering", ["inburgering"], 4), ("naric", ["naric"], 9),
        ("onderwijs", ["7771234578", "onderwijs"], 6), ("vdab", ["magda"], 2),
    ])
    func `the samples are what the statements beside them say`(agency: String, senders: [String], lots: Int) throws {
        let connector = try #require(Self.connectors?.first { $0.agency.rawValue == agency })
        let samples = "\(Checkout.root)/contracts/sources/\(agency)/samples"
        let folder = try TemporaryFolder()
        let ledger = try LotLedger(folder: folder.path)
        for name in try FileNames.under(samples) where !name.hasSuffix("controle.csv") && !name.hasSuffix(".json") {
            try connector.frame(fileAt: samples + "/" + name, named: name, batchSize: 100) { batch in
                #expect(batch.faults.isEmpty)
                for record in batch.records { try ledger.add(record.body, to: try #require(connector.lot(of: record))) }
            }
        }
        let held = try ledger.contents()
        let statements = try StatementFolder(
            folder: samples, agency: connector.agency, contracts: ContractSet(path: Checkout.root + "/contracts")
        ).statements()
        #expect(statements.map(\.sender) == senders)
        let findings = statements.flatMap { Reconciliation.compare($0, with: held) }
        #expect(findings.count == lots)
        #expect(findings.allSatisfy { $0.standing == .equal }, "\(findings)")
    }

    @Test func `VDAB's sample page is what the statement beside it says`() throws {
        let bench = try SyncBench()
        let samples = Checkout.root + "/contracts/sources/vdab/samples/"
        let service = StatedPage(
            page: Array(try Data(contentsOf: URL(fileURLWithPath: samples + "pagina-selam.json"))),
            statement: Array(try Data(contentsOf: URL(fileURLWithPath: samples + "controle-selam.json"))))
        let feed = VDABFeed(
            service: service, since: Instant(utc: Cast.day("2024-03-01")), now: Instant(utc: Cast.day("2024-03-20"), hour: 1),
            connector: bench.vdab)
        #expect(feed.settledDays(at: nil) == nil)
        try bench.drain(feed)
        let days = try #require(feed.settledDays(at: try bench.store.feedPosition(feed.name)))
        #expect(days == Cast.day("2024-03-01")...Cast.day("2024-03-19"))
        let findings = Reconciliation.compare(try feed.statement(of: days), with: try bench.lots(bench.vdab))
        #expect(findings.count == 18)
        #expect(findings.allSatisfy { $0.standing == .equal && $0.stated == 1 })
        // A day that was not asked for is no answer.
        #expect(throws: StatementTransportError.broken("controle", "vdab:day-not-asked")) {
            try feed.statement(of: days.lowerBound...Cast.day("2024-03-18"))
        }
    }

    @Test func `only days that no window reads again are compared`() throws {
        let bench = try SyncBench()
        let feed = bench.feed(FakeVDAB(), at: Instant(milliseconds: 0), since: Instant(utc: Cast.day("2024-03-01")))
        func through(_ position: String) -> LocalDate? { feed.settledDays(at: FeedPosition(rawValue: position))?.upperBound }
        #expect(through("van=2024-03-01T00:00:00.000Z;tot=2024-03-09T01:00:00.000Z;overlap=60") == Cast.day("2024-03-08"))
        #expect(through("van=2024-03-01T00:00:00.000Z;tot=2024-03-09T00:59:59.999Z;overlap=60") == Cast.day("2024-03-07"))
        // Within a window all that lies before it is settled.
        #expect(
            through("van=2024-03-04T12:00:00.000Z;tot=2024-03-09T00:00:00.000Z;overlap=60;cursor=c") == Cast.day("2024-03-03"))
        #expect(through("van=2024-03-01T00:00:00.000Z;tot=2024-03-01T23:00:00.000Z;overlap=0") == nil)
    }

    @Test func `what lies outside the days of a statement, or is another's, is not compared`() throws {
        let (first, last) = (Cast.day("2024-03-01"), Cast.day("2024-03-31"))
        let content = LotContent(count: 1, digest: "a")
        let held = [
            Lot(sender: "vdab", day: last.adding(days: 1)): content, Lot(sender: "magda", day: first): content,
            Lot(sender: "vdab", day: last): content, Lot(sender: "vdab", day: first): LotContent(count: 2, digest: "b"),
        ]
        let statement = LotStatement(
            sender: "vdab", days: first...last,
            lots: ["2024-03-01": LotContent(count: 2, digest: "c"), "2024-03-02": content])
        func finding(_ lot: String, _ standing: Reconciliation.Standing, _ stated: Int, _ held: Int) -> Reconciliation.Finding {
            Reconciliation.Finding(sender: "vdab", lot: lot, standing: standing, stated: stated, held: held)
        }
        #expect(
            Reconciliation.compare(statement, with: held) == [
                finding("2024-03-01", .different, 2, 2), finding("2024-03-02", .missing, 1, 0), finding("2024-03-31", .extra, 0, 1),
            ])
    }

    @Test(arguments: [
        ("x_controle.csv", "lot;aantal;sha256\r\n#AANTAL;0;#CONTROLE;0\r\n", "controle:file-name"),
        ("44021_20240301_20240228_controle.csv", "", "controle:file-name"),
        ("44021_20240301_20240331_controle.csv", "lot;aantal\r\n", "table:header at row 1, column 3"),
        ("44021_20240301_20240331_controle.csv", "lot;aantal;sha256\r\na;0;\(Stated.digest)\r\n", "table:pattern at row 2"),
        (
            "44021_20240301_20240331_controle.csv", "lot;aantal;sha256\r\na;1;\(Stated.digest)\r\na;1;\(Stated.digest)\r\n",
            "lot-twice at row 3"
        ),
        ("44021_20240301_20240331_controle.csv", "lot;aantal;sha256\r\na;1;ABC\r\n", "table:pattern at row 2"),
        ("44021_20240301_20240331_controle.csv", "lot;aantal;sha256\r\n", "csv:empty"),
        ("44021_20240301_20240331_controle.csv", "lot;aantal;sha256\r\n#AANTAL;1;#CONTROLE;0\r\n", "csv:trailer-count"),
        ("44021_20240301_20240331_controle.csv", "lot;aantal;sha256\r\n#AANTAL;0;#CONTROLE;0\r\na\r\n", "csv:after-trailer at row 3"),
    ])
    func `a statement that breaks its contract is refused whole, by name and rule`(name: String, text: String, rule: String) throws {
        let folder = try TemporaryFolder()
        try text.write(toFile: "\(folder.path)/\(name)", atomically: true, encoding: .utf8)
        let statements = try StatementFolder(
            folder: folder.path, agency: .lokaal, contracts: ContractSet(path: Checkout.root + "/contracts"))
        let error = #expect(throws: StatementTransportError.self) { try statements.statements() }
        #expect(error?.description.contains(name) == true)
        #expect(error?.description.contains(rule) == true, "\(error?.description ?? "")")
    }

    @Test func `of one sender the statement that reaches furthest counts`() throws {
        let folder = try TemporaryFolder()
        for (name, lots) in [("44021_20240101_20240331", ["a"]), ("44021_20240301_20240430", ["b"]), ("12025_20240101_20240131", [])] {
            try Stated.csv(lots.map { ($0, LotContent(count: 1, digest: Stated.digest)) })
                .write(toFile: "\(folder.path)/\(name)_controle.csv", atomically: true, encoding: .utf8)
        }
        let statements = try StatementFolder(
            folder: folder.path, agency: .lokaal, contracts: ContractSet(path: Checkout.root + "/contracts")
        ).statements()
        #expect(statements.map(\.sender) == ["12025", "44021"])
        #expect(statements.map { $0.lots.keys.sorted() } == [[], ["b"]])
        #expect(statements[1].days == Cast.day("2024-03-01")...Cast.day("2024-04-30"))
    }
}

/// One page, and what is said of it.
private struct StatedPage: MutationService {
    let page: [UInt8]
    let statement: [UInt8]

    func answer(_ question: MutationQuestion) -> MutationAnswer { .page(page, serverTime: question.tot) }
    func statement(of days: ClosedRange<LocalDate>) -> [UInt8] { statement }
}

extension SyncBench {
    /// What the store holds, counted in lots.
    func lots(_ connector: any SourceConnector) throws -> [Lot: LotContent] {
        let holding = try Reconciliation.holding(of: connector, in: store, folder: folder.path)
        guard holding.withoutLot == 0, holding.erased == 0 else { throw Death() }
        return holding.lots
    }
}

/// Statements as tests write them, apart from the program.
enum Stated {
    static let digest = String(repeating: "1", count: 64)

    static func content(_ records: [String]) -> LotContent {
        let lines = records.map { Digest32.of(Array($0.utf8)).hex }.sorted()
        return LotContent(count: lines.count, digest: Digest32.of(Array(lines.map { $0 + "\n" }.joined().utf8)).hex)
    }

    static func csv(_ lots: [(name: String, content: LotContent)]) -> String {
        let rows = lots.map { "\($0.name);\($0.content.count);\($0.content.digest)" }
        let sum = rows.reduce(0) { sum, row in row.utf8.reduce(sum) { ($0 + Int($1)) % 1_000_000 } }
        return (["lot;aantal;sha256"] + rows + ["#AANTAL;\(rows.count);#CONTROLE;\(sum)"]).map { $0 + "\r\n" }.joined()
    }
}
