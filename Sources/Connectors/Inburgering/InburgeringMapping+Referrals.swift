// SPDX-License-Identifier: EUPL-1.2

import Contracts
import ExchangeSchema

extension InburgeringMapping {
    /// A person sent to the agency by a partner, such as an OCMW.
    func partnerReferral(_ element: XMLElement, _ sheet: inout FactSheet) {
        let receivedOn = sheet.day(element.first("DatumOntvangen"))
        let id = element.text("ExterneID") ?? "partner/" + (receivedOn.map { "\($0)" } ?? "")
        var referral = Referral(referralId: id)
        referral.from = element.text("Van", "Naam") ?? element.text("Van", "ExternID")
        referral.to = organisation(element.first("Naar"), &sheet)?.rawValue ?? element.text("Naar", "KboNummer")
        referral.reason = sheet.own("kbi/toeleidingpartnerreden", element.text("Reden"), label: element.text("RedenOmschrijving"))
        referral.receivedOn = receivedOn
        referral.status = sheet.own("kbi/toeleidingpartnerstatus", element.text("Status"))
        sheet.add(id, .referral(referral))
    }

    /// A person sent on to have a foreign diploma recognised; the decision itself comes from NARIC.
    func diplomaReferral(_ element: XMLElement, _ sheet: inout FactSheet) {
        let startedOn = sheet.day(element.first("StartDatum"))
        let id = "diploma/" + (element.text("DossiernummerBijPartner") ?? startedOn.map { "\($0)" } ?? "")
        var referral = Referral(referralId: id)
        referral.to = element.text("ErkenningsInstantie", "Naam")
        referral.partnerType = sheet.free("kbi/diplomatoeleidingtype", element.first("Type"))
        referral.reason = sheet.free("kbi/diplomatoeleidingreden", element.first("Reden"))
        referral.receivedOn = startedOn
        referral.status = sheet.own("kbi/diplomatoeleidingstatus", element.text("Status"))
        sheet.add(id, .referral(referral))
    }

    /// A payment; the message says only whether the person is exempt and why.
    func payment(_ element: XMLElement, _ sheet: inout FactSheet) {
        var fee = FeeItem(kind: .unknown, exempt: element.first("Vrijstelling")?.isTrue ?? false)
        fee.exemptReason = sheet.free("kbi/vrijstellingsreden", element.first("Vrijstellingsreden"))
        sheet.add("betaling", .fee(fee))
    }
}
