// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

extension Post {
    /// Histories of enrolments, an early and a late one, and a certificate for who passed everything.
    func sendHistory(_ life: Life, _ reporting: Reporting, _ chance: inout Chance) throws {
        let begins = life.lessons.map(\.enrolledOn) + [life.schooling?.begin].compactMap(\.self)
        guard let first = begins.min(), let last = begins.max() else { return }
        let days = Set([min(first.adding(days: 14), plan.to), min(last.adding(days: 150), plan.to)]).sorted()
        let outcome: Outcome = reporting.education == nil ? .inReview : .accepted
        for (part, day) in days.enumerated() {
            let reference = chance.uuid()
            let at = Instant(brussels: day, hour: 6, minute: chance.whole(0...59), second: chance.whole(0...59), millisecond: part)
            if let number = reporting.education { try ask(reference, number) } else { ledger.provisional(.onderwijs, reference) }
            let bytes = EducationWriter().history(life, at: at, reference: reference)
            try deliver(bytes, .onderwijs, "historiek", life.person.index, part, arriving: day, outcome, &chance)
        }
        try sendCertificate(life, reporting, &chance)
    }

    private func sendCertificate(_ life: Life, _ reporting: Reporting, _ chance: inout Chance) throws {
        guard let number = reporting.education, let lesson = life.lessons.last, lesson.result == "GESLAAGD", chance.happens(0.4) else {
            return
        }
        let issued = lesson.enrolledOn.adding(days: 120)
        let reference = chance.uuid()
        let at = Instant(brussels: issued, hour: 7, minute: chance.whole(0...59))
        let proof = ProofWriter.Proof(
            reference: chance.uuid(), mutationReference: chance.uuid(), supplier: "Volwassenenonderwijs", type: "Certificaat",
            category: "Secundair volwassenenonderwijs", modifiedAt: at, issued: PartialDate(issued),
            title: "Certificaat Nederlands tweede taal",
            subject: 4, cancelled: false)
        let bytes = ProofWriter().document([proof], number: number, at: at, reference: reference)
        try deliver(bytes, .onderwijs, "bewijs", life.person.index, 0, arriving: issued, .accepted, &chance)
    }

    /// What NARIC tells of applications, in one file of events; whose number NARIC has wrong, has none here.
    func sendApplications(_ life: Life, _ reporting: Reporting) throws {
        for application in life.applications where reporting.naricIsUsable {
            for event in ApplicationWriter().events(life, application) {
                try put(event: event)
                ledger.count(.naric, .accepted)
            }
        }
    }

    /// Recognition decisions; an annulled one is sent first as registered, then as cancelled.
    func sendDecisions(_ life: Life, _ reporting: Reporting, _ chance: inout Chance) throws {
        guard let day = life.recognitions.first?.decidedOn else { return }
        let outcome: Outcome = reporting.naricIsUsable ? .accepted : .inReview
        if !reporting.naricIsUsable { ledger.provisional(.naric, reporting.naric) }
        let cancelledOn = min(day.adding(days: 60), plan.to)
        let isAnnulled = life.recognitions.contains(where: \.annulled)
        let sendings = isAnnulled ? [day, cancelledOn] : [day]
        for (part, on) in sendings.enumerated() {
            let at = Instant(brussels: on, hour: 9 + part, minute: chance.whole(0...59))
            let proofs = life.recognitions.map { recognition in
                ProofWriter.Proof(
                    reference: recognition.reference, mutationReference: part == 0 ? recognition.mutationReference : chance.uuid(),
                    supplier: "NARIC Vlaanderen", type: "Gelijkwaardigheid", category: "Hoger onderwijs", modifiedAt: at,
                    issued: PartialDate(year: recognition.decidedOn.year) ?? .unknown, title: "Niet beschikbaar",
                    subject: recognition.subject, cancelled: part == 1 && recognition.annulled)
            }
            let bytes = ProofWriter().document(proofs, number: reporting.naric, at: at, reference: chance.uuid())
            try deliver(bytes, .naric, "bewijs", life.person.index, part, arriving: on, outcome, &chance)
        }
    }
}
