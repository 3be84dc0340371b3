// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

extension Behaviour {
    /// After the attest some of the obliged sit for oral B1, a few of them again.
    func sitB1(_ life: inout Life) {
        guard life.person.group == .obliged, let attest = life.path?.attests.first(where: { $0.type.hasPrefix("AI023") }) else { return }
        var chance = Chance(seed: plan.seed, index: life.person.index, purpose: 5)
        guard chance.happens(0.55) else { return }
        var day = attest.issuedOn.adding(days: chance.whole(30...800))
        for _ in 0..<2 {
            guard day <= plan.to, life.endedOn.map({ day < $0 }) ?? true else { return }
            let passed = chance.happens(0.6)
            life.path?.tests.append(Life.Test(id: chance.uuid(), isNT2: true, takenOn: day, passed: passed, isB1: true))
            guard !passed, chance.happens(0.5) else { return }
            day = day.adding(days: chance.whole(60...150))
        }
    }

    /// Some apply to NARIC, which tells of the dossier event by event.
    func apply(_ life: inout Life) {
        guard life.person.group != .minor else { return }
        var chance = Chance(seed: plan.seed, index: life.person.index, purpose: 6)
        guard chance.happens(plan.rates.recognition / 2) else { return }
        let last = life.endedOn.map { min($0.adding(days: -1), plan.to) } ?? plan.to
        let received = life.person.arrivedOn.adding(days: chance.whole(20...500))
        guard received <= last else { return }
        let isSpecific = chance.happens(0.4)
        let complete = received.adding(days: chance.whole(0...90))
        let decided = complete.adding(days: isSpecific ? chance.whole(40...160) : chance.whole(15...90))
        life.applications.append(
            Life.Application(
                number: "ND-\(received.year)-\(Digits.padded(life.person.index, 7))", isSpecific: isSpecific, receivedOn: received,
                completeOn: complete <= last ? complete : nil, decidedOn: decided <= last ? decided : nil,
                outcome: chance.pick(weighted: [("TOEGEKEND", 60), ("LAGER_NIVEAU", 25), ("GEWEIGERD", 15)])))
    }
}
