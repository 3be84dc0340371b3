// SPDX-License-Identifier: EUPL-1.2

import Contracts
import ExchangeSchema

extension InburgeringMapping {
    mutating func targetGroup(_ element: XMLElement?, _ sheet: inout FactSheet) {
        guard let element else { return }
        let validity = sheet.period(element.first("Periode"))
        let id = validity.map { "\($0.begin)" } ?? "doelgroep"
        let exemption = element.first("RedenVrijstellingVanDeVerplichting")
        let answer: TargetGroupDetermination.Answer? = sheet.canonical("kbi/doelgroepcode", element.text("Code"))
        let original = sheet.own("kbi/doelgroeptype", element.text("Type"))
        let type: TargetGroup? = sheet.canonical("kbi/doelgroeptype", element.text("Type"))
        var determination = TargetGroupDetermination(code: answer ?? .toBeDetermined, type: type ?? .toBeDetermined)
        determination.original = original
        determination.subtype = sheet.own("kbi/doelgroepsubtype", element.text("SubType"))
        determination.reasonNotTarget = sheet.free("kbi/redengeendoelgroep", element.first("RedenGeenDoelgroep"))
        // The label may tell of illness: the code alone is kept (R08).
        determination.reasonExempt = sheet.own("kbi/vrijstelling", exemption?.value)
        determination.obligedSince = type == .obliged ? validity?.begin : nil
        determination.validity = validity
        remember(targetGroup: determination.type, validity: validity)
        sheet.add(id, .targetGroup(determination))
        if let code = exemption?.value { self.exemption(code, id: id, validity, &sheet) }
    }

    private func exemption(_ code: String, id: String, _ period: Period?, _ sheet: inout FactSheet) {
        var exemption = Exemption(scope: .whole, reason: sheet.canonical("kbi/vrijstelling", code) ?? .other)
        exemption.original = sheet.own("kbi/vrijstelling", code)
        exemption.period = period
        sheet.add(id, .exemption(exemption))
    }

    mutating func trajectory(_ element: XMLElement, _ sheet: inout FactSheet) {
        let period = sheet.period(element.first("Periode"))
        // The type is no part of the key: it can be corrected, and mutations do not give it.
        let id = sheet.unused(.trajectory, period.map { "\($0.begin)" } ?? element.text("Type") ?? "traject")
        let status: Trajectory.Status? = sheet.canonical("kbi/trajectstatus", element.text("Status", "Code"))
        var trajectory = Trajectory(trajectoryId: id, status: status ?? .unknown)
        trajectory.type = sheet.own("kbi/trajecttype", element.text("Type"))
        trajectory.manager = organisation(element.at("Beheerder", "KBIVestiging"), &sheet)
        trajectory.period = period
        trajectory.originalStatus = sheet.own("kbi/trajectstatus", element.text("Status", "Code"))
        trajectory.decision = sheet.canonical("kbi/trajectbesluit", element.text("Besluit", "Code"))
        trajectory.decisionDate = sheet.day(element.at("Besluit", "DatumToekenning"))
        if let begin = period?.begin, let group = targetGroup, group.validity?.contains(begin) ?? false {
            trajectory.targetGroupAtStart = group.type
        }
        remember(trajectory: id, period: period)
        sheet.add(id, .trajectory(trajectory))
        let components = element.first("TrajectOnderdelen")?.all("TrajectOnderdeel") ?? []
        for onderdeel in components.sorted(by: InburgeringMessage.inOrder) { component(onderdeel, of: id, &sheet) }
    }

