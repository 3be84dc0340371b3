// SPDX-License-Identifier: EUPL-1.2

import Contracts
import ExchangeSchema

/// Turns a KBI dossier into facts about one person.
///
/// The dossier has no ids for trajectories, components and contracts: their keys are made of what stays the same and what mutations give, too.
/// What has no place in the canonical schema (telephone, e-mail, infringements, preferences, interviews, housing code) is left where it is.
struct InburgeringMapping {
    let organisations: OrganisationRegister
    private(set) var days = TrajectoryDays()
    private(set) var targetGroup: (type: TargetGroup, validity: Period?)?

    init(organisations: OrganisationRegister) { self.organisations = organisations }

    mutating func map(_ message: InburgeringMessage, _ sheet: inout FactSheet) {
        identity(message, &sheet)
        targetGroup(message.doelgroep, &sheet)
        for traject in message.trajecten.sorted(by: InburgeringMessage.inOrder) { trajectory(traject, &sheet) }
        contracts(message, &sheet)
        for document in message.attesten { attestation(document, &sheet) }
        courses(message, &sheet)
        tests(message, &sheet)
        levels(message, &sheet)
        for toeleiding in message.partnerToeleidingen { partnerReferral(toeleiding, &sheet) }
        for toeleiding in message.diplomaToeleidingen { diplomaReferral(toeleiding, &sheet) }
        for betaling in message.betalingen { payment(betaling, &sheet) }
    }

    /// A code in the spelling of version 02.00: 01.00 writes `ICO13G` with the letter O, and `AI023` without its G.
    func current(_ code: String?, _ sheet: FactSheet) -> String? { code.map { sheet.codes.canonical("kbi/hernoemd", $0) ?? $0 } }

    /// A code of ours in the spelling of 02.00, with the one that was written.
    func renamed(_ list: String, _ code: String?, _ sheet: inout FactSheet) -> Coded? {
        guard let code, let coded = sheet.own(list, current(code, sheet)) else { return nil }
        return Coded(scheme: list, code: coded.code, label: coded.label, originalCode: code)
    }

    mutating func remember(trajectory id: String, period: Period?) { days.add(id, period) }

    mutating func remember(targetGroup type: TargetGroup, validity: Period?) { targetGroup = (type, validity) }

    /// The body with this KBO number; an unknown one is flagged.
    func organisation(_ establishment: XMLElement?, _ sheet: inout FactSheet) -> OrganisationID? {
        guard let kbo = establishment?.text("KboNummer") else { return nil }
        let organisation = organisations.organisation(kbo: kbo)
        if organisation == nil { sheet.note(.unmappedCode) }
        return organisation
    }
}
