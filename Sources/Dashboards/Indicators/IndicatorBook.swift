// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// All indicators of persons, filled in one pass.
package struct IndicatorBook: Sendable, Equatable {
    package static let all: [any Indicator.Type] = [
        K1Inflow.self, K2TargetGroups.self, K3Contracts.self, K4ContractRate.self, K5Attests.self, K6Completion.self, K7Registration.self,
        K8Throughput.self, K9SteadyWork.self, K10Employment.self, K11LanguageLevel.self, K12OralB1.self, K13Tests.self,
        K14FortyHours.self, K15DutchSupply.self, K16Fees.self, K17Recognition.self, K18Advice.self, K19Exemptions.self, K20Women.self,
        K21NewcomerClass.self, K22Housing.self,
    ]

    package let view: ReportingView
    package let breakdown: Breakdown
    package private(set) var tables: [IndicatorTable]
    package private(set) var persons = 0
    private var found: [Observation] = []
    private var places: [Int] = []

    package init(view: ReportingView, geography: Geography) {
        self.view = view
        breakdown = Breakdown(geography, years: view.years)
        let slices = breakdown.slices.count
        tables = Self.all.map { IndicatorTable($0.definition, years: view.years, slices: slices) }
    }

    /// Counts one person; the unit of everything is the person after matching.
    package mutating func add(_ facts: PersonFacts) {
        persons += 1
        for (index, indicator) in Self.all.enumerated() {
            found.removeAll(keepingCapacity: true)
            indicator.observe(facts, from: view, into: &found)
            let isConflicting = !facts.conflicts.isDisjoint(with: tables[index].definition.areas)
            for observation in found {
                breakdown.places(observation, of: facts, into: &places)
                tables[index].add(observation, in: places, isConflicting: isConflicting)
            }
        }
    }

    package func table(_ id: String) -> IndicatorTable {
        guard let found = tables.first(where: { $0.definition.id == id }) else { preconditionFailure("no indicator is called \(id)") }
        return found
    }

    /// A count of the whole, over all slices.
    package func count(_ id: String, _ column: Int, _ year: Int) -> Int { table(id).count(column, 0, year) }

    package static func == (left: IndicatorBook, right: IndicatorBook) -> Bool {
        left.view == right.view && left.tables == right.tables && left.persons == right.persons
    }
}
