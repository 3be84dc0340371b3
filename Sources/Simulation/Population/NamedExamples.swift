// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// The documented numbers that are no test numbers (domain §2.1), each with a story of its own.
///
/// Somebody whose BIS number became another and then a national one; somebody of whom only the birth year is known; a learner and an
/// applicant for recognition who have a BIS number and nothing else.
struct NamedExamples {
    let plan: SimulationPlan

    func send(through post: Post) throws {
        // Their stories take three months.
        guard plan.from.adding(days: 92) <= plan.to else { return }
        try sendChain(post)
        try sendYearOnly(post)
        try sendLearner(post)
        try sendApplicant(post)
    }

    /// 85273003371, then 85473003317, then 85073003328: dossier, feed and register each know another of the three.
    private func sendChain(_ post: Post) throws {
        guard let first = INSZ("85273003371"), let birth = PartialDate(year: 1985, month: 7, day: 30) else { return }
        let (middle, last) = ("85473003317", "85073003328")
        var chance = Chance(seed: plan.seed, index: 0, purpose: 4)
        let person = newcomer(0, first, birth, name: "Œstrovski", group: .obliged)
        var life = Life(person: person)
        let signed = plan.from.adding(days: 30)
        life.determinedOn = plan.from.adding(days: 10)
        life.path = Life.Path(type: "TT_IBVP", begin: plan.from.adding(days: 20), contract: Life.Agreement(type: "IC07G", signedOn: signed))
        life.registrations = [registration(person, on: signed.adding(days: 40))]
        var reporting = Reporting(number: middle)
        reporting.firstDossier = first.digits
        reporting.feed = .known(middle)
        reporting.work = last
        reporting.replaced = [first.digits, middle]
        try post.sendDossiers(life, reporting, &chance)
        try post.sendMutations(life, reporting, &chance)
        for (old, new, day) in [(first.digits, middle, signed.adding(days: 5)), (middle, last, signed.adding(days: 50))] {
            try post.send(resident: person, number: new, old: old, on: day, mutation: "W")
        }
        let told = signed.adding(days: 55)
        let answer = PersonAnswerWriter().document(
            life, number: middle, replacedBy: last, at: Instant(brussels: told, hour: 9), reference: chance.uuid())
        try post.deliver(answer, .lokaal, "persoon", person.index, 0, arriving: told, .accepted, &chance)
        try post.close(life, reporting)
    }

    /// 85400003392: a BIS number that holds a year and no more; the files write 00 for day and month.
    private func sendYearOnly(_ post: Post) throws {
        guard let insz = INSZ("85400003392"), let birth = PartialDate(year: 1985) else { return }
        var chance = Chance(seed: plan.seed, index: 1, purpose: 4)
        var life = Life(person: newcomer(1, insz, birth, name: "Sutarno", group: .undetermined, given: []))
        life.determinedOn = plan.from.adding(days: 15)
        let reporting = Reporting(number: insz.digits)
        try post.sendDossiers(life, reporting, &chance)
        try post.send(resident: life.person, number: insz.digits, on: plan.from, mutation: "N")
        try post.close(life, reporting)
    }

    /// 98472899765: learns Dutch and looks for work.
    private func sendLearner(_ post: Post) throws {
        guard let insz = INSZ("98472899765"), let birth = PartialDate(year: 1998, month: 7, day: 28) else { return }
        var chance = Chance(seed: plan.seed, index: 2, purpose: 4)
        let person = newcomer(2, insz, birth, name: "Žarašev", group: .entitled)
        var life = Life(person: person)
        life.lessons = [
            Life.Lesson(
                reference: chance.uuid(), centre: Centre.all[0], module: 0, enrolledOn: plan.from.adding(days: 40), result: nil,
                unenrolledOn: nil)
        ]
        life.registrations = [registration(person, on: plan.from.adding(days: 60))]
        let reporting = Reporting(number: insz.digits)
        try post.sendHistory(life, reporting, &chance)
        try post.sendMutations(life, reporting, &chance)
        try post.close(life, reporting)
    }

    /// 01490700185: asks for a diploma to be recognised.
    private func sendApplicant(_ post: Post) throws {
        guard let insz = INSZ("01490700185"), let birth = PartialDate(year: 2001, month: 9, day: 7) else { return }
        var chance = Chance(seed: plan.seed, index: 3, purpose: 4)
        var life = Life(person: newcomer(3, insz, birth, name: "Qasmi", group: .entitled))
        life.recognitions = [
            Life.Recognition(
                reference: chance.uuid(), mutationReference: chance.uuid(), decidedOn: plan.from.adding(days: 70),
                diplomaYear: plan.from.year - 1, subject: 0)
        ]
        let reporting = Reporting(number: insz.digits)
        try post.sendDecisions(life, reporting, &chance)
        try post.send(resident: life.person, number: insz.digits, on: plan.from, mutation: "N")
        try post.close(life, reporting)
    }

    private func newcomer(
        _ place: Int, _ insz: INSZ, _ birth: PartialDate, name: String, group: Newcomer.Group, given: [String] = ["Voorbeeld"]
    ) -> Newcomer {
        let stay = Newcomer.Stay(town: Town.all[1 + place], from: plan.from, street: "Kerkstraat", number: 5 + place)
        return Newcomer(
            index: plan.persons + place, insz: insz, birth: birth, female: false, familyName: name, givenNames: given,
            origin: Origin.all[2 + place], group: group, arrivedOn: plan.from, stays: [stay])
    }

    private func registration(_ person: Newcomer, on day: LocalDate) -> Life.Registration {
        Life.Registration(number: person.index * 10 + 1, at: Instant(brussels: day, hour: 10), channel: "CONTACT", perspective: true)
    }
}
