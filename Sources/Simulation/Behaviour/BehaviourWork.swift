// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

extension Behaviour {
    /// Registration with VDAB: within two months, late, never, before the start, or within an hour of midnight on the due day.
    func register(_ life: inout Life, _ chance: inout Chance) {
        let rates = plan.rates
        guard life.person.group != .minor, !life.person.isBrussels, life.wholeExemption == nil else { return }
        guard let start = life.path?.contract?.signedOn else {
            guard chance.happens(rates.registrationWithoutTrajectory) else { return }
            addRegistration(&life, atHour(life.person.arrivedOn.adding(days: chance.whole(30...400)), &chance), &chance)
            return
        }
        let due = start.adding(months: 2)
        let draw = chance.fraction()
        let at: Instant
        if chance.happens(rates.registeredAtMidnight) {
            at =
                chance.happens(0.5)
                ? Instant(brussels: due, hour: 23, minute: chance.whole(5...59), second: 30)
                : Instant(brussels: due.adding(days: 1), hour: 0, minute: chance.whole(0...55), second: 1)
        } else if draw < rates.registeredBeforeStart {
            at = atHour(max(start.adding(days: -chance.whole(1...60)), life.person.arrivedOn), &chance)
        } else if draw < rates.registeredBeforeStart + rates.registeredInTime {
            at = atHour(start.adding(days: chance.whole(0...start.days(to: due))), &chance)
        } else if draw < rates.registeredBeforeStart + rates.registeredInTime + rates.registeredLate {
            at = atHour(due.adding(days: chance.whole(1...200)), &chance)
        } else {
            return
        }
        if chance.happens(rates.annulled) {
            addRegistration(&life, at, &chance, annulledAfter: chance.whole(1...20))
            if chance.happens(0.5) { addRegistration(&life, at.adding(milliseconds: 30 * 86_400_000), &chance) }
        } else {
            addRegistration(&life, at, &chance)
        }
    }

    private func atHour(_ day: LocalDate, _ chance: inout Chance) -> Instant {
        Instant(
            brussels: day, hour: chance.whole(8...17), minute: chance.whole(0...59), second: chance.whole(0...59),
            millisecond: chance.whole(0...999))
    }

    private func addRegistration(_ life: inout Life, _ at: Instant, _ chance: inout Chance, annulledAfter days: Int? = nil) {
        guard at.brusselsDate <= plan.to, at.utcDate <= plan.to else { return }
        var registration = Life.Registration(
            number: life.person.index * 10 + life.registrations.count + 1, at: at,
            channel: chance.pick(["ONLINE", "CONTACT", "TOELEIDING"]),
            perspective: chance.happens(0.8))
        if let days {
            let annulled = at.adding(milliseconds: Int64(days) * 86_400_000)
            if annulled.utcDate <= plan.to, annulled.brusselsDate <= plan.to { registration.annulledAt = annulled }
        } else if chance.happens(0.35) {
            registration.recategorisedOn = reported(at.brusselsDate.adding(days: chance.whole(40...400)))
        }
        life.registrations.append(registration)
    }

    /// Training and work after registration, and work without it.
    func work(_ life: inout Life, _ chance: inout Chance) {
        guard life.person.group != .minor else { return }
        if let registered = life.registrations.first(where: \.isHeld)?.at.brusselsDate {
            if chance.happens(0.45) {
                train(&life, from: registered.adding(days: chance.whole(20...260)), nt2: chance.happens(0.25), &chance)
            }
            if chance.happens(0.12) { train(&life, from: registered.adding(days: chance.whole(300...600)), nt2: false, &chance) }
            if chance.happens(0.55) { hire(&life, on: registered.adding(days: chance.whole(40...500)), &chance) }
            if chance.happens(0.30), let last = life.registrations.indices.last, let job = life.jobs.last, life.registrations[last].isHeld {
                let earliest = max(registered, life.path?.contract?.signedOn ?? registered).adding(days: 1)
                life.registrations[last].endedOn = reported(max(job.start, earliest))
            }
        }
        if chance.happens(life.person.origin.isEU ? 0.5 : 0.25) {
            hire(&life, on: life.person.arrivedOn.adding(days: chance.whole(20...900)), &chance)
        }
    }

    private func train(_ life: inout Life, from start: LocalDate, nt2: Bool, _ chance: inout Chance) {
        guard start <= plan.to else { return }
        let end = start.adding(days: chance.whole(30...180))
        let outcome = end <= plan.to ? (chance.happens(0.8) ? "GESLAAGD" : "NIET_GESLAAGD") : nil
        life.trainings.append(
            Life.Training(
                number: life.person.index * 10 + life.trainings.count + 1, isNT2: nt2, start: start, end: end, outcome: outcome,
                annulled: chance.happens(plan.rates.annulled) && end <= plan.to))
    }

    private func hire(_ life: inout Life, on start: LocalDate, _ chance: inout Chance) {
        guard start <= plan.to else { return }
        let end = chance.happens(0.6) ? start.adding(days: chance.whole(20...700)) : nil
        life.jobs.append(
            Life.Job(
                number: life.person.index * 10 + life.jobs.count + 1, employer: Self.employer(chance.whole(0...199)), start: start,
                end: end, annulled: chance.happens(plan.rates.annulled)))
    }

    /// A KBO number with right check digits in a range that is not given out (0990…).
    private static func employer(_ index: Int) -> String {
        let first = 9_901_000 + index
        return "0" + Digits.padded(first, 7) + Digits.padded(97 - first % 97, 2)
    }

