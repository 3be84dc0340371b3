// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

extension Post {
    /// A row in each municipality of residence; half of the municipalities write the number with dots.
    ///
    /// A number that is missing is missing in the first municipality only: the next one has looked it up.
    func sendResidence(_ life: Life, _ reporting: Reporting, _ chance: inout Chance) throws {
        let person = life.person
        let nameKey = "\(person.familyName)|\(person.givenNames.joined(separator: " "))|\(PartialText.belgian(person.birth))"
        for (place, stay) in person.stays.enumerated() where stay.from <= plan.to {
            let fileDay = MunicipalRows.fileDay(of: stay.from, last: plan.to)
            let nis = stay.town.nis(on: fileDay)
            var number = reporting.resident
            if number.isEmpty, place > 0 || ledger.isProvisional(.lokaal, nameKey) { number = person.insz.digits }
            let isUsable = INSZ(number) != nil
            let writesDots = (Digits.value(nis) ?? 0) % 2 == 0
            let row = MunicipalRows(nis: nis).resident(
                person, stay, number: writesDots ? MunicipalRows.dotted(number) : number, fileDay: fileDay, mutation: "N")
            try put(row: row, .residents, nis: nis, fileDay: fileDay)
            ledger.count(.lokaal, isUsable ? .accepted : .inReview)
            if !isUsable { ledger.provisional(.lokaal, number.isEmpty ? nameKey : number) }
            if place > 0 { try sendMove(person, from: person.stays[place - 1], to: stay, fileDay: fileDay) }
        }
        try sendMistake(person, &chance)
    }

    /// Half of the municipalities that somebody leaves tell of it; within a municipality that merged meanwhile there is nothing to tell.
    private func sendMove(_ person: Newcomer, from old: Newcomer.Stay, to new: Newcomer.Stay, fileDay: LocalDate) throws {
        let nis = old.town.nis(on: fileDay)
        guard person.index % 2 == 0, nis != new.town.nis(on: fileDay) else { return }
        try put(row: MunicipalRows(nis: nis).move(person, from: old, to: new, fileDay: fileDay), .moves, nis: nis, fileDay: fileDay)
        ledger.count(.lokaal, .accepted)
    }

    /// Registered in a municipality where the person never lived, and taken back a month later: it never held.
    private func sendMistake(_ person: Newcomer, _ chance: inout Chance) throws {
        guard !person.isBrussels, chance.happens(plan.rates.annulled / 3) else { return }
        let wrong = chance.pick(Town.flemish)
        guard wrong.nis != person.stays[0].town.nis, wrong.successor == nil, person.arrivedOn.adding(days: 30) <= plan.to else { return }
        let stay = Newcomer.Stay(town: wrong, from: person.arrivedOn, street: "Marktplein", number: 1)
        try send(resident: person, in: stay, number: person.insz.digits, on: person.arrivedOn, mutation: "N")
        try send(resident: person, in: stay, number: person.insz.digits, on: person.arrivedOn.adding(days: 30), mutation: "A")
    }

    /// One row that is accepted, in the file of the quarter in which it was written.
    func send(
        resident person: Newcomer, in stay: Newcomer.Stay? = nil, number: String, old: String = "", on day: LocalDate, mutation: String
    ) throws {
        let stay = stay ?? person.stays[0]
        let fileDay = MunicipalRows.fileDay(of: day, last: plan.to)
        let nis = stay.town.nis(on: fileDay)
        let row = MunicipalRows(nis: nis).resident(person, stay, number: number, old: old, fileDay: fileDay, mutation: mutation)
        try put(row: row, .residents, nis: nis, fileDay: fileDay)
        ledger.count(.lokaal, .accepted)
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
                MunicipalRows(nis: nis).participation(activity, id: id, number: number, done: hasProof, mutation: mutation)
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
                    row: MunicipalRows(nis: nis).participation(activity, id: id + "X", number: number, done: false, mutation: "Q"),
                    .participation,
                    nis: nis, fileDay: planned)
                ledger.count(.lokaal, .quarantined)
            }
        }
    }

    /// The register's own answer: always for who died or was struck off, for some others too.
    func sendPersonAnswer(_ life: Life, _ chance: inout Chance) throws {
        guard life.endedOn != nil || chance.happens(0.02) else { return }
        // A striking off carries no date of its own in what is kept: it is told on the day itself.
        let told = life.endedOn.map { life.wasStruckOff ? $0 : $0.adding(days: 6) }
        let day = min(told ?? life.person.stays[life.person.stays.count - 1].from.adding(days: 6), plan.to)
        let at = Instant(brussels: day, hour: 8, minute: chance.whole(0...59))
        let bytes = PersonAnswerWriter().document(life, number: life.person.insz.digits, at: at, reference: chance.uuid())
        try deliver(bytes, .lokaal, "persoon", life.person.index, 0, arriving: day, .accepted, &chance)
    }
}
