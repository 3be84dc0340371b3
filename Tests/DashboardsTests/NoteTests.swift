// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import Foundation
import TestSupport
import Testing

@testable import Dashboards

/// A replay whose counts follow the note, person by person, gives the tables of the note.
struct NoteTests {
    @Test func `the note's table is there to the figure`() {
        #expect(NoteFigures.rows.map(\.year) == Array(2012...2018))
        #expect(NoteFigures.rows.map(\.inflow) == [38437, 32630, 32988, 36780, 51456, 44104, 46097])
        #expect(NoteFigures.rows.map(\.contracts) == [17235, 16951, 17612, 19454, 25605, 21771, 21583])
        #expect(NoteFigures.rows.map(\.attests) == [12503, 12432, 14640, 13028, 13869, 16985, 16390])
    }

    /// Persons of the year: who enters, who signs (a fifth of them in Brussels) and who gets an attest are different people.
    private func replay(_ row: NoteFigures.Row, into counting: inout Counting) {
        let day = LocalDate(year: row.year, month: 5, day: 3) ?? .latest
        let shares = Self.nationalities.flatMap { Array(repeating: $0.country, count: $0.share) }
        for index in 0..<row.inflow {
            var facts = PersonFacts()
            facts.enteredOn = day
            facts.homes = [.init(begin: day, end: nil, nis: index % 2 == 0 ? 44021 : 11002)]
            facts.nationalities = [.init(on: day, value: .init(country: shares[index % 100]))]
            let group: TargetGroup = index < Self.obliged ? .obliged : index < Self.obliged + Self.entitled ? .entitled : .toBeDetermined
            facts.targetGroups = [.init(on: day, value: group)]
            counting.book.add(facts)
        }
        for index in 0..<row.contracts {
            var facts = PersonFacts()
            facts.contracts = [day]
            facts.homes = [.init(begin: day, end: nil, nis: index % 5 == 0 ? 21004 : 44021)]
            facts.targetGroups = [.init(on: day, value: index < 12_086 ? .obliged : .entitled)]
            counting.book.add(facts)
        }
        for _ in 0..<row.attests {
            var facts = PersonFacts()
            facts.attests = [day]
            counting.book.add(facts)
        }
    }

    private static let obliged = 8_758, entitled = 34_573
    private static let nationalities: [(country: String, share: Int)] = [
        ("ROU", 15), ("NLD", 11), ("POL", 7), ("BGR", 5), ("MAR", 4), ("ITA", 3), ("ESP", 3), ("SYR", 3), ("IND", 3), ("PRT", 3),
        ("FRA", 2),
        ("TUR", 2), ("AFG", 2), ("CHN", 2), ("DEU", 9), ("UKR", 26),
    ]

    @Test(arguments: ProcessInfo.processInfo.environment["XCHG_SOAK"] == nil ? Array(NoteFigures.rows.suffix(1)) : NoteFigures.rows)
    func `a replay gives the table of the year`(_ row: NoteFigures.Row) throws {
        var counting = try Counting(2012...2018, asOf: "2018-12-31")
        replay(row, into: &counting)
        #expect(counting.count("K1", 0, row.year, .region, "VLG") == row.inflow)
        #expect(counting.columns("K3", row.year) == [row.contracts, row.contracts])
        #expect(counting.columns("K5", row.year) == [row.attests])
        guard row.year == 2018 else { return }
        #expect(counting.columns("K2", 2018) == [8_758, 34_573, 2_766])
        let groups = (0..<3).map { counting.book.table("K2").share($0, 0, 2018) }
        #expect(groups.map { Share.percent($0.part, of: $0.whole) } == [19, 75, 6])
        #expect(["OBLIGED", "ENTITLED"].map { counting.count("K3", 0, 2018, .targetGroup, $0) } == [12_086, 9_497])
        let shares = Breakdown.countries.map { Share.percent(counting.count("K1", 0, 2018, .country, $0), of: row.inflow) }
        #expect(shares == [15, 11, 7, 5, 4, 3, 3, 3, 3, 3, 2, 2, 2, 2, 35])
        #expect(["EU", "OTHER"].map { Share.percent(counting.count("K1", 0, 2018, .nationality, $0), of: row.inflow) } == [58, 42])
    }
}
