// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// One indicator of the steering group: what it is, and what it sees in one person.
package protocol Indicator: Sendable {
    static var definition: IndicatorDefinition { get }
    static func observe(_ facts: PersonFacts, from view: ReportingView, into found: inout [Observation])
}

/// The years that are told, and the day from which is looked: nothing after it is known to happen.
package struct ReportingView: Sendable, Equatable {
    package let years: ClosedRange<Int>
    package let asOf: LocalDate

    package init(years: ClosedRange<Int>, asOf: LocalDate) {
        self.years = years
        self.asOf = asOf
    }

    /// True where the day lies in the years told and is not later than the day from which is looked.
    package func tells(_ day: LocalDate) -> Bool { day <= asOf && years.contains(day.year) }

    /// The last day of a year, or the day from which is looked where the year is not over.
    package func end(of year: Int) -> LocalDate { min(LocalDate(year: year, month: 12, day: 31) ?? asOf, asOf) }

    /// What a window that may not be over says: nothing, so that recent years are not made worse or better than they are.
    package func isOver(_ day: LocalDate) -> Bool { day <= asOf }
}

/// One thing that an indicator counts.
package struct Observation: Sendable, Equatable {
    /// Beside the columns that an indicator names: what it left out, and for what it is too early.
    package static let excluded = -1
    package static let tooEarly = -2

    /// Column of the definition, or one of the two above.
    package var column: Int
    package var year: Int
    /// The day on which place, age and the rest are read.
    package var day: LocalDate
    package var manager: PersonFacts.Manager?
    package var group: TargetGroup?
    package var amount: Int
    /// Days, where the definition tells a duration of this column.
    package var days: Int?

    package init(
        _ column: Int, on day: LocalDate, year: Int? = nil, manager: PersonFacts.Manager? = nil, group: TargetGroup? = nil, amount: Int = 1,
        days: Int? = nil
    ) {
        self.column = column
        self.year = year ?? day.year
        self.day = day
        self.manager = manager
        self.group = group
        self.amount = amount
        self.days = days
    }
}
