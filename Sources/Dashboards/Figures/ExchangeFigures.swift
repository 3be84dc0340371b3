// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// How the exchange itself goes.
package struct ExchangeFigures: Sendable {
    package struct AgencyRow: Sendable {
        package var agency: String
        package var received = 0
        package var accepted = 0
        package var duplicates = 0
        package var inReview = 0
        package var quarantined = 0
        /// Stretches of which no record could be made.
        package var faults = 0
        /// When something new last came in.
        package var lastNewAt: Instant?

        package init(agency: String) { self.agency = agency }
    }
    package struct FlowRow: Sendable {
        package var provider: String
        package var recipient: String
        package var organisations = 0
        package var deliveries = 0
        package var withheld = 0
        /// Released within 24 hours of receipt.
        package var withinDay = 0
        /// Mean seconds from receipt to release.
        package var leadSeconds = 0

        package init(provider: String, recipient: String) {
            self.provider = provider
            self.recipient = recipient
        }
    }
    package struct Contradictions: Sendable, Equatable {
        package var settled = 0
        package var open = 0
    }
    /// Persons with a result of Dutch lessons, by who knows of it.
    package struct DutchKnown: Sendable, Equatable {
        package var both = 0
        package var agencyOnly = 0
        package var educationOnly = 0

        mutating func take(_ facts: PersonFacts) {
            switch (facts.dutchResultAtAgency, facts.dutchResultInEducation) {
            case (true, true): both += 1
            case (true, false): agencyOnly += 1
            case (false, true): educationOnly += 1
            case (false, false): break
            }
        }
    }
    package struct Rejected: Sendable, Equatable {
        package var rule: String
        package var count: Int
        package init(rule: String, count: Int) {
            self.rule = rule
            self.count = count
        }
    }

    package var agencies: [AgencyRow] = []
    package var flows: [FlowRow] = []
    package var rejections: [Rejected] = []
    package var openReviews = 0
    package var decidedReviews = 0
    /// By attribute.
    package var conflicts: [String: Contradictions] = [:]
    package var dutch = DutchKnown()
    /// Figures that differ from the publication before; nil where there is none.
    package var restated: Int?
    package var logSize = 0
    package var logRoot = ""
    package var logIsSound = false

    package init() {}

    mutating func take(_ found: [Conflict]) {
        for conflict in found {
            if conflict.resolvedBy == nil {
                conflicts[conflict.attribute, default: Contradictions()].open += 1
            } else {
                conflicts[conflict.attribute, default: Contradictions()].settled += 1
            }
        }
    }

    package var contradictions: Int { conflicts.values.reduce(0) { $0 + $1.settled + $1.open } }
}
