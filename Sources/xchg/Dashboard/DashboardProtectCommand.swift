// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import Dashboards
import Foundation

/// Shows what may be shown of tables that somebody else counted.
struct DashboardProtectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "protect", abstract: "Read counts and what adds up, and print how each may be shown so that nobody is given away.",
        discussion: """
            One JSON object a line on standard input: {"counts":[4,40,60,104],"exact":[3],"sums":[{"total":3,"parts":[0,1,2]}]}; members of exact, total
            and parts are places in counts, from nought. An array of texts comes out: "<10", a figure rounded to five, or "." for withheld.
            Example:  xchg dashboard protect < tabellen.ndjson
            """)

    private struct Table: Decodable {
        struct Sum: Decodable { let total: Int; let parts: [Int] }
        let counts: [Int]
        let exact: [Int]
        let sums: [Sum]

        /// Nil where a place or a count is impossible.
        var system: CountSystem? {
            let places = Set(exact + sums.flatMap { $0.parts + [$0.total] })
            guard places.allSatisfy(counts.indices.contains), counts.allSatisfy({ (0...100_000_000).contains($0) }) else { return nil }
            let isExact = Set(exact)
            var system = CountSystem()
            for (place, count) in counts.enumerated() { system.add(count, exact: isExact.contains(place)) }
            for sum in sums { system.add(total: sum.total, parts: sum.parts) }
            return system
        }
    }

    func run() throws {
        var line = 0
        while let text = readLine() {
            line += 1
            guard let table = try? JSONDecoder().decode(Table.self, from: Data(text.utf8)), let system = table.system else {
                throw Stop.no("line \(line) is no table of the form that 'xchg dashboard protect --help' shows")
            }
            let cells = DisclosureAuditor(system).publish().map { "\"\($0.text)\"" }
            Terminal.say("[" + cells.joined(separator: ",") + "]")
        }
    }
}
