// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
package import Obligations

/// K7: trajectories that started in the year, by how rule R18 stands; only those whose term is over count in a rate (note, r. 1095–1096).
package struct K7Registration: Sendable {
    package private(set) var states: [Int: [Obligation.State: Int]] = [:]
    private let years: ClosedRange<Int>

    package init(_ years: ClosedRange<Int>) {
        self.years = years
        for year in years { states[year] = [:] }
    }

    package mutating func add(_ obligations: [Obligation]) {
        for obligation in obligations where years.contains(obligation.startsOn.year) {
            states[obligation.startsOn.year, default: [:]][obligation.state, default: 0] += 1
        }
    }

    package func count(_ year: Int, _ state: Obligation.State) -> Int { states[year]?[state] ?? 0 }

    /// Trajectories with the duty whose term is over: in time, late, or not at all.
    package func judged(_ year: Int) -> Int { count(year, .metInTime) + count(year, .metLate) + count(year, .overdue) }

    package func inTimePercent(_ year: Int) -> Int? { Share.percent(count(year, .metInTime), of: judged(year)) }

    package var overdue: Int { years.reduce(0) { $0 + count($1, .overdue) } }
}
