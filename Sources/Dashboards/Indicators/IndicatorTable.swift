// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// The counts of one indicator, by slice and year: a flat array, so that a hundred thousand persons cost what one costs.
package struct IndicatorTable: Sendable, Equatable {
    package let definition: IndicatorDefinition
    private let years: ClosedRange<Int>
    private var counts: [Int]
    /// How often each number of days occurs, per duration, slice and year.
    private var days: [Key: [Int: Int]] = [:]

    private struct Key: Hashable {
        let column: Int
        let slice: Int
        let year: Int
    }

    init(_ definition: IndicatorDefinition, years: ClosedRange<Int>, slices: Int) {
        self.definition = definition
        self.years = years
        counts = Array(repeating: 0, count: slices * years.count * (definition.columns.count + 3))
    }

    private var width: Int { definition.columns.count + 3 }

    private func index(_ slice: Int, _ year: Int, _ column: Int) -> Int {
        (slice * years.count + year - years.lowerBound) * width + column
    }

    private func place(_ column: Int) -> Int {
        switch column {
        case Observation.excluded: definition.columns.count
        case Observation.tooEarly: definition.columns.count + 1
        default: column
        }
    }

    mutating func add(_ observation: Observation, in slices: [Int], isConflicting: Bool) {
        guard years.contains(observation.year) else { return }
        let column = place(observation.column)
        let isTimed = observation.days != nil && definition.durations.contains { $0.column == observation.column }
        for slice in slices {
            counts[index(slice, observation.year, column)] += observation.amount
            if isConflicting { counts[index(slice, observation.year, definition.columns.count + 2)] += 1 }
            if isTimed, let length = observation.days {
                days[Key(column: observation.column, slice: slice, year: observation.year), default: [:]][length, default: 0] += 1
            }
        }
    }

    package func count(_ column: Int, _ slice: Int, _ year: Int) -> Int {
        years.contains(year) ? counts[index(slice, year, column)] : 0
    }

    package func excluded(_ slice: Int, _ year: Int) -> Int { count(definition.columns.count, slice, year) }
    package func tooEarly(_ slice: Int, _ year: Int) -> Int { count(definition.columns.count + 1, slice, year) }
    package func conflicting(_ slice: Int, _ year: Int) -> Int { count(definition.columns.count + 2, slice, year) }

    /// Numerator and denominator of a rate.
    package func share(_ rate: Int, _ slice: Int, _ year: Int) -> (part: Int, whole: Int) {
        let told = definition.rates[rate]
        return (
            told.part.reduce(0) { $0 + count($1, slice, year) }, told.whole.reduce(0) { $0 + count($1, slice, year) }
        )
    }

    /// Sorted lengths with how often each occurs.
    package func lengths(_ duration: Int, _ slice: Int, _ year: Int) -> [(days: Int, count: Int)] {
        let key = Key(column: definition.durations[duration].column, slice: slice, year: year)
        return (days[key] ?? [:]).map { (days: $0.key, count: $0.value) }.sorted { $0.days < $1.days }
    }

    /// The length that so many per mille do not exceed (500 for the median); nil for a group under twenty.
    package func quantile(_ duration: Int, perMille: Int, _ slice: Int, _ year: Int) -> Int? {
        let told = lengths(duration, slice, year)
        let total = told.reduce(0) { $0 + $1.count }
        guard total >= Share.smallestGroup else { return nil }
        var seen = 0
        for one in told {
            seen += one.count
            if seen * 1000 >= total * perMille { return one.days }
        }
        return nil
    }

    package static func == (left: IndicatorTable, right: IndicatorTable) -> Bool {
        left.definition.id == right.definition.id && left.years == right.years && left.counts == right.counts && left.days == right.days
    }
}
