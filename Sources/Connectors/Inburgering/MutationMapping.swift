// SPDX-License-Identifier: EUPL-1.2

import Contracts
import ExchangeSchema

/// Turns a mutation of a KBI dossier into facts about one person.
///
/// `Metadata/Type` says what the message does to what it tells: 01 Nieuw, 02 Wijziging and 09 Andere hold, 03 Annulatie never held, 04
/// Verwijdering leaves the exchange and keeps a tombstone. What a mutation leaves out is not withdrawn: trajectory, component, contract,
/// attest and target group are views beside those of the full dossier (`FactKey.thing`), and `MeestRecentVlag` is never read.
struct MutationMapping {
    static let view = "mutatie"
    private static let standings: [String: Fact.Standing] = ["01": .held, "02": .held, "09": .held, "03": .annulled, "04": .removed]

    let organisations: OrganisationRegister
    private(set) var standing = Fact.Standing.held
    /// The trajectories of the capacity that is being mapped, and its target groups by their first day.
    private(set) var days = TrajectoryDays()
    private(set) var groups: [(since: LocalDate, type: TargetGroup)] = []

    init(organisations: OrganisationRegister) { self.organisations = organisations }

    func read(_ content: XMLElement, _ open: FactSheet) -> MagdaContract.Mapped {
        var (mapping, sheet) = (self, open)
        let metadata = content.first("Metadata"), dossier = content.first("DossierKBI")
        if let metadata, let standing = metadata.text("Type").flatMap({ Self.standings[$0] }) {
            mapping.standing = standing
        } else {
            sheet.reject("kbi:unknown-mutation", metadata?.first("Type") ?? content)
        }
        if let number = dossier?.text("INSZ"), INSZ(number) == nil { sheet.note(.checksumFail) }
        for capacity in dossier?.first("Hoedanigheden")?.all("Hoedanigheid") ?? [] { mapping.capacity(capacity, &sheet) }
        if mapping.standing != .held, sheet.facts.isEmpty { sheet.reject("kbi:withdraws-nothing", dossier ?? content) }
        let changedAt = metadata?.text("Datum").flatMap { Instant($0) }
        if changedAt == nil { sheet.reject("date:no-such-day", metadata?.first("Datum") ?? content) }
        var mapped = MagdaContract.Mapped(subject: Subject(inszText: dossier?.text("INSZ"), replacements: []), sheet: sheet)
        mapped.changedAt = changedAt
        mapped.sequence = MagdaReply.sequence(metadata?.text("Referte"))
        return mapped
    }

    /// A person has a dossier in one or more capacities (hoedanigheden): inburgeraar, student of Dutch.
    private mutating func capacity(_ element: XMLElement, _ sheet: inout FactSheet) {
        days = TrajectoryDays()
        groups = []
        let group = element.first("Inburgeringsgegevens")
        for determination in group?.first("Doelgroepbepalingen")?.all("Doelgroepbepaling") ?? [] { targetGroup(determination, &sheet) }
        let paths = element.first("Trajecten")?.all("Traject") ?? []
        let manager = element.first("KBICentrum").flatMap { organisation($0, &sheet) }
        let agreed = group?.first("Contractgegevens"), suspended = paths.flatMap { suspensions($0, &sheet) }
        // A suspension without a contract in the same message has no term to move: the trajectory is flagged.
        if !suspended.isEmpty, agreed?.first("Contracten") == nil { sheet.note(.partial) }
        for path in paths { trajectory(path, manager: manager, &sheet) }
        contracts(agreed, suspended: suspended, &sheet)
        for attest in element.first("Attesten")?.all("Attest") ?? [] { attestation(attest, issuer: manager, &sheet) }
        for level in element.first("BehaaldeNiveaus")?.all("BehaaldNiveau") ?? [] { self.level(level, &sheet) }
        for test in element.first("Testen")?.all("Test") ?? [] { self.test(test, type: test.text("Type"), &sheet) }
        languages(element.first("Talenkennis"), &sheet)
    }

    mutating func remember(trajectory id: String, period: Period?) { days.add(id, period) }

    mutating func remember(_ type: TargetGroup, since: LocalDate) { groups.append((since, type)) }

    /// Adds a fact as the mutation says; what leaves the exchange leaves its content behind.
    func add(_ id: String, view: String? = nil, _ value: FactValue, _ sheet: inout FactSheet) {
        sheet.add(id, view: view, standing == .removed ? Tombstone.of(value, id: id) : value, standing: standing)
    }

    func organisation(_ centre: XMLElement, _ sheet: inout FactSheet) -> OrganisationID? {
        guard let kbo = centre.text("Ondernemingsnummer") else { return nil }
        let organisation = organisations.organisation(kbo: EnterpriseNumber.padded(kbo))
        if organisation == nil { sheet.note(.unmappedCode) }
        return organisation
    }

    /// `BeginDatum` and `EindDatum`, both inclusive.
    func period(_ element: XMLElement?, _ sheet: inout FactSheet) -> Period? {
        guard let element, let begin = sheet.day(element.first("BeginDatum")) else { return nil }
        guard let period = Period(begin: begin, end: sheet.day(element.first("EindDatum"))) else {
            sheet.reject("period:ends-before-it-begins", element)
            return nil
        }
        return period
    }

    /// Languages to be reached in, and command of scripts.
    private func languages(_ element: XMLElement?, _ sheet: inout FactSheet) {
        guard let element else { return }
        var details = PersonDetails()
        for language in element.first("Talen")?.all("Taal") ?? []
        where sheet.codes.canonical("kbi/taaltype", language.text("Type") ?? "") == "CONTACT" {
            if let code = sheet.language(language.text("Taal")) { details.contactLanguages.append(code) }
        }
        details.literacy = sheet.canonical("kbi/latijnsschrift", element.text("Alfabetisering"))
        add("talenkennis", view: Self.view, .identity(details), &sheet)
    }
}
