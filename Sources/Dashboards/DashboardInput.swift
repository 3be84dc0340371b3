// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema
package import Obligations

/// All that the pages show, gathered in one pass over the persons.
package struct DashboardInput: Sendable {
    package var asOf: LocalDate
    package var years: ClosedRange<Int>
    package var inflow: K1Inflow
    package var contracts: K3Contracts
    package var attests: K5Attests
    package var registration: K7Registration
    package var throughput: K8Throughput
    package var persons = 0
    package var provisional = 0
    package var conflicts = 0
    package var exchange = ExchangeFigures()

    package init(asOf: LocalDate, years: ClosedRange<Int>) {
        self.asOf = asOf
        self.years = years
        inflow = K1Inflow(years)
        contracts = K3Contracts(years)
        attests = K5Attests(years)
        registration = K7Registration(years)
        throughput = K8Throughput(years, asOf: asOf)
    }

    /// Counts one person; those in review are counted apart and enter no indicator.
    package mutating func add(_ person: CanonicalPerson, parameters: RuleParameters = .rs2019) {
        guard person.status == .canonical else { provisional += 1; return }
        persons += 1
        conflicts += person.conflicts.count
        inflow.add(person)
        contracts.add(person)
        attests.add(person)
        registration.add(R18.evaluate(person, asOf: asOf, parameters: parameters))
        throughput.add(Throughput.evaluate(person, asOf: asOf))
    }
}

/// How the exchange itself goes.
package struct ExchangeFigures: Sendable {
    package struct AgencyRow: Sendable {
        package var agency: String
        package var received: Int
        package var accepted: Int
        package var duplicates: Int
        package var inReview: Int
        package var quarantined: Int
        /// When something new last came in, as text; nil for never.
        package var lastNew: String?

        package init(agency: String, received: Int, accepted: Int, duplicates: Int, inReview: Int, quarantined: Int, lastNew: String?) {
            self.agency = agency
            self.received = received
            self.accepted = accepted
            self.duplicates = duplicates
            self.inReview = inReview
            self.quarantined = quarantined
            self.lastNew = lastNew
        }
    }
    package struct FlowRow: Sendable {
        package var provider: String
        package var recipient: String
        package var organisations: Int
        package var deliveries: Int
        package var withheld: Int
        /// Mean seconds from receipt to release.
        package var leadSeconds: Int

        package init(provider: String, recipient: String, organisations: Int, deliveries: Int, withheld: Int, leadSeconds: Int) {
            self.provider = provider
            self.recipient = recipient
            self.organisations = organisations
            self.deliveries = deliveries
            self.withheld = withheld
            self.leadSeconds = leadSeconds
        }
    }
    package var agencies: [AgencyRow] = []
    package var flows: [FlowRow] = []
    package var logSize = 0
    package var logRoot = ""
    package var logIsSound = false

    package init() {}
}
