// SPDX-License-Identifier: EUPL-1.2
import Connectors
import ExchangeSchema
import ExchangeStore
import Foundation
import Gateway
import Sandbox
import TestSupport
import Testing

/// A thousand gaps are planted between what agencies hold and what came, each in a lot of its own: every one is found, and nothing else.
struct PlantedGapTests {
    private static let seed: UInt64 = 31
    private static let first = Cast.day("2022-01-01")

    /// What happened to one lot on its way.
    private enum Gap: CaseIterable {
        case omission, wholeOmission, alteration, extra, exchange

        /// What the reconciliation must call it.
        var standing: Reconciliation.Standing {
            switch self {
            case .omission, .wholeOmission: .missing
            case .extra: .extra
            case .alteration, .exchange: .different
            }
        }

        func strike(_ records: [String], altered: (String) -> String, added: String) -> [String] {
            switch self {
            case .omission: Array(records.dropLast())
            case .wholeOmission: []
            case .alteration: [altered(records[0])] + records.dropFirst()
            case .extra: records + [added]
            case .exchange: Array(records.dropFirst()) + [added]
            }
        }
    }

    /// By lot: nil where nothing happened.
    private static func gaps(_ lots: Int, planted: Int, _ dice: inout Dice) -> [Int: Gap] {
        var places = Array(0..<lots)
        for place in places.indices.reversed() { places.swapAt(place, dice.next(place + 1)) }
        return Dictionary(uniqueKeysWithValues: places.prefix(planted).enumerated().map { ($1, Gap.allCases[$0 % Gap.allCases.count]) })
    }

    @Test func `nine hundred and fifty gaps in VDAB's days are found over its interface, and none over a clean set`() async throws {
        var dice = Dice(Self.seed)
        let days = (0..<1250).map { Self.first.adding(days: $0) }
        let whole = days.map { day in (0..<3).map { Self.mutation("\(day)-\($0)", day, second: $0) } }
        let gaps = Self.gaps(days.count, planted: 950, &dice)
        let came = whole.enumerated().map { index, records in
            gaps[index]?.strike(
                records, altered: { $0.replacingOccurrences(of: "\"K", with: "\"L") },
                added: Self.mutation("X\(index)", days[index], second: 50))
                ?? records
        }
        let folder = try TemporaryFolder()
        let truth = try await Self.serve(whole, folder.path + "/whole.ndjson")
        let lossy = try await Self.serve(came, folder.path + "/came.ndjson")
        let end = Instant(utc: days[days.count - 1].adding(days: 2))
        let findings = try await Blocking.run {
            try [truth, lossy].map { source in
                let bench = try SyncBench()
                func feed(_ port: UInt16) -> VDABFeed {
                    VDABFeed(
                        baseURL: "http://127.0.0.1:\(port)", since: Instant(utc: Self.first), now: end, pageSize: 1000,
                        connector: bench.vdab)
                }
                try bench.drain(feed(source.port))
                let settled = try #require(feed(source.port).settledDays(at: try bench.store.feedPosition("vdab/mutaties")))
                return Reconciliation.compare(try feed(truth.port).statement(of: settled), with: try bench.lots(bench.vdab))
            }
        }
        await truth.server.stop()
        await lossy.server.stop()
        #expect(findings[0].map(\.lot) == days.map(\.description))
        #expect(findings[0].allSatisfy { $0.standing == .equal && $0.stated == 3 && $0.held == 3 })
        #expect(findings[1].map(\.standing) == days.indices.map { gaps[$0]?.standing ?? .equal })
        #expect(findings[1].count { $0.standing != .equal } == 950)
    }

    @Test func `fifty gaps in a municipality's files are found, and none over a clean set`() throws {
        var dice = Dice(Self.seed + 1)
        let files = (1...80).map { "44021_20240301_\(Digits.padded($0, 4))_participatie" }
        let whole = (1...80).map { file in (0..<3).map { "P-\(file)-\($0)" } }
        let gaps = Self.gaps(files.count, planted: 50, &dice)
        let stated = LotStatement(
            sender: "44021", days: Cast.day("2024-03-01")...Cast.day("2024-03-31"),
            lots: Dictionary(uniqueKeysWithValues: zip(files, whole).map { ($0, Stated.content($1.map { SyncBench.activity($0) })) }))
        let came = whole.enumerated().map { index, ids in
            gaps[index]?.strike(ids, altered: { $0 + "x" }, added: "X-\(index)") ?? ids
        }
        for (ids, expected) in [
            (whole, files.map { _ in Reconciliation.Standing.equal }), (came, files.indices.map { gaps[$0]?.standing ?? .equal }),
        ] {
            let bench = try SyncBench()
            for (index, rows) in ids.enumerated() where !rows.isEmpty { try bench.drop(index + 1, rows) }
            try bench.drain(bench.folderFeed)
            let findings = Reconciliation.compare(stated, with: try bench.lots(bench.lokaal))
            #expect(findings.map(\.lot) == files)
            #expect(findings.map(\.standing) == expected)
        }
        #expect(gaps.count == 50)
    }

    /// The moment carries no second that another mutation of the day has.
    private static func mutation(_ id: String, _ day: LocalDate, second: Int) -> String {
        let moment = Instant(utc: day, hour: 9, second: second)
        return
            "{\"soort\":\"ADVIES\",\"id\":\"\(id)\",\"klantnummer\":\"K\(id)\",\"datumModificatie\":\"\(moment)\",\"advies\":{\"id\":\"\(id)\"}}"
    }

    private static func serve(_ lots: [[String]], _ path: String) async throws -> (server: VDABServer, port: UInt16) {
        try lots.joined().map { $0 + "\n" }.joined().write(toFile: path, atomically: true, encoding: .utf8)
        let server = VDABServer(ndjson: path)
        return (server, try await server.start())
    }
}
