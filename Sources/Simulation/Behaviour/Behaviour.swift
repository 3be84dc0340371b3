// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// Lives a newcomer's years: target group, contract, courses, tests, work, participation, diplomas.
struct Behaviour: Sendable {
    let plan: SimulationPlan

    func life(of person: Newcomer) -> Life {
        var chance = Chance(seed: plan.seed, index: person.index, purpose: 2)
        var life = Life(person: person)
        determine(&life, &chance)
        follow(&life, &chance)
        register(&life, &chance)
        work(&life, &chance)
        participate(&life, &chance)
        learn(&life, &chance)
        recognise(&life, &chance)
        end(&life, &chance)
        sitB1(&life)
        apply(&life)
        return life
    }

    /// The day, where it is not later than the last day reported.
    func reported(_ day: LocalDate) -> LocalDate? { day <= plan.to ? day : nil }

    private func determine(_ life: inout Life, _ chance: inout Chance) {
        life.determinedOn = reported(life.person.arrivedOn.adding(days: chance.whole(5...50)))
        guard let on = life.determinedOn, life.person.group == .obliged, chance.happens(plan.rates.wholeExemption) else { return }
        let (code, label) = chance.pick([
            ("ZIEKTE", "Ernstig ziek"), ("HANDICAP", "Mentale of fysieke handicap"), ("ANDERE", "Beslissing van de minister"),
        ])
        life.wholeExemption = Life.Exemption(from: on, code: code, label: label)
    }

    /// The trajectory with its contract, from the first day of a month now and then, and on month ends oftener than chance.
    private func follow(_ life: inout Life, _ chance: inout Chance) {
        let person = life.person
        guard let determined = life.determinedOn else { return }
        if person.group == .minor {
            if chance.happens(0.5) { life.path = Life.Path(type: "TT_IB-18", begin: determined) }
            return
        }
        let share =
            switch person.group {
            case .obliged: plan.rates.contractOfObliged
            case .entitled: plan.rates.contractOfEntitled
            default: 0.0
            }
        guard chance.happens(share) || life.wholeExemption != nil else { return }
        var signed = determined.adding(days: chance.whole(7...120))
        if chance.happens(0.06) {
            let parts = signed.parts
            signed = LocalDate(year: parts.year, month: parts.month, day: LocalDate.daysIn(month: parts.month, year: parts.year)) ?? signed
        }
        guard let begin = reported(signed.adding(days: -chance.whole(0...14))).map({ max($0, determined) }) else { return }
        let obliged = person.group == .obliged
        var path = Life.Path(type: person.isBrussels ? "TT_IBBXL" : obliged ? "TT_IBVP" : "TT_IBRH", begin: begin)
        if let signed = reported(signed) {
            path.contract = contract(signed, obliged: obliged, &chance)
            advance(&path, from: signed, &chance)
        }
        life.path = path
    }

    private func contract(_ signed: LocalDate, obliged: Bool, _ chance: inout Chance) -> Life.Agreement {
        let type = signed.year >= 2022 ? (obliged ? "IC07G22" : "IC09G22") : (obliged ? "IC07G" : "IC09G")
        var contract = Life.Agreement(type: type, signedOn: signed)
        guard chance.happens(plan.rates.suspension) else { return contract }
        // Wholly within the two months, or wholly after them: how a suspension on the edge counts is for the rule to say, not for us.
        let due = signed.adding(months: 2)
        let begin = signed.adding(days: chance.happens(0.6) ? chance.whole(3...20) : chance.whole(200...300))
        let first = Period(begin: begin, end: begin.adding(days: chance.whole(6...20)))
        contract.suspensions = [first].compactMap(\.self).filter { $0.begin <= plan.to }
        if let held = contract.suspensions.first, chance.happens(0.3),
            let overlapping = Period(begin: held.begin.adding(days: 3), end: held.end?.adding(days: 5)),
            overlapping.begin <= plan.to, overlapping.begin > due || (overlapping.end ?? due) <= due
        {
            contract.suspensions.append(overlapping)
        }
        return contract
    }

    /// Courses, tests, levels, components and, after one to two years, the attest.
    private func advance(_ path: inout Life.Path, from start: LocalDate, _ chance: inout Chance) {
        let components = [("TO_OB_MO", 30), ("TO_A2", 45), ("TO_OB_PT", 150)]
        let finishes = chance.happens(0.72)
        let finish = start.adding(days: chance.whole(365...730))
        var scores = Chance(seed: chance.next())
        addCourse(
            &path, nt2: false, from: start.adding(days: chance.whole(20...90)), lasting: 75, passed: finishes || scores.happens(0.4),
            &chance)
        for (step, level) in ["1.1", "1.2"].enumerated() {
            let begin = start.adding(days: chance.whole(30...80) + step * 150)
            addCourse(&path, nt2: true, from: begin, lasting: 130, level: level, passed: finishes || scores.happens(0.5), &chance)
        }
        for (type, after) in components {
            guard let begin = reported(start.adding(days: after)) else { continue }
            var component = Life.Component(type: type, begin: begin)
            if finishes, let decided = reported(finish.adding(days: -chance.whole(5...60))) {
                component.decision = type == "TO_OB_PT" ? "VO" : start.year >= 2022 ? "GESLAAGD" : "VO"
                component.decidedOn = max(decided, begin)
            }
            path.components.append(component)
        }
        if let tested = reported(finish.adding(days: -40)) {
            path.tests.append(Life.Test(id: chance.uuid(), isNT2: true, takenOn: tested, passed: finishes))
            path.tests.append(Life.Test(id: chance.uuid(), isNT2: false, takenOn: tested.adding(days: -30), passed: finishes))
            path.level = Life.Level(
                on: tested, oral: finishes ? chance.pick(["A2", "A2", "B1"]) : "A1",
                written: finishes ? chance.pick(["A1", "A2", "A2"]) : "A1")
        }
        guard let finish = reported(finish) else { return }
        path.closedOn = finish
        path.decision = finishes ? "JA_IB" : "NEE"
        if finishes {
            path.attests.append(Life.Attest(id: chance.uuid(), type: finish.year >= 2022 ? "AI023G22" : "AI023G", issuedOn: finish))
        } else if finish.year >= 2022, chance.happens(0.4) {
            path.attests.append(Life.Attest(id: chance.uuid(), type: "INS0722", issuedOn: finish))
        }
    }

    private func addCourse(
        _ path: inout Life.Path, nt2: Bool, from begin: LocalDate, lasting days: Int, level: String = "", passed: Bool,
        _ chance: inout Chance
    ) {
        let enrolled = begin.adding(days: -chance.whole(1...21))
        guard enrolled <= plan.to, let period = Period(begin: begin, end: begin.adding(days: days)) else { return }
        let done = begin.adding(days: days) <= plan.to
        path.courses.append(
            Life.Course(id: chance.uuid(), isNT2: nt2, period: period, enrolledOn: enrolled, level: level, passed: done ? passed : nil))
    }
}
