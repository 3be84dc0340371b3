// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// A person who arrives: who they are and where they live, before anything happens to them.
struct Newcomer: Sendable {
    enum Group: Sendable { case obliged, entitled, undetermined, minor }
    struct Stay: Sendable {
        let town: Town
        let from: LocalDate
        let street: String
        let number: Int
    }

    let index: Int
    let insz: INSZ
    let birth: PartialDate
    let female: Bool
    let familyName: String
    /// Empty for somebody with only one name.
    let givenNames: [String]
    let origin: Origin
    let group: Group
    let arrivedOn: LocalDate
    /// In order, each until the next.
    let stays: [Stay]

    func stay(on day: LocalDate) -> Stay { stays.last { $0.from <= day } ?? stays[0] }
    /// Letter and seven digits, as the dossier system numbers people.
    var dossierNumber: String { "K" + Digits.padded(1_000_000 + index, 7) }
    var customerNumber: String { Digits.padded(5_000_000 + index * 7 + 3, 8) }
    var isBrussels: Bool { stays[0].town.isBrussels }
    func age(on day: LocalDate) -> Int {
        guard let born = birth.earliest else { return 30 }
        let (now, then) = (day.parts, born.parts)
        return now.year - then.year - ((now.month, now.day) < (then.month, then.day) ? 1 : 0)
    }
}

/// Draws newcomers one by one; holds only which test numbers are given out.
struct Population {
    let plan: SimulationPlan
    private var taken: [Int32: (men: Int, women: Int)] = [:]

    init(_ plan: SimulationPlan) { self.plan = plan }

    mutating func newcomer(_ index: Int) -> Newcomer {
        var chance = Chance(seed: plan.seed, index: index, purpose: 1)
        let origin = chance.pick(weighted: Origin.all.map { ($0, $0.share) })
        let span = plan.from.days(to: plan.to)
        let arrived = plan.from.adding(days: chance.whole(0...max(0, span - 1)))
        let minor = chance.happens(plan.rates.minor)
        let age =
            minor
            ? chance.whole(12...17)
            : chance.pick(weighted: [
                (chance.whole(18...24), 24), (chance.whole(25...39), 52), (chance.whole(40...64), 22), (chance.whole(65...80), 2),
            ])
        let female = chance.happens(0.49)
        let (birth, insz) = identity(bornIn: arrived.year - age - 1, female: female, &chance)
        let group: Newcomer.Group = minor ? .minor : chance.pick(weighted: [(.obliged, 19), (.entitled, 75), (.undetermined, 6)])
        var family = origin.names.family(&chance)
        if chance.happens(0.008) { family = longName(family, origin, &chance) }
        let given = origin.names.given(&chance, female: female)
        var givenNames = given.isEmpty ? [] : [given]
        if !given.isEmpty, chance.happens(0.2) { givenNames.append(origin.names.given(&chance, female: female)) }
        if chance.happens(0.004) { givenNames = [] }
        return Newcomer(
            index: index, insz: insz, birth: birth, female: female, familyName: family, givenNames: givenNames, origin: origin,
            group: group, arrivedOn: arrived, stays: stays(from: arrived, &chance))
    }

    /// A birth date and the next free test number of it; a full birth date is passed over for the next day.
    private mutating func identity(bornIn year: Int, female: Bool, _ chance: inout Chance) -> (PartialDate, INSZ) {
        var day = LocalDate(year: year, month: 1, day: 1) ?? plan.from
        if !chance.happens(plan.rates.bornOnFirstOfJanuary) { day = day.adding(days: chance.whole(0...364)) }
        let unknown = chance.happens(plan.rates.unknownBirthDay) ? chance.whole(1...2) : 0
        var tries = 0
        while tries < 400 {
            let parts = day.parts
            let birth =
                unknown == 0 || tries > 0
                ? PartialDate(day) : PartialDate(year: parts.year, month: unknown == 1 ? parts.month : nil) ?? PartialDate(day)
            let key = Int32(parts.year * 10_000 + (birth.month ?? 0) * 100 + (birth.day ?? 0))
            var used = taken[key] ?? (0, 0)
            let place = female ? used.women : used.men
            if place < 490, let insz = INSZ.test(birth: birth, sequence: place * 2 + (female ? 2 : 1)) {
                if female { used.women += 1 } else { used.men += 1 }
                taken[key] = used
                return (birth, insz)
            }
            tries += 1
            day = day.adding(days: 1)
        }
        preconditionFailure("more newcomers than test numbers")
    }

    private func longName(_ family: String, _ origin: Origin, _ chance: inout Chance) -> String {
        var name = family
        while name.count <= 48 { name += " " + origin.names.family(&chance) }
        return name
    }

    private func stays(from arrived: LocalDate, _ chance: inout Chance) -> [Newcomer.Stay] {
        let first = chance.pick(weighted: Town.all.map { ($0, $0.weight) })
        var stays = [stay(first, arrived, &chance)]
        // Nobody moves across the border of Brussels here: the obligation would change on the way.
        if !first.isBrussels, chance.happens(plan.rates.moves) {
            let next = chance.pick(weighted: Town.flemish.map { ($0, $0.weight) })
            let moved = arrived.adding(days: chance.whole(60...900))
            if next.nis != first.nis, moved <= plan.to { stays.append(stay(next, moved, &chance)) }
        }
        return stays
    }

    private func stay(_ town: Town, _ day: LocalDate, _ chance: inout Chance) -> Newcomer.Stay {
        let street = chance.pick([
            "Stationsstraat", "Kerkstraat", "Molenweg", "Lindelaan", "Nieuwstraat", "Schoolstraat", "Ringlaan", "Œillettenstraat",
        ])
        return Newcomer.Stay(town: town, from: day, street: street, number: chance.whole(1...240))
    }
}
