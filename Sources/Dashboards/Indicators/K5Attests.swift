// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// K5: persons with an inburgeringsattest issued in the year and not withdrawn (note, r. 545–546).
package struct K5Attests: Sendable {
    package private(set) var persons: YearCounts

    package init(_ years: ClosedRange<Int>) { persons = YearCounts(years) }

    package mutating func add(_ person: CanonicalPerson) {
        let years = person.attestations.filter { $0.value.type == .integration && $0.value.status == .valid }.compactMap {
            $0.value.issuedOn?.year
        }
        for year in Set(years) { persons.add(year) }
    }
}
