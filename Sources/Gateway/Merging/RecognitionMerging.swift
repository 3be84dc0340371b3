// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// Joins what is said of NARIC's dossiers: one application or decision a dossier, whatever came first.
///
/// NARIC tells a dossier in events, each a fact of its own, so that their union does not depend on the order of arrival. The events of the
/// strongest agency are told in the order of its clock; what others hold of the same dossier, as LED's copy, corroborates or contradicts.
enum RecognitionMerging {
    static func apply(_ view: AssertionView, to person: inout CanonicalPerson) {
        let told = view.ranked(.recognition, by: AuthorityMatrix.diplomas) { if case .recognition(let value) = $0 { value } else { nil } }
        var dossiers: [Sourced<RecognitionDecision>] = []
        for (_, group) in Dictionary(grouping: told, by: \.value.dossierNumber) {
            guard let joined = join(group) else { continue }
            person.conflicts += contradictions(joined, group)
            dossiers.append(joined)
        }
        dossiers.sort { $0.value.dossierNumber < $1.value.dossierNumber }
        person.recognitions = superseding(dossiers)
    }

    /// One dossier as its strongest agency tells it; `group` has the strongest agency first, and of each agency the latest first.
    private static func join(_ group: [Sourced<RecognitionDecision>]) -> Sourced<RecognitionDecision>? {
        guard let latest = group.first else { return nil }
        let story = group.filter { $0.agency == latest.agency }.reversed()
        var dossier = RecognitionDecision(dossierNumber: latest.value.dossierNumber, kind: .unknown)
        for event in story { dossier.take(event.value) }
        dossier.reckon()
        var joined = latest.replacing(dossier)
        joined.factId = dossier.dossierNumber
        joined.quality = Set(story.flatMap(\.quality)).sorted()
        return joined
    }

    private static func contradictions(
        _ joined: Sourced<RecognitionDecision>, _ group: [Sourced<RecognitionDecision>]
    ) -> [Conflict] {
        guard let ours = joined.value.outcome,
            let copy = group.first(where: { $0.agency != joined.agency && $0.value.outcome != nil }), copy.value.outcome != ours
        else { return [] }
        return [
            Conflict(
                attribute: "recognitions.outcome", agencies: [joined.agency, copy.agency], records: [joined.record, copy.record],
                resolvedBy: joined.rule)
        ]
    }

    /// Marks the decisions that a decision of another dossier took the place of.
    private static func superseding(_ dossiers: [Sourced<RecognitionDecision>]) -> [Sourced<RecognitionDecision>] {
        dossiers.map { old in
            var marked = old
            marked.value.supersededBy =
                dossiers.last {
                    $0.value.supersedes == old.value.dossierNumber && $0.value.dossierNumber != old.value.dossierNumber
                }?.value.dossierNumber
            return marked
        }
    }
}

extension RecognitionDecision {
    /// Takes up what a later message of the same dossier says; what it leaves out stays.
    fileprivate mutating func take(_ later: RecognitionDecision) {
        if later.kind != .unknown || later.originalKind != nil {
            kind = later.kind
            originalKind = later.originalKind
        }
        diploma.take(later.diploma)
        receivedOn = later.receivedOn ?? receivedOn
        completeOn = later.completeOn ?? completeOn
        documentsRequestedOn = Set(documentsRequestedOn + later.documentsRequestedOn).sorted()
        statutoryDays = later.statutoryDays ?? statutoryDays
        dueOn = later.dueOn ?? dueOn
        closedOn = later.closedOn ?? closedOn
        fee = later.fee ?? fee
        feeExemption = later.feeExemption ?? feeExemption
        takeDecision(later)
    }

    /// A decision is taken as a whole, so that nothing of a revised one lingers; the same decision told again adds what it knows more.
    private mutating func takeDecision(_ later: RecognitionDecision) {
        guard later.outcome != nil || later.decidedOn != nil else { return }
        let isSame = later.outcome == outcome && later.decidedOn == decidedOn
        originalOutcome = later.originalOutcome ?? (isSame ? originalOutcome : nil)
        outcome = later.outcome
        decidedOn = later.decidedOn
        flemishTitle = later.flemishTitle ?? (isSame ? flemishTitle : nil)
        let known = isSame ? levels.filter { level in !later.levels.contains { $0.scheme == level.scheme } } : []
        levels = later.levels + known
        supersedes = later.supersedes ?? (isSame ? supersedes : nil)
    }

    /// Works out the terms: 60 or 120 calendar days from the complete dossier, six months for documents while some are missing.
    fileprivate mutating func reckon() {
        if let completeOn, let statutoryDays { dueOn = completeOn.adding(days: statutoryDays) }
        guard let asked = documentsRequestedOn.last, outcome == nil, decidedOn == nil, closedOn == nil else { return }
        if completeOn.map({ $0 < asked }) ?? true { documentsDueOn = asked.adding(months: 6) }
    }
}

extension RecognitionDecision.Diploma {
    fileprivate mutating func take(_ later: RecognitionDecision.Diploma) {
        title = later.title ?? title
        dutchTitle = later.dutchTitle ?? dutchTitle
        country = later.country ?? country
        year = later.year ?? year
        institution = later.institution ?? institution
    }
}
