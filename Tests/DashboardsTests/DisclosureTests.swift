// SPDX-License-Identifier: EUPL-1.2
import Foundation
import TestSupport
import Testing

@testable import Dashboards

/// Nobody is given away by what is published, taken together.
struct DisclosureTests {
    private func system(_ total: Int?, _ parts: [Int], exact: Bool = true) -> CountSystem {
        var system = CountSystem()
        let places = parts.map { system.add($0) }
        system.add(total: system.add(total ?? parts.reduce(0, +), exact: exact), parts: places)
        return system
    }

    private func holds(_ system: CountSystem, _ cells: [PublishedCell]) -> Bool { DisclosureAuditor(system).narrowed(cells).isEmpty }

    @Test(arguments: [(0, "0"), (1, "<10"), (9, "<10"), (10, "10"), (12, "10"), (13, "15"), (17, "15"), (18, "20")])
    func `a count below the region is nought, below ten or rounded to five`(_ count: Int, _ shown: String) {
        #expect(PublishedCell(controlled: count).text == shown)
    }

    @Test func `twelve and twelve do not stand beside their total`() {
        let pair = system(24, [12, 12], exact: false)
        #expect(!holds(pair, [.rounded(10), .rounded(10), .rounded(25)]))
        let cells = DisclosureAuditor(pair).publish()
        #expect(holds(pair, cells))
        #expect(cells.contains(.withheld))
    }

    @Test func `a single hidden count beside an exact total takes another along`() {
        let lonely = system(nil, [4, 40, 60])
        let cells = DisclosureAuditor(lonely).publish()
        #expect(cells[0] == .hidden)
        #expect(cells[3] == .exact(104))
        #expect(holds(lonely, cells))
    }

    @Test func `enough rounded counts hide each other and nothing more is withheld`() {
        let wide = system(nil, [23, 41, 66, 87, 105, 33])
        #expect(DisclosureAuditor(wide).publish().allSatisfy { $0 != .withheld })
    }

    @Test func `rows against columns are solved together, as in the table of four by four`() {
        // sdcTable's test: every row and column has two suppressions or more, yet one count can be computed exactly.
        let rows = [[30, 47, 64, 89], [90, 124, 5, 31], [92, 100, 59, 85], [800, 991, 651, 685]]
        var table = CountSystem()
        let places = rows.map { row in row.map { table.add($0, exact: false) } }
        for row in 0..<4 { table.add(total: table.add(rows[row].reduce(0, +), exact: true), parts: places[row]) }
        for column in 0..<4 {
            table.add(total: table.add(rows.reduce(0) { $0 + $1[column] }, exact: true), parts: places.map { $0[column] })
        }
        let suppressed: Set<[Int]> = [[0, 0], [0, 1], [0, 2], [1, 0], [1, 2], [2, 1], [2, 3], [3, 1], [3, 3]]
        var cells = table.counts.map { PublishedCell.exact($0) }
        for place in suppressed { cells[places[place[0]][place[1]]] = .withheld }
        let auditor = DisclosureAuditor(table)
        #expect(auditor.intervals(cells)[places[0][1]] == 47...47)
        #expect(auditor.narrowed(cells).contains(places[0][1]))
        cells[places[1][1]] = .withheld
        #expect(!auditor.narrowed(cells).contains(places[0][1]))
        #expect(holds(table, auditor.publish()))
    }

    @Test func `what was published before is known, too`() {
        var later = CountSystem()
        let parts = [later.add(4), later.add(12, earlier: [.rounded(10)]), later.add(11)]
        later.add(total: later.add(27, exact: true), parts: parts)
        let cells = DisclosureAuditor(later).publish()
        #expect(holds(later, cells))
        let naive: [PublishedCell] = [.hidden, .withheld, .rounded(10), .exact(27)]
        #expect(!holds(later, naive))
    }

    @Test func `random publications keep every promise, and the same counts give the same cells`() {
        var state: UInt64 = 20_261_125
        func draw(_ limit: UInt64) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % limit)
        }
        for _ in 0..<200 {
            var region = CountSystem()
            var provinces: [Int] = [], sum = 0
            for _ in 0..<5 {
                let parts = (0..<(1 + draw(8))).map { _ in draw(3) == 0 ? draw(12) : draw(90) }
                let places = parts.map { region.add($0) }
                let province = region.add(parts.reduce(0, +))
                region.add(total: province, parts: places)
                provinces.append(province)
                sum += parts.reduce(0, +)
            }
            region.add(total: region.add(sum, exact: true), parts: provinces)
            let cells = DisclosureAuditor(region).publish()
            #expect(holds(region, cells))
            #expect(DisclosureAuditor(region).publish() == cells)
        }
    }
}
