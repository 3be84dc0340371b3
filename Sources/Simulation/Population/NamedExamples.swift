// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// The documented numbers that are no test numbers (domain §2.1): a BIS number that becomes another and then a national one.
struct NamedExamples {
    let plan: SimulationPlan

    func send(through post: Post) throws {
        try sendChain(post)
    }

    /// 85273003371, then 85473003317, then 85073003328: dossier, feed and register each know another of the three.
    private func sendChain(_ post: Post) throws {
        guard let first = INSZ("85273003371"), let birth = PartialDate(year: 1985, month: 7, day: 30) else { return }
        let (middle, last) = ("85473003317", "85073003328")
        var chance = Chance(seed: plan.seed, index: plan.persons, purpose: 4)
        let town = Town.all[1]
        let stay = Newcomer.Stay(town: town, from: plan.from, street: "Kerkstraat", number: 5)
        let person = Newcomer(
            index: plan.persons, insz: first, birth: birth, female: false, familyName: "Œstrovski", givenNames: ["Voorbeeld"],
            origin: Origin.all[2], group: .obliged, arrivedOn: plan.from, stays: [stay])
        var life = Life(person: person)
        let signed = plan.from.adding(days: 30)
        guard signed.adding(days: 60) <= plan.to else { return }
        life.determinedOn = plan.from.adding(days: 10)
        life.path = Life.Path(type: "TT_IBVP", begin: plan.from.adding(days: 20), contract: Life.Agreement(type: "IC07G", signedOn: signed))
        life.registrations = [
            Life.Registration(
                number: plan.persons * 10 + 1, at: Instant(brussels: signed.adding(days: 40), hour: 10), channel: "CONTACT",
                perspective: true)
        ]
        var reporting = Reporting(number: first.digits)
        reporting.feed = .known(middle)
        reporting.naric = last
        reporting.work = last
        reporting.education = last
        reporting.replaced = [first.digits, middle]
        try post.sendDossiers(life, reporting, &chance)
        try post.sendMutations(life, reporting, &chance)
        for (old, new, day) in [(first.digits, middle, signed.adding(days: 5)), (middle, last, signed.adding(days: 50))] {
            let fileDay = MunicipalRows.fileDay(of: day, last: plan.to)
            let row = MunicipalRows().resident(person, stay, number: new, old: old, fileDay: fileDay, mutation: "W")
            try post.put(row: row, .residents, nis: town.nis(on: fileDay), fileDay: fileDay)
            post.ledger.count(.lokaal, .accepted)
        }
        let answer = PersonAnswerWriter().document(
            life, number: middle, replacedBy: last, at: Instant(brussels: signed.adding(days: 55), hour: 9), reference: chance.uuid())
        try post.deliver(answer, .lokaal, "persoon", person.index, 0, arriving: signed.adding(days: 55), .accepted, &chance)
        post.ledger.close(life, reporting)
    }
}
