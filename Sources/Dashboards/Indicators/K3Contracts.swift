// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// K3: persons with at least one signed contract of the year that was not withdrawn; the contracts themselves apart (note, r. 543, 559–564).
package struct K3Contracts: Sendable {
    package private(set) var persons: YearCounts
    package private(set) var contracts: YearCounts

    package init(_ years: ClosedRange<Int>) {
        persons = YearCounts(years)
        contracts = YearCounts(years)
    }

    package mutating func add(_ person: CanonicalPerson) {
        let signed = person.contracts.filter { $0.value.status != .withdrawn }.compactMap { $0.value.signedOn?.year }
        for year in signed { contracts.add(year) }
        for year in Set(signed) { persons.add(year) }
    }
}
