// SPDX-License-Identifier: EUPL-1.2

import Contracts
import ExchangeSchema

extension MutationMapping {
    /// `DatumGeldigheid` is the first day of the determination, as it is in the dossier.
    mutating func targetGroup(_ element: XMLElement, _ sheet: inout FactSheet) {
        let since = day(element.attributes["DatumGeldigheid"])
        let id = since.map { "\($0)" } ?? "doelgroep"
        let type: TargetGroup? = sheet.canonical("kbi/doelgroeptype", element.text("Type"))
        let answer: TargetGroupDetermination.Answer
        switch type {
        case .some(.none): answer = .no
        case nil, .toBeDetermined: answer = .toBeDetermined
        default: answer = .yes
        }
        var determination = TargetGroupDetermination(code: answer, type: type ?? .toBeDetermined)
        determination.original = sheet.own("kbi/doelgroeptype", element.text("Type"))
        determination.subtype = described("kbi/doelgroepsoort", element.first("Soort"))
        determination.reasonNotTarget = described("kbi/redengeendoelgroep", element.first("RedenGeenDoelgroep"))
        determination.validity = since.map { Period(from: $0) }
        determination.obligedSince = type == .obliged ? since : nil
        // The label may tell of illness: the code alone is kept (R08).
        let exemption = element.text("RedenVrijstellingVanVerplichting")
        determination.reasonExempt = sheet.own("kbi/vrijstelling", exemption)
        if let since { remember(determination.type, since: since) }
        add(id, view: Self.view, .targetGroup(determination), &sheet)
        if let exemption { self.exemption(exemption, id: id, scope: .whole, since, &sheet) }
    }

    private func exemption(_ code: String, id: String, scope: Exemption.Scope, _ since: LocalDate?, _ sheet: inout FactSheet) {
        var exemption = Exemption(scope: scope, reason: sheet.canonical("kbi/vrijstelling", code) ?? .other)
        exemption.original = sheet.own("kbi/vrijstelling", code)
        exemption.period = since.map { Period(from: $0) }
        add(id, view: Self.view, .exemption(exemption), &sheet)
    }

    mutating func trajectory(_ element: XMLElement, manager: OrganisationID?, _ sheet: inout FactSheet) {
        let period = period(element.first("Periode"), &sheet)
        let id = sheet.unused(.trajectory, period.map { "\($0.begin)" } ?? "traject", view: Self.view)
        var trajectory = Trajectory(trajectoryId: id, status: .unknown)
        trajectory.manager = manager
        trajectory.period = period
        let decision = latest(element.first("Besluiten")?.all("Besluit") ?? [])
        trajectory.decision = sheet.canonical("kbi/trajectbesluit", decision?.text("Type"))
        trajectory.decisionDate = sheet.day(decision?.first("Datum"))
        if let begin = period?.begin {
            trajectory.targetGroupAtStart = groups.filter { $0.since <= begin }.max { $0.since < $1.since }?.type
        }
        remember(trajectory: id, period: period)
        add(id, view: Self.view, .trajectory(trajectory), &sheet)
        for component in element.first("Trajectonderdelen")?.all("Trajectonderdeel") ?? [] { self.component(component, of: id, &sheet) }
    }

    private func component(_ element: XMLElement, of trajectory: String, _ sheet: inout FactSheet) {
        let type = element.text("Type")
        let id = sheet.unused(.component, [trajectory, type].compactMap(\.self).joined(separator: "/"), view: Self.view)
        var state = ComponentState(componentId: id)
        state.trajectoryId = trajectory
        state.pillar = sheet.canonical("kbi/trajectonderdeeltype", type)
        state.sourceType = sheet.own("kbi/trajectonderdeeltype", type)
        let decision = latest(element.first("Besluiten")?.all("Besluit") ?? [])
        state.decision = sheet.canonical("kbi/trajectonderdeelbesluit", decision?.text("Type"))
        state.originalDecision = sheet.own("kbi/trajectonderdeelbesluit", decision?.text("Type"))
        state.decisionDate = sheet.day(decision?.first("Datum"))
        add(id, view: Self.view, .component(state), &sheet)
        if let freed = element.first("Vrijstelling"), let code = freed.text("Reden") {
            let scope = state.pillar.flatMap { Exemption.Scope(rawValue: $0.rawValue) } ?? .whole
            exemption(code, id: id, scope: scope, sheet.day(freed.first("Datum")), &sheet)
        }
        for test in element.first("Testen")?.all("Test") ?? [] { self.test(test, type: test.text("Soort"), &sheet) }
        for course in element.first("Cursussen")?.all("Cursus") ?? [] { self.course(course, pillar: state.pillar, of: id, &sheet) }
    }