    private func component(_ element: XMLElement, of trajectory: String, _ sheet: inout FactSheet) {
        let period = sheet.period(element.first("Periode"))
        let id = sheet.unused(.component, [trajectory, element.text("Type")].compactMap(\.self).joined(separator: "/"))
        var state = ComponentState(componentId: id)
        state.trajectoryId = trajectory
        state.pillar = sheet.canonical("kbi/trajectonderdeeltype", element.text("Type"))
        state.sourceType = sheet.own("kbi/trajectonderdeeltype", element.text("Type"))
        state.period = period
        state.status = sheet.own("kbi/trajectonderdeelstatus", element.text("Status", "Code"))
        let decision = element.first("Besluit")
        state.decision = sheet.canonical("kbi/trajectonderdeelbesluit", decision?.text("Code"))
        state.originalDecision = sheet.own("kbi/trajectonderdeelbesluit", decision?.text("Code"))
        state.decisionDate = sheet.day(decision?.first("DatumToekenning"))
        // Why a component does not apply to somebody; of other decisions the reason is no exemption.
        if state.decision == .notApplicable { state.exemption = sheet.free("kbi/redenbesluit", decision?.first("Reden")) }
        sheet.add(id, .component(state))
    }

    func contracts(_ message: InburgeringMessage, _ sheet: inout FactSheet) {
        var postponements = message.uitstellen.compactMap { sheet.period($0.first("Periode")) }
        for element in message.contracten {
            let signedOn = sheet.day(element.first("DatumRegistratie"))
            let type = current(element.text("Type"), sheet)
            let id = sheet.unused(.contract, [type, signedOn.map { "\($0)" }].compactMap(\.self).joined(separator: "/"))
            var contract = Contract(contractId: id, signedOn: signedOn)
            contract.trajectoryId = days.trajectory(on: signedOn)
            contract.type = renamed("kbi/contracttype", element.text("Type"), &sheet)
            contract.registeredOn = signedOn
            let addenda = element.first("Addenda")?.all("Addendum") ?? []
            contract.terms = [(Pillar.mo, "OnderdeelMO"), (.nt2, "OnderdeelNT2"), (.eco, "OnderdeelLO")].map { pillar, field in
                Contract.Term(pillar: pillar, included: ([element] + addenda).contains { $0.first(field)?.isTrue ?? false })
            }
            for addendum in addenda {
                let type = sheet.own("kbi/addendumtype", addendum.text("Type"))
                guard let date = sheet.day(addendum.first("DatumRegistratie")) else { sheet.note(.partial); continue }
                contract.addenda.append(Contract.Addendum(date: date, type: type))
            }
            for suspension in element.first("Opschortingen")?.all("Opschorting") ?? [] {
                guard let period = sheet.period(suspension.first("Periode")) else { continue }
                contract.suspensions.append(
                    Contract.Suspension(
                        period: period, reason: sheet.free("kbi/redenopschorting", suspension.first("Reden"), labelled: false)))
            }
            // Signing was put off until a day: the first contract signed after that asked for it.
            if let signedOn {
                contract.postponements = postponements.filter { $0.begin <= signedOn }.map { $0.end ?? $0.begin }
                postponements.removeAll { $0.begin <= signedOn }
            }
            sheet.add(id, .contract(contract))
        }
    }

    func attestation(_ element: XMLElement, _ sheet: inout FactSheet) {
        let signedOn = sheet.day(element.first("DatumOndertekening")), madeOn = sheet.day(element.first("DatumAanmaak"))
        let issuedOn = signedOn ?? madeOn
        let reference = element.text("Id")
        let code = current(element.text("Type"), sheet)
        let id = sheet.unused(.attestation, reference ?? [code, issuedOn.map { "\($0)" }].compactMap(\.self).joined(separator: "/"))
        let type: Attestation.AttestationType? = sheet.canonical("kbi/attesttype", code)
        var attestation = Attestation(attestationId: id, type: type ?? .other, issuedOn: issuedOn)
        attestation.trajectoryId = days.trajectory(on: issuedOn)
        attestation.original = renamed("kbi/attesttype", element.text("Type"), &sheet)
        attestation.issuer = organisation(element.first("AangemaaktDoor"), &sheet)
        attestation.documentRef = reference
        sheet.add(id, .attestation(attestation))
    }
}
