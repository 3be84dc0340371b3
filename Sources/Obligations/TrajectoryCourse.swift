// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// A trajectory with what starts and suspends it: start = earliest signed contract that holds (R02).
package struct TrajectoryCourse: Sendable {
    package let trajectoryId: String
    package let startsOn: LocalDate
    package let suspensions: [Period]
    package let contracts: [Sourced<Contract>]
    package let trajectory: Sourced<Trajectory>?

    /// The trajectories of a person that have begun, in order of start. Contracts without a trajectory form one of their own.
    package static func courses(of person: CanonicalPerson) -> [TrajectoryCourse] {
        let held = person.contracts.filter { $0.value.status != .withdrawn && $0.value.signedOn != nil }
        return Dictionary(grouping: held) { $0.value.trajectoryId ?? "" }.compactMap { id, contracts in
            guard let start = contracts.compactMap(\.value.signedOn).min() else { return nil }
            return TrajectoryCourse(
                trajectoryId: id, startsOn: start, suspensions: contracts.flatMap { $0.value.suspensions.map(\.period) },
                contracts: contracts,
                trajectory: person.trajectories.first { $0.value.trajectoryId == id })
        }.sorted { ($0.startsOn, $0.trajectoryId) < ($1.startsOn, $1.trajectoryId) }
    }
}
