// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// Trajectory, contract, component, attest, exemption, fee: the integration bodies alone decide.
enum TrajectoryMerging {
    static func apply(_ view: AssertionView, to person: inout CanonicalPerson) {
        let order = AuthorityMatrix.trajectory
        person.targetGroups = view.things(.targetGroup, by: order) { if case .targetGroup(let value) = $0 { value } else { nil } }
        person.trajectories = view.things(.trajectory, by: order) { if case .trajectory(let value) = $0 { value } else { nil } }
        person.contracts = view.things(.contract, by: order) { if case .contract(let value) = $0 { value } else { nil } }
        person.components = view.things(.component, by: order) { if case .component(let value) = $0 { value } else { nil } }
        person.attestations = view.things(.attestation, by: order) { if case .attestation(let value) = $0 { value } else { nil } }
        person.exemptions = view.things(.exemption, by: order) { if case .exemption(let value) = $0 { value } else { nil } }
        person.fees = view.winners(.fee, by: order) { if case .fee(let value) = $0 { value } else { nil } }
        person.targetGroups.sort { ($0.value.validity?.begin ?? .earliest, $0.factId) < ($1.value.validity?.begin ?? .earliest, $1.factId) }
        person.contracts.sort { ($0.value.signedOn ?? .latest, $0.factId) < ($1.value.signedOn ?? .latest, $1.factId) }
        person.attestations.sort { ($0.value.issuedOn ?? .latest, $0.factId) < ($1.value.issuedOn ?? .latest, $1.factId) }
    }
}
