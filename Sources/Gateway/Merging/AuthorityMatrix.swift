// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// Who wins per attribute where sources differ (domain §3.4).
enum AuthorityMatrix {
    /// Numbers, names, birth date, sex, nationality, death; the municipality speaks for the national register.
    static let identity: [Agency] = [.lokaal, .inburgering, .vdab, .onderwijs, .naric]
    /// Residence and register.
    static let residence: [Agency] = [.lokaal, .inburgering, .vdab]
    /// Target group, trajectory, contract, component, exemption, attest, fee.
    static let trajectory: [Agency] = [.inburgering]
    /// Enrolments and results of Dutch as a second language.
    static let nt2: [Agency] = [.onderwijs, .inburgering, .vdab]
    /// Standard tests.
    static let tests: [Agency] = [.inburgering, .onderwijs, .vdab]
    /// Registration, category, training, employment.
    static let work: [Agency] = [.vdab, .inburgering]
    /// Activities of the fourth pillar; the agency's decision stands in the component.
    static let participation: [Agency] = [.lokaal, .inburgering]
    /// Foreign diplomas and their recognition.
    static let diplomas: [Agency] = [.naric, .onderwijs, .vdab, .inburgering]

    /// Lower is stronger; agencies the matrix does not name come last, in order of their names.
    static func rank(_ agency: Agency, in order: [Agency]) -> Int { order.firstIndex(of: agency) ?? order.count }

    /// The name of the rule under which an agency won: `lokaal-first`, or `only-source`.
    static func rule(_ agency: Agency, in order: [Agency], alone: Bool) -> String {
        if alone { return "only-source" }
        return order.first == agency ? "\(agency)-first" : "\(agency)-next"
    }
}
