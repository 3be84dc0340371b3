// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema
package import Obligations

/// K8: from contract to VDAB to training or job, by year of contract (note, r. 1096–1106).
///
/// "Moved on" counts within twelve months of registering; who registered less than twelve months ago is not in the rate, and shown apart.
package struct K8Throughput: Sendable {
    package struct Cohort: Sendable, Equatable {
        package var started = 0
        package var registered = 0
        /// Registered, and twelve months are over.
        package var observed = 0
        package var movedOn = 0
        package var tooEarly: Int { registered - observed }

        package init(started: Int = 0, registered: Int = 0, observed: Int = 0, movedOn: Int = 0) {
            self.started = started
            self.registered = registered
            self.observed = observed
            self.movedOn = movedOn
        }
    }
    package private(set) var cohorts: [Int: Cohort] = [:]
    private let years: ClosedRange<Int>
    private let asOf: LocalDate

    package init(_ years: ClosedRange<Int>, asOf: LocalDate) {
        self.years = years
        self.asOf = asOf
        for year in years { cohorts[year] = Cohort() }
    }

    package mutating func add(_ throughput: [Throughput]) {
        for one in throughput where years.contains(one.startsOn.year) {
            cohorts[one.startsOn.year]?.started += 1
            guard one.registeredOn != nil else { continue }
            cohorts[one.startsOn.year]?.registered += 1
            guard let moved = one.movedOn(within: 12, asOf: asOf) else { continue }
            cohorts[one.startsOn.year]?.observed += 1
            if moved { cohorts[one.startsOn.year]?.movedOn += 1 }
        }
    }
}
