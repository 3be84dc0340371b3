// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

extension Post {
    /// Mutations for the feed: some twice, some later than their date says, some under a reference already used.
    func sendMutations(_ life: Life, _ reporting: Reporting, _ chance: inout Chance) throws {
        let all = MutationWriter().mutations(life, reporting.feed, until: plan.to, &chance)
        guard !all.isEmpty else { return }
        let outcome: Outcome = reporting.feedIsUsable ? .accepted : .inReview
        if !reporting.feedIsUsable { ledger.provisional(.vdab, life.person.customerNumber) }
        for mutation in all {
            let late = chance.happens(plan.rates.late) ? chance.whole(1...40) : 0
            let place = try put(mutation, late: late)
            ledger.count(.vdab, outcome)
            if chance.happens(plan.rates.duplicate) {
                repeatMutation(place, at: mutation.modifiedAt.adding(milliseconds: Int64(late + chance.whole(0...3)) * 86_400_000))
                ledger.countDuplicate(.vdab)
            }
        }
        if chance.happens(plan.rates.reusedReference) { try reuse(all[0], late: 60) }
        if chance.happens(plan.rates.malformed) { try sendMalformed(life, at: all[0].modifiedAt) }
    }

    /// The same reference with one field more: a conflict, to be set aside.
    private func reuse(_ mutation: MutationWriter.Mutation, late days: Int) throws {
        let extra = Array(",\"toeleidingsId\":\"TOE-9\"".utf8)
        let other = MutationWriter.Mutation(id: mutation.id, modifiedAt: mutation.modifiedAt, open: mutation.open + extra)
        _ = try put(other, late: days)
        ledger.count(.vdab, .quarantined)
    }

    /// A flag that is no boolean: no contract lets it through.
    private func sendMalformed(_ life: Life, at: Instant) throws {
        var text = JSONText()
        let id = "FOUT-" + Digits.padded(life.person.index, 7)
        for (key, value) in [("soort", "UITNODIGING"), ("id", id), ("klantnummer", life.person.customerNumber)] { text.add(key, value) }
        text.add("registratieTijdstip", at.description)
        text.add("datumModificatie", at.description)
        text.add("annulatie", "misschien")
        _ = try put(MutationWriter.Mutation(id: id, modifiedAt: at, open: text.bytes))
        ledger.count(.vdab, .quarantined)
    }

    /// Dimona: every job of the person in one answer, and once more after a declaration was cancelled.
    func sendWork(_ life: Life, _ reporting: Reporting, _ chance: inout Chance) throws {
        guard let last = life.jobs.map(\.start).max() else { return }
        var answers = [(min(last.adding(days: 5), plan.to), life.jobs)]
        if life.jobs.contains(where: \.annulled) {
            let before = life.jobs.map { job in
                var held = job
                held.annulled = false
                return held
            }
            answers = [(answers[0].0, before), (min(last.adding(days: 40), plan.to), life.jobs)]
        }
        for (part, answer) in answers.enumerated() {
            let at = Instant(brussels: answer.0, hour: 12 + part, minute: chance.whole(0...59))
            let bytes = WorkRelationWriter().document(answer.1, number: reporting.work, at: at, reference: chance.uuid())
            try deliver(bytes, .vdab, "dimona", life.person.index, part, arriving: answer.0, .accepted, &chance)
        }
    }
}
