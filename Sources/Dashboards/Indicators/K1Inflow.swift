// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// K1: adults whose first entry in the aliens or population register of a Flemish municipality begins in the year (note, r. 524–532).
package struct K1Inflow: Sendable {
    package private(set) var persons: YearCounts
    private static let qualifying: Set<RegisterEntry.Register> = [.aliens, .population]

    package init(_ years: ClosedRange<Int>) { persons = YearCounts(years) }

    package mutating func add(_ person: CanonicalPerson) {
        let entries = person.registerEntries.filter { Self.qualifying.contains($0.value.register) }
        guard let first = entries.compactMap(\.value.validity?.begin).min(), isFlemish(person, on: first) else { return }
        if let birth = person.birthDate?.value.earliest, birth.adding(months: 18 * 12) > first { return }
        persons.add(first.year)
    }

    private func isFlemish(_ person: CanonicalPerson, on day: LocalDate) -> Bool {
        let home = person.residences.first { $0.value.validity?.contains(day) ?? true } ?? person.residences.first
        guard let nis = home?.value.nis, let number = Digits.value(nis) else { return false }
        return [11, 12, 13, 23, 24, 31, 32, 33, 34, 35, 36, 37, 38, 41, 42, 43, 44, 45, 46, 71, 72, 73].contains(number / 1000)
    }
}
