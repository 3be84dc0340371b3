// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

extension Post {
    /// A row in each municipality of residence; half of the municipalities write the number with dots.
    func sendResidence(_ life: Life, _ reporting: Reporting, _ chance: inout Chance) throws {
        let person = life.person
        let writer = MunicipalRows()
        for stay in person.stays where stay.from <= plan.to {
            let fileDay = MunicipalRows.fileDay(of: stay.from, last: plan.to)
            let nis = stay.town.nis(on: fileDay)
            let dotted = (Digits.value(nis) ?? 0) % 2 == 0
            let number = reporting.resident.isEmpty || !dotted ? reporting.resident : MunicipalRows.dotted(reporting.resident)
            let row = writer.resident(person, stay, number: number, fileDay: fileDay, mutation: "N")
            try put(row: row, .residents, nis: nis, fileDay: fileDay)
            ledger.count(.lokaal, reporting.residentIsUsable ? .accepted : .inReview)
            guard !reporting.residentIsUsable else { continue }
            let key =
                reporting.resident.isEmpty
                ? "\(person.familyName)|\(person.givenNames.joined(separator: " "))|\(PartialText.belgian(person.birth))"
                : reporting.resident
            ledger.provisional(.lokaal, key)
        }
    }

    /// Participation: planned first and done later, or at once; withdrawn now and then.
    func sendParticipation(_ life: Life, _ reporting: Reporting, _ chance: inout Chance) throws {
        for activity in life.activities {
            let town = life.person.stay(on: activity.begin).town
            let planned = MunicipalRows.fileDay(of: activity.begin, last: plan.to)
            let done = MunicipalRows.fileDay(of: activity.proofOn ?? activity.end, last: plan.to)
            let nis = town.nis(on: planned)
            let id = "A\(Digits.padded(life.person.index, 7))-\(activity.number)"
            let number = activity.lacksNumber ? "" : life.person.insz.digits
            let outcome: Outcome = activity.lacksNumber ? .inReview : .accepted
            if activity.lacksNumber { ledger.provisional(.lokaal, "\(nis)-\(id)") }
            let row = { (hasProof: Bool, mutation: String) in
                MunicipalRows().participation(activity, id: id, number: number, done: hasProof, mutation: mutation)
            }
            // A municipality that merged meanwhile goes on under its old number for what it began: the number is part of the activity's name.
            let together = done == planned || activity.proofOn == nil
            try put(row: row(together && activity.proofOn != nil, "N"), .participation, nis: nis, fileDay: planned)
            ledger.count(.lokaal, outcome)
            if !together {
                try put(row: row(true, "W"), .participation, nis: nis, fileDay: done)
                ledger.count(.lokaal, outcome)
            }
            if let withdrawn = activity.annulledOn {
                let fileDay = MunicipalRows.fileDay(of: max(withdrawn, activity.proofOn ?? withdrawn), last: plan.to)
                try put(row: row(activity.proofOn != nil, "A"), .participation, nis: nis, fileDay: fileDay)
                ledger.count(.lokaal, outcome)
            }
            if chance.happens(plan.rates.malformed) {
                try put(
                    row: MunicipalRows().participation(activity, id: id + "X", number: number, done: false, mutation: "Q"), .participation,
                    nis: nis, fileDay: planned)
                ledger.count(.lokaal, .quarantined)
            }
        }
    }

    /// The register's own answer: always for who died, for some others too.
    func sendPersonAnswer(_ life: Life, _ chance: inout Chance) throws {
        guard life.diedOn != nil || chance.happens(0.02) else { return }
        let day = min((life.diedOn ?? life.person.stays[life.person.stays.count - 1].from).adding(days: 6), plan.to)
        let at = Instant(brussels: day, hour: 8, minute: chance.whole(0...59))
        let bytes = PersonAnswerWriter().document(life, number: life.person.insz.digits, at: at, reference: chance.uuid())
        try deliver(bytes, .lokaal, "persoon", life.person.index, 0, arriving: day, .accepted, &chance)
    }
}
