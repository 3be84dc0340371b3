// SPDX-License-Identifier: EUPL-1.2

import Contracts
import ExchangeSchema

/// Turns the registration of a referral into facts: a person sent on from one partner to another.
///
/// The dossier tells of the same referral under the same id with other particulars, so that the registration is a view of its own.
struct ReferralMapping {
    static let view = "registratie"
    private let organisations: OrganisationRegister

    init(_ organisations: OrganisationRegister) { self.organisations = organisations }

    func read(_ content: XMLElement, _ reply: MagdaReply, _ open: FactSheet) -> MagdaContract.Mapped {
        var sheet = open
        let personalia = content.first("Personalia")
        identity(personalia, &sheet)
        if let element = content.first("Toeleiding") { referral(element, registeredOn: reply.statedAt?.brusselsDate, &sheet) }
        return MagdaContract.Mapped(subject: Subject(inszText: personalia?.text("INSZ"), replacements: []), sheet: sheet)
    }

    private func identity(_ element: XMLElement?, _ sheet: inout FactSheet) {
        var details = PersonDetails()
        let (family, given) = (element?.text("Naam"), element?.text("Voornaam"))
        if family != nil || given != nil { details.names = [PersonName(familyName: family, givenNames: given.map { [$0] } ?? [])] }
        details.birthDate = sheet.partialDate(element?.first("Geboortedatum"))
        details.sex = sheet.canonical("kbi/geslacht", element?.text("Geslacht"))
        if let number = element?.text("INSZ"), INSZ(number) == nil { sheet.note(.checksumFail) }
        sheet.add("personalia", view: Self.view, .identity(details))
    }

    private func referral(_ element: XMLElement, registeredOn: LocalDate?, _ sheet: inout FactSheet) {
        let id = element.text("Id") ?? ""
        let (from, to) = (element.first("Van"), element.first("Naar"))
        var referral = Referral(referralId: id)
        referral.from = party(from)
        referral.to = party(to)
        // The partner is whoever is not the KBI itself; between two others, the one who receives.
        let partner = to?.text("TypePartner") == "KBI" ? from : to
        referral.partnerType = sheet.own("kbi/typepartner", partner?.text("TypePartner"), label: partner?.text("Naam"))
        referral.reason = element.text("RedenToeleiding").map {
            Coded(scheme: "kbi/redentoeleiding", code: $0, originalCode: $0, originalLabel: element.text("RedenOmschrijving"))
        }
        referral.receivedOn = registeredOn
        referral.appointmentOn = sheet.day(element.at("AfspraakMoment", "StartTijd", "Datum"))
        sheet.add(id, view: Self.view, .referral(referral))
    }

    /// Our short name of a party, or the number by which it gives itself.
    private func party(_ element: XMLElement?) -> String? {
        guard let kbo = element?.text("KboNummer") else { return element?.text("IdentificatieNr") }
        return organisations.organisation(kbo: kbo)?.rawValue ?? kbo
    }
}
