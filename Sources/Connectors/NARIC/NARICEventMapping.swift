// SPDX-License-Identifier: EUPL-1.2

import Contracts
import ExchangeSchema

/// Turns one event of a dossier into what it says of the dossier, under a key of its own; merging joins the events of a dossier.
struct NARICEventMapping: Sendable {
    let codes: CodeBook

    func map(_ value: JSONValue) -> RecordReading {
        guard let event = NARICEvent(value) else {
            return .rejected([Rejection(rule: "date:no-such-day", field: "tijdstip", place: "/tijdstip")])
        }
        var sheet = FactSheet(codes: codes)
        var subject = Subject(inszText: event.applicant?["insz"]?.string, replacements: [])
        subject.localIdentifier = PersonIdentifier(scheme: .naricDossier, value: event.dossier)
        guard let birth = event.applicant?["geboortedatum"]?.string.flatMap({ PartialDate($0) }) else {
            return .rejected([Rejection(rule: "date:no-such-day", field: "geboortedatum", place: "/aanvrager/geboortedatum")])
        }
        if let year = event.diploma?["jaar"]?.string, PartialDate(year) == nil {
            return .rejected([Rejection(rule: "date:no-such-day", field: "jaar", place: "/diploma/jaar")])
        }
        if let identifier = subject.localIdentifier { sheet.add("dossier/\(event.dossier)", .identifier(identifier)) }
        identity(event, birth, flawed: subject.hasFlawedINSZ, &sheet)
        recognition(event, &sheet)
        let stamp = SourceStamp(
            agency: .naric, organisation: .naric, format: NARICConnector.events, assertedAt: event.at, sequence: Int64(event.version))
        return .mapped(CanonicalRecord(source: stamp, subject: subject, facts: sheet.facts))
    }

    private func identity(_ event: NARICEvent, _ birth: PartialDate, flawed: Bool, _ sheet: inout FactSheet) {
        var details = PersonDetails()
        if let full = event.applicant?["naam_volledig"]?.string {
            details.names = [ApplicantName.read(full: full, given: event.applicant?["voornamen"]?.string)]
        }
        details.birthDate = birth
        if birth.precision != .day { sheet.note(.partial) }
        if flawed { sheet.note(.checksumFail) }
        sheet.add("identity", .identity(details))
    }

    private func recognition(_ event: NARICEvent, _ sheet: inout FactSheet) {
        let soort = event.decision?["soort"]?.string ?? event.application?["soort"]?.string
        let kind: RecognitionDecision.Kind? = sheet.canonical("naric/soort", soort)
        var dossier = RecognitionDecision(dossierNumber: event.dossier, kind: kind ?? .unknown)
        dossier.originalKind = sheet.own("naric/soort", soort)
        dossier.statutoryDays = codes.canonical("naric/termijn", dossier.kind.rawValue).flatMap { Digits.value($0) }
        application(event, &dossier, &sheet)
        diploma(event, &dossier, &sheet)
        switch event.kind {
        case .submitted: dossier.receivedOn = dossier.receivedOn ?? event.day
        case .complete: dossier.completeOn = event.day
        case .documentsRequested: dossier.documentsRequestedOn = [event.day]
        case .decided, .revised: decision(event, &dossier, &sheet)
        case .closed:
            dossier.closedOn = event.day
            dossier.outcome = sheet.canonical("naric/afsluiting", event.closing?["reden"]?.string)
            dossier.originalOutcome = sheet.own("naric/afsluiting", event.closing?["reden"]?.string)
        }
        sheet.add("\(event.dossier)/\(event.version)", .recognition(dossier))
    }

    private func application(_ event: NARICEvent, _ dossier: inout RecognitionDecision, _ sheet: inout FactSheet) {
        dossier.receivedOn = event.application?["ingediend_op"]?.string.flatMap { LocalDate($0) }
        dossier.fee = event.application?["bijdrage_euro"]?.int.map { Money(cents: $0 * 100) }
        dossier.feeExemption = sheet.own("naric/vrijstelling", event.application?["vrijstelling"]?.string)
    }

    private func diploma(_ event: NARICEvent, _ dossier: inout RecognitionDecision, _ sheet: inout FactSheet) {
        guard let diploma = event.diploma else { return }
        dossier.diploma.title = diploma["titel"]?.string
        dossier.diploma.dutchTitle = diploma["titel_nl"]?.string
        dossier.diploma.country = sheet.translated("iso/land", diploma["land"]?.string, to: "iso3166-1/alpha-3")
        dossier.diploma.year = diploma["jaar"]?.string.flatMap { PartialDate($0) }
        dossier.diploma.institution = diploma["instelling"]?.string
    }

    private func decision(_ event: NARICEvent, _ dossier: inout RecognitionDecision, _ sheet: inout FactSheet) {
        guard let decision = event.decision else { return }
        dossier.outcome = sheet.canonical("naric/uitkomst", decision["uitkomst"]?.string)
        dossier.originalOutcome = sheet.own("naric/uitkomst", decision["uitkomst"]?.string)
        dossier.decidedOn = decision["datum"]?.string.flatMap { PartialDate($0) }
        dossier.flemishTitle = decision["vlaamse_titel"]?.string
        dossier.levels = decision["vks"]?.int.map { [Coded(scheme: "vks", code: String($0), originalCode: String($0))] } ?? []
        dossier.supersedes = decision["vervangt"]?.string
    }
}
