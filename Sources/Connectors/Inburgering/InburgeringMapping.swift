// SPDX-License-Identifier: EUPL-1.2

import Contracts
import ExchangeSchema

/// Turns a KBI dossier into facts about one person.
///
/// The dossier has no ids for trajectories, components and contracts: their keys are made of what stays the same, type and first day.
/// What has no place in the canonical schema (telephone, e-mail, infringements, preferences, interviews, housing code) is left where it is.
struct InburgeringMapping {
    let organisations: OrganisationRegister
    /// Periods of the dossier's trajectories by their id, to tie contracts and attests to them.
    private(set) var trajectories: [(id: String, period: Period?)] = []
    private(set) var targetGroup: (type: TargetGroup, validity: Period?)?

    init(organisations: OrganisationRegister) { self.organisations = organisations }

    mutating func map(_ message: InburgeringMessage, _ sheet: inout FactSheet) {
        identity(message, &sheet)
        targetGroup(message.doelgroep, &sheet)
        for traject in message.trajecten { trajectory(traject, &sheet) }
        contracts(message, &sheet)
        for document in message.attesten { attestation(document, &sheet) }
        courses(message, &sheet)
        tests(message, &sheet)
        levels(message, &sheet)
        for toeleiding in message.partnerToeleidingen { partnerReferral(toeleiding, &sheet) }
        for toeleiding in message.diplomaToeleidingen { diplomaReferral(toeleiding, &sheet) }
        for betaling in message.betalingen { payment(betaling, &sheet) }
    }

    mutating func remember(trajectory id: String, period: Period?) { trajectories.append((id, period)) }

    mutating func remember(targetGroup type: TargetGroup, validity: Period?) { targetGroup = (type, validity) }

    /// The trajectory during which something happened; the only one where the days do not tell.
    func trajectory(on day: LocalDate?) -> String? {
        if let day, let during = trajectories.last(where: { $0.period?.contains(day) ?? false }) { return during.id }
        return trajectories.count == 1 ? trajectories[0].id : nil
    }

    /// The body with this KBO number; an unknown one is flagged.
    func organisation(_ establishment: XMLElement?, _ sheet: inout FactSheet) -> OrganisationID? {
        guard let kbo = establishment?.text("KboNummer") else { return nil }
        let organisation = organisations.organisation(kbo: kbo)
        if organisation == nil { sheet.note(.unmappedCode) }
        return organisation
    }
}
