// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// All that the pages show, gathered in one pass over the persons.
package struct DashboardInput: Sendable {
    package var book: IndicatorBook
    package var persons: Int { book.persons }
    package var provisional = 0
    package var exchange = ExchangeFigures()

    package var asOf: LocalDate { book.view.asOf }
    package var years: ClosedRange<Int> { book.view.years }

    package init(asOf: LocalDate, years: ClosedRange<Int>, geography: Geography) {
        book = IndicatorBook(view: ReportingView(years: years, asOf: asOf), geography: geography)
    }

    /// Counts one person; those in review are counted apart and enter no indicator.
    package mutating func add(_ person: CanonicalPerson, advised: [String: LocalDate] = [:]) {
        guard person.status == .canonical else { provisional += 1; return }
        let facts = PersonFacts(person, advised: advised)
        book.add(facts)
        exchange.take(person.conflicts)
        exchange.dutch.take(facts)
    }
}
