// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// What a store must hold after everything that was written has been taken in and processed, whatever the order.
///
/// It is computed from what the simulator knows, never from the files. Numbers of persons stand in it in the clear: it stays outside
/// the gateway. `truth.json` is this value, keys sorted.
package struct Truth: Sendable, Codable, Equatable {
    package var plan: Plan
    /// Per agency (vdab, inburgering, lokaal, onderwijs, naric): what becomes of every record written.
    package var records: [String: RecordCounts] = [:]
    /// Records with a vdab feed line, per agency's files: for information.
    package var files = 0
    /// Distinct people who are known by a valid number in at least one accepted record.
    package var personsCanonical = 0
    /// People-to-be: groups of records under one (agency, source key) that never get a usable number.
    package var personsInReview = 0
    /// Held facts of everybody, provisional persons included.
    package var held = FactCounts()
    /// Held facts of canonical persons only.
    package var heldByCanonical = FactCounts()
    /// Trajectories of canonical persons by state of R18 on `plan.asOf`; a trajectory without a signed contract has not started: `NOT_STARTED`.
    package var r18: [String: Int] = [:]
    /// K3: persons (canonical) with at least one signed contract, per year.
    package var personsWithContract: [String: Int] = [:]
    /// K5: persons (canonical) with an inburgeringsattest issued, per year.
    package var personsWithAttest: [String: Int] = [:]
    package var persons: [PersonTruth] = []

    package struct Plan: Sendable, Codable, Equatable {
        package var persons: Int
        package var seed: UInt64
        package var from: LocalDate
        package var to: LocalDate
        /// The day on which states are told: the day after `to`.
        package var asOf: LocalDate
    }

    /// received = accepted + duplicate + inReview + quarantined.
    package struct RecordCounts: Sendable, Codable, Equatable {
        package var received = 0
        package var accepted = 0
        package var duplicate = 0
        package var inReview = 0
        package var quarantined = 0
        package init() {}
    }

    package struct FactCounts: Sendable, Codable, Equatable {
        package var trajectories = 0
        package var contracts = 0
        /// All attests; those of type INBURGERINGSATTEST apart.
        package var attests = 0
        package var integrationAttests = 0
        package var registrations = 0
        package var participationMinutes = 0
        package var decisions = 0
        package init() {}
    }
}

/// What must be believed of one canonical person.
package struct PersonTruth: Sendable, Codable, Equatable {
    /// The current number.
    package var insz: String
    /// Numbers that were replaced by it.
    package var replaced: [String] = []
    package var facts = Truth.FactCounts()
    package var trajectories: [TrajectoryTruth] = []
}

/// One trajectory with rule R18 (register with VDAB within two months of the start), and what K7 and K8 count.
package struct TrajectoryTruth: Sendable, Codable, Equatable {
    package var manager: String
    package var type: String
    /// The day of the earliest signed contract; absent while there is none.
    package var startedOn: LocalDate?
    package var dueOn: LocalDate?
    package var suspendedDays = 0
    package var state: String
    /// Brussels day of the earliest held registration.
    package var registeredOn: LocalDate?
    /// Start of the first training or job on or after that day (K8).
    package var activeOn: LocalDate?
}
