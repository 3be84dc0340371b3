// SPDX-License-Identifier: EUPL-1.2

import Contracts
import ExchangeSchema

/// Turns proofs of learning into credentials, and NARIC's proofs into decisions on foreign diplomas as well.
enum LedMapping {
    /// Maps the content of an answer about one person, as asked with `askedINSZ` or as the proofs say.
    static func map(_ content: XMLElement, askedINSZ: String?, _ reply: MagdaReply, _ sheet: FactSheet) -> MagdaContract.Mapped {
        let proofs = (content.first("Bewijzen")?.all("Bewijs") ?? []).map { LedProof($0) }
        let number = askedINSZ ?? proofs.first?.insz
        let subject = Subject(inszText: number, replacements: reply.replacements)
        let own = Set([number] + reply.replacements.flatMap { [$0.old.digits, $0.new.digits] })
        var mapped = MagdaContract.Mapped(subject: subject, sheet: sheet)
        for proof in proofs {
            // A proof filed under another number may be another person's: it is left out, and that is said.
            guard own.contains(proof.insz) else {
                mapped.outcomes.append(SourceOutcome(course: .warning, code: "led:proof-under-other-insz", origin: "LED"))
                continue
            }
            mapped.changedAt = [mapped.changedAt, changedAt(proof, &mapped.sheet)].compactMap(\.self).max()
            put(proof, standing: nil, &mapped)
        }
        return mapped
    }

    /// Adds what a proof says: a credential and, where it is a recognition, the decision as well. Without a standing its status decides.
    static func put(_ proof: LedProof, standing: Fact.Standing?, _ mapped: inout MagdaContract.Mapped) {
        let isCancelled = proof.status.flatMap { mapped.sheet.codes.canonical("led/status", $0) } == Credential.Status.cancelled.rawValue
        let standing = standing ?? (isCancelled ? .annulled : .held)
        let decision = isRecognition(proof, mapped.sheet.codes) ? recognition(proof, standing, &mapped.sheet) : nil
        let grants = decision.map(grants) ?? true
        credential(
            proof, standing: grants || standing != .held ? standing : .annulled, flawed: mapped.subject.hasFlawedINSZ, &mapped.sheet)
    }

    private static func isRecognition(_ proof: LedProof, _ codes: CodeBook) -> Bool {
        proof.supplier == "NARIC Vlaanderen"
            || proof.fact("Bewijstype", "Naam").flatMap { codes.canonical("led/bewijstype", $0) } == "RECOGNITION"
    }

    static func changedAt(_ proof: LedProof, _ sheet: inout FactSheet) -> Instant? {
        guard let moment = proof.changed else { return nil }
        guard let instant = WireDay.instant(moment) else {
            sheet.reject("date:no-such-day", moment)
            return nil
        }
        return instant
    }

    /// A decision that refused or closed an application leaves nothing to show.
    private static func grants(_ decision: RecognitionDecision) -> Bool {
        switch decision.outcome {
        case .refused, .closedIncomplete, .withdrawn: false
        case .grantedAsRequested, .grantedLower, nil: true
        }
    }

    private static func credential(_ proof: LedProof, standing: Fact.Standing, flawed: Bool, _ sheet: inout FactSheet) {
        let authenticity: Credential.Authenticity? = sheet.canonical("led/authenticiteit", proof.fact("Authenticiteit", "Naam"))
        let status: Credential.Status? = sheet.canonical("led/status", proof.status)
        var credential = Credential(
            ledReference: proof.ledReference, supplier: proof.supplier ?? "",
            status: status ?? (proof.facts == nil ? .cancelled : .registered),
            authenticity: authenticity ?? .unknown)
        credential.ledMutationReference = proof.mutationReference
        credential.supplierReference = proof.supplierReference
        credential.originalAuthenticity = proof.fact("Authenticiteit", "Naam")
        credential.category = proof.fact("Categorie", "Naam")
        credential.grade = proof.fact("Graad", "Naam")
        credential.form = proof.fact("Onderwijsvorm", "Naam")
        credential.proofType = sheet.own("led/bewijstype", proof.fact("Bewijstype", "Naam"))?.originalCode
        credential.completeness = sheet.canonical("led/bewijsstaat", proof.fact("Bewijsstaat", "Naam"))
        credential.subject = proof.fact("Onderwerp", "Code")
        credential.issuedOn = issuedOn(proof, &sheet)
        credential.title = title(proof)
        credential.country = sheet.translated("iso/land", proof.fact("Land", "Code"), to: "iso3166-1/alpha-3")
        credential.language = sheet.language(proof.fact("Taal", "Code"))
        let number = proof.fact("Instelling", "Nummer")
        credential.institution = Credential.Institution(name: proof.fact("Instelling", "Naam"), number: number == "0" ? nil : number)
        credential.levels = levels(proof)
        if authenticity == .declaredOnHonour { sheet.note(.selfDeclared) }
        if flawed { sheet.note(.checksumFail) }
        sheet.add(proof.key, .credential(credential), standing: standing)
    }