    /// Mutations suspend a component; the terms of the contract are what it moves.
    func suspensions(_ trajectory: XMLElement, _ sheet: inout FactSheet) -> [Contract.Suspension] {
        let parts = trajectory.first("Trajectonderdelen")?.all("Trajectonderdeel") ?? []
        return parts.flatMap { $0.first("Opschortingen")?.all("Opschorting") ?? [] }.compactMap { element in
            guard let period = period(element.first("Periode"), &sheet) else { return nil }
            let reason = element.text("Reden").map { Coded(scheme: "kbi/redenopschorting", code: $0, originalCode: $0) }
            return Contract.Suspension(period: period, reason: reason)
        }
    }

    /// Suspensions go to the contract in force when they begin.
    func contracts(_ element: XMLElement?, suspended: [Contract.Suspension], _ sheet: inout FactSheet) {
        var postponements = (element?.first("Uitstellen")?.all("Uitstel") ?? []).compactMap { postponement -> (LocalDate, LocalDate)? in
            guard let begin = sheet.day(postponement.first("Begindatum")) else { return nil }
            return (begin, sheet.day(postponement.first("Einddatum")) ?? begin)
        }
        let signed = (element?.first("Contracten")?.all("Contract") ?? []).map { ($0, sheet.day($0.first("Datum"))) }
        for (element, signedOn) in signed {
            let type = element.text("Type")
            let id = sheet.unused(.contract, [type, signedOn.map { "\($0)" }].compactMap(\.self).joined(separator: "/"), view: Self.view)
            var contract = Contract(contractId: id, signedOn: signedOn)
            contract.trajectoryId = days.trajectory(on: signedOn)
            contract.type = sheet.own("kbi/contracttype", type)
            contract.terms = terms(element.first("Onderdelen")?.all("Onderdeel") ?? [], &sheet)
            for addendum in element.first("Addenda")?.all("Addendum") ?? [] {
                guard let date = sheet.day(addendum.first("Datum")) else { sheet.note(.partial); continue }
                contract.addenda.append(Contract.Addendum(date: date, type: sheet.own("kbi/addendumtype", addendum.text("Soort"))))
            }
            if let signedOn {
                let next = signed.compactMap(\.1).filter { $0 > signedOn }.min() ?? .latest
                contract.suspensions = suspended.filter { signedOn <= $0.period.begin && $0.period.begin < next }
                contract.postponements = postponements.filter { $0.0 <= signedOn }.map(\.1)
                postponements.removeAll { $0.0 <= signedOn }
            }
            add(id, view: Self.view, .contract(contract), &sheet)
        }
    }

    /// Components are named by their description; those of the contract are given in full, the others are not in it.
    private func terms(_ parts: [XMLElement], _ sheet: inout FactSheet) -> [Contract.Term] {
        guard !parts.isEmpty else { return [] }
        let pillars: [Pillar] = parts.compactMap { sheet.canonical("kbi/contractonderdeel", $0.attributes["Beschrijving"]) }
        return [Pillar.mo, .nt2, .eco].map { Contract.Term(pillar: $0, included: pillars.contains($0)) }
    }

    func attestation(_ element: XMLElement, issuer: OrganisationID?, _ sheet: inout FactSheet) {
        let issuedOn = sheet.day(element.first("Datum"))
        let document = element.text("KBIRapport").map { $0.dropFirst().dropLast().lowercased() }
        let id = document ?? [element.text("Type"), issuedOn.map { "\($0)" }].compactMap(\.self).joined(separator: "/")
        let type: Attestation.AttestationType? = sheet.canonical("kbi/attesttype", element.text("Type"))
        let status: Attestation.Status? = sheet.canonical("kbi/atteststatus", element.text("Status"))
        var attestation = Attestation(attestationId: id, type: type ?? .other, issuedOn: issuedOn, status: status ?? .valid)
        attestation.trajectoryId = days.trajectory(on: issuedOn)
        attestation.original = sheet.own("kbi/attesttype", element.text("Type"))
        attestation.issuer = issuer
        attestation.documentRef = document
        add(id, view: Self.view, .attestation(attestation), &sheet)
    }

    /// A code of a list that we do not keep, with its description.
    func described(_ list: String, _ element: XMLElement?) -> Coded? {
        guard let element, let code = element.value else { return nil }
        return Coded(scheme: list, code: code, originalCode: code, originalLabel: element.attributes["Beschrijving"])
    }

    /// A day in an attribute; a partial one is no day.
    func day(_ text: String?) -> LocalDate? {
        guard let text, case .day(let day) = WireDay.read(text) else { return nil }
        return day
    }

    /// The decision of the latest day; `MeestRecentVlag` is not trusted.
    private func latest(_ decisions: [XMLElement]) -> XMLElement? {
        decisions.max { ($0.text("Datum") ?? "") < ($1.text("Datum") ?? "") }
    }
}