    /// The fourth pillar: up to forty hours with a buddy, as a trainee or as a volunteer.
    func participate(_ life: inout Life, _ chance: inout Chance) {
        guard let start = life.path?.contract?.signedOn, !life.person.isBrussels, chance.happens(0.65) else { return }
        var quarters = 0
        var begin = start.adding(days: chance.whole(60...300))
        while quarters < 160, life.activities.count < 6 {
            let length = chance.whole(8...64)
            let end = begin.adding(days: chance.whole(1...60))
            guard begin <= plan.to else { return }
            let proof = chance.happens(0.85) ? reported(end.adding(days: chance.whole(0...20))) : nil
            var activity = Life.Activity(
                number: life.activities.count + 1,
                form: chance.pick(weighted: [("BUDDY", 40), ("VRIJWILLIGERSWERK", 35), ("STAGE", 20), ("ANDERE", 5)]),
                organiser: chance.pick(["Buurthuis De Brug", "Sportclub Œdelweiss", "vzw Samen Šterk", "Repair Café", "Stadsbibliotheek"]),
                begin: begin, end: end, quarters: length, proofOn: proof)
            if chance.happens(plan.rates.annulled) { activity.annulledOn = reported(end.adding(days: chance.whole(30...120))) }
            activity.lacksNumber = chance.happens(plan.rates.missingNumberAtMunicipality / 2)
            life.activities.append(activity)
            quarters += length
            begin = end.adding(days: chance.whole(5...60))
        }
    }

    /// Dutch at a centre, with a trajectory or without one; school for minors; a few go on to higher education.
    func learn(_ life: inout Life, _ chance: inout Chance) {
        let person = life.person
        if person.group == .minor {
            var begin = person.arrivedOn.adding(days: chance.whole(10...60))
            if [7, 8].contains(begin.parts.month) { begin = LocalDate(year: begin.year, month: 9, day: 1) ?? begin }
            if begin <= plan.to {
                life.schooling = Life.Schooling(
                    reference: chance.uuid(), year: begin.parts.month >= 9 ? begin.year : begin.year - 1, begin: begin, isHigher: false)
            }
            return
        }
        let wanted = life.path?.contract != nil ? 0.85 : 0.35
        guard person.origin.iso != "NLD", chance.happens(wanted) else { return }
        var begin = (life.path?.contract?.signedOn ?? person.arrivedOn).adding(days: chance.whole(15...90))
        let centre = chance.pick(Centre.all)
        for module in 0..<chance.whole(1...4) {
            guard begin <= plan.to else { break }
            let finished = begin.adding(days: 120) <= plan.to
            let left = finished && chance.happens(0.08)
            let result = finished && !left ? (chance.happens(0.78) ? "GESLAAGD" : "NIET_GESLAAGD") : nil
            life.lessons.append(
                Life.Lesson(
                    reference: chance.uuid(), centre: centre, module: module, enrolledOn: begin, result: result,
                    unenrolledOn: left ? begin.adding(days: 40) : nil))
            begin = begin.adding(days: chance.whole(125...200))
        }
        if chance.happens(0.03) {
            let begin = LocalDate(year: person.arrivedOn.year + 1, month: 9, day: 20) ?? plan.to
            if begin <= plan.to {
                life.schooling = Life.Schooling(reference: chance.uuid(), year: begin.year, begin: begin, isHigher: true)
            }
        }
    }

    /// A foreign diploma and what NARIC decided on it.
    func recognise(_ life: inout Life, _ chance: inout Chance) {
        guard life.person.group != .minor, chance.happens(plan.rates.recognition) else { return }
        guard let decided = reported(life.person.arrivedOn.adding(days: chance.whole(90...700))) else { return }
        for _ in 0..<(chance.happens(0.15) ? 2 : 1) {
            life.recognitions.append(
                Life.Recognition(
                    reference: chance.uuid(), mutationReference: chance.uuid(), decidedOn: decided,
                    diplomaYear: decided.year - chance.whole(2...15),
                    subject: chance.whole(0...4), annulled: chance.happens(plan.rates.annulled)))
        }
    }

    /// Some die and some are struck off, a good part of them before they could register; what follows that day does not happen.
    func end(_ life: inout Life, _ chance: inout Chance) {
        guard life.wholeExemption == nil, chance.happens(plan.rates.deceasedOrStruckOff),
            let last = [life.path?.contract?.signedOn, life.determinedOn].compactMap(\.self).max()
        else { return }
        life.endedOn = reported(last.adding(days: chance.happens(0.5) ? chance.whole(2...50) : chance.whole(51...900)))
        life.wasStruckOff = chance.happens(0.4)
        guard let ended = life.endedOn else { return }
        life.registrations.removeAll { $0.at.brusselsDate >= ended }
        life.trainings.removeAll { $0.start >= ended }
        life.jobs.removeAll { $0.start >= ended }
        life.activities.removeAll { $0.begin >= ended }
        life.lessons.removeAll { $0.enrolledOn >= ended }
        life.recognitions.removeAll { $0.decidedOn >= ended }
        life.path?.breakOff(on: ended)
    }
}

extension Life.Path {
    /// Nothing of the trajectory happens on or after that day.
    mutating func breakOff(on day: LocalDate) {
        attests.removeAll { $0.issuedOn >= day }
        tests.removeAll { $0.takenOn >= day }
        courses.removeAll { $0.enrolledOn >= day }
        components.removeAll { ($0.decidedOn ?? $0.begin) >= day }
        if let reached = level, reached.on >= day { level = nil }
        if let closed = closedOn, closed >= day {
            closedOn = nil
            decision = nil
        }
    }
}