    private static func recognition(_ proof: LedProof, _ standing: Fact.Standing, _ sheet: inout FactSheet) -> RecognitionDecision {
        let kind: RecognitionDecision.Kind? = sheet.canonical("naric/soort", proof.addition("Soort erkenning"))
        var decision = RecognitionDecision(dossierNumber: proof.supplierReference ?? proof.ledReference ?? "", kind: kind ?? .unknown)
        decision.originalKind = sheet.own("naric/soort", proof.addition("Soort erkenning"))
        decision.diploma.title = proof.addition("Oorspronkelijke titel")
        decision.diploma.country = sheet.translated("iso/land", proof.addition("Land van diploma"), to: "iso3166-1/alpha-3")
        decision.diploma.year = proof.addition("Jaar van diploma").flatMap { PartialDate($0) }
        decision.diploma.institution = proof.addition("Instelling van diploma")
        decision.receivedOn = proof.addition("Aanvraag ontvangen op").flatMap { LocalDate($0) }
        decision.completeOn = proof.addition("Dossier volledig op").flatMap { LocalDate($0) }
        decision.documentsRequestedOn = (proof.addition("Stukken gevraagd op") ?? "").split(separator: " ").compactMap { LocalDate($0) }
        decision.statutoryDays = sheet.codes.canonical("naric/termijn", decision.kind.rawValue).flatMap { Digits.value($0) }
        if let completeOn = decision.completeOn, let days = decision.statutoryDays { decision.dueOn = completeOn.adding(days: days) }
        decision.decidedOn = issuedOn(proof, &sheet)
        decision.outcome = outcome(proof, &sheet)
        decision.originalOutcome = sheet.own("naric/uitkomst", proof.addition("Uitkomst"))
        decision.flemishTitle = title(proof)
        decision.levels = levels(proof)
        decision.supersedes = proof.addition("Vervangt beslissing")
        decision.fee = proof.addition("Bijdrage in euro").flatMap { Digits.value($0) }.map { Money(cents: min($0, 10_000) * 100) }
        sheet.add(decision.dossierNumber, .recognition(decision), standing: standing)
        return decision
    }

    /// A proof in LED is a decision that granted something, unless it says otherwise.
    private static func outcome(_ proof: LedProof, _ sheet: inout FactSheet) -> RecognitionDecision.Outcome? {
        guard let outcome = proof.addition("Uitkomst") else { return proof.facts == nil ? nil : .grantedAsRequested }
        return sheet.canonical("naric/uitkomst", outcome)
    }

    /// The full name of the proof or, where LED has none, how the supplier describes it.
    private static func title(_ proof: LedProof) -> String? { proof.fact("VolledigeNaam") ?? proof.addition("Bewijs omschrijving") }

    /// The day of issue as far as it can be true: LED writes 1 January 1800 where it does not know.
    private static func issuedOn(_ proof: LedProof, _ sheet: inout FactSheet) -> PartialDate? {
        guard let issued = proof.issued else { return nil }
        let parts = ["Jaar", "Maand", "Dag"].map { issued.text($0).flatMap { Digits.value($0) } }
        let date = PartialDate(year: parts[0], month: parts[1], day: parts[2]) ?? PartialDate(year: parts[0], month: parts[1])
        if date?.precision != .day { sheet.note(.partial) }
        return date
    }

    /// Levels by scheme, as LED derives them.
    private static func levels(_ proof: LedProof) -> [Coded] {
        let schemes = [
            ("isced2011", "ISCEDNiveau2011"), ("iscedf2013", "ISCEDStudiegebied2013"), ("isced1997", "ISCEDNiveau"),
            ("iscedf1997", "ISCEDStudiegebied"), ("vks", "VKSNiveauOnderwijskwalificatie"),
            ("vks-beroepskwalificatie", "VKSNiveauBeroepskwalificatie"),
        ]
        return schemes.compactMap { scheme, name in
            proof.derived(name).map { Coded(scheme: scheme, code: $0.code, originalCode: $0.code, originalLabel: $0.label) }
        }
    }
}
