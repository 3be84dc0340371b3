// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

extension Post {
    /// One to several full dossiers, each with all that was known on its day; the last holds everything.
    ///
    /// Returns whether they become this person's: a dossier with the right number makes the others of the same dossier number so, too.
    @discardableResult
    func sendDossiers(_ life: Life, _ reporting: Reporting, _ chance: inout Chance) throws -> Bool {
        let days = snapshotDays(life)
        guard !days.isEmpty else { return reporting.dossierIsUsable }
        let usable = reporting.dossierIsUsable && !(days.count == 1 && reporting.firstDossier != nil)
        let outcome: Outcome = usable ? .accepted : .inReview
        if !usable { ledger.provisional(.inburgering, life.person.dossierNumber) }
        let writer = DossierWriter()
        // Without a dossier number the earlier version ties nothing to a number that is wrong: such people are known in the present one.
        let share = plan.rates.earlierDossiers
        let canBeEarlier = life.manager == .atlas && reporting.dossierIsUsable && reporting.firstDossier == nil
        let version: DossierWriter.Version = canBeEarlier && (share >= 1 || chance.happens(share)) ? .earlier : .current
        // A late dossier: the second last arrives after the last.
        let late = days.count > 2 && chance.happens(plan.rates.late) ? days.count - 2 : nil
        for (part, day) in days.enumerated() {
            let number = part == 0 ? reporting.firstDossier ?? reporting.dossier : reporting.dossier
            let at = Instant(
                brussels: day, hour: chance.whole(6...20), minute: chance.whole(0...59), second: chance.whole(0...59), millisecond: part)
            let snapshot = DossierWriter.Snapshot(at: at, reference: chance.uuid(), number: number, version: version)
            let arriving = part == late ? days[days.count - 1].adding(days: 3) : day
            try deliver(writer.document(life, snapshot), .inburgering, "kbi", life.person.index, part, arriving: arriving, outcome, &chance)
            if chance.happens(plan.rates.reusedReference) {
                var changed = snapshot
                changed.version = .current
                let other = writer.document(life, changed, phone: "0470000000")
                try deliver(
                    other, .inburgering, "kbi", life.person.index, part + 50, arriving: arriving.adding(days: 12), .quarantined, &chance)
            }
        }
        guard chance.happens(plan.rates.malformed) else { return usable }
        let at = Instant(brussels: days[0], hour: 5)
        let broken = writer.document(life, DossierWriter.Snapshot(at: at, reference: chance.uuid(), number: reporting.dossier), stray: true)
        try deliver(broken, .inburgering, "kbi", life.person.index, 99, arriving: days[0], .quarantined, &chance)
        return usable
    }

    private func snapshotDays(_ life: Life) -> [LocalDate] {
        guard let determined = life.determinedOn else { return [] }
        var days: Set<LocalDate> = [determined]
        if let path = life.path {
            days.insert(path.begin)
            if let contract = path.contract {
                days.insert(contract.signedOn)
                for suspension in contract.suspensions { days.insert(suspension.begin) }
                let half = contract.signedOn.adding(days: 180)
                if half <= plan.to { days.insert(half) }
            }
            for component in path.components { if let decided = component.decidedOn { days.insert(decided) } }
            if let closed = path.closedOn { days.insert(closed) }
            days.formUnion(path.attests.map(\.issuedOn))
            days.formUnion(path.tests.filter(\.isB1).map(\.takenOn))
        }
        let sorted = days.sorted()
        // Too many dossiers a few days apart say nothing new: the first, the contract's, the last and what lies a month apart.
        var kept: [LocalDate] = []
        for day in sorted
        where kept.isEmpty || day == sorted[sorted.count - 1] || day == life.path?.contract?.signedOn
            || kept[kept.count - 1].days(to: day) >= 30
        {
            kept.append(day)
        }
        return kept
    }
}
