// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import Obligations

/// K7: trajectories that started in the year, by how rule R18 stands; only those whose term is over count in the rate (note, r. 1095–1096).
package enum K7Registration: Indicator {
    package static let inTime = 0, late = 1, overdue = 2, referred = 3, freed = 4, notApplicable = 5
    package static let definition: IndicatorDefinition = {
        var told = IndicatorDefinition(
            "K7", .work, Phrase("Op tijd ingeschreven bij VDAB", "Registered with VDAB in time"),
            numerator: Phrase(
                "trajecten met inschrijving binnen twee maanden na de start",
                "trajectories with a registration within two months of the start"),
            denominator: Phrase(
                "trajecten die in het jaar begonnen, met de plicht, en waarvan de termijn voorbij is",
                "trajectories begun in the year, with the duty, whose term is over"),
            period: Phrase("jaar van de start van het traject", "year in which the trajectory started"),
            quote:
                "Elke nieuwkomer die een inburgeringstraject volgt, wordt verplicht om zich binnen de 2 maanden na de opstart van het traject aan te melden bij de VDAB",
            lines: "1095-1096")
        told.column("Op tijd", "In time", .trajectories)
        told.column("Te laat", "Late", .trajectories)
        told.column("Niet ingeschreven", "Not registered", .trajectories)
        told.column("Waarvan wel toegeleid", "Of which referred", .trajectories)
        told.column("Vrijgesteld of vervallen", "Exempt or void", .trajectories)
        told.column("Niet van toepassing", "Not applicable", .trajectories)
        told.rate("Op tijd", "In time", [inTime], of: [inTime, late, overdue])
        told.rate("Niet ingeschreven", "Not registered", [overdue], of: [inTime, late, overdue])
        told.duration("Dagen van start tot inschrijving, op tijd", "Days from start to registration, in time", inTime)
        told.areas = [.trajectory, .work]
        return told
    }()

    package static func observe(_ facts: PersonFacts, from view: ReportingView, into found: inout [Observation]) {
        for course in facts.courses where view.tells(course.startsOn) {
            let duty = course.registration
            let observe = { (column: Int, days: Int?) in
                Observation(column, on: course.startsOn, manager: course.manager, group: course.group, days: days)
            }
            let state = duty.state(on: view.asOf)
            switch state {
            case .notApplicable: found.append(observe(notApplicable, nil))
            case .exempt, .void: found.append(observe(freed, nil))
            case .pending: found.append(observe(Observation.tooEarly, nil))
            // Who registered early does not count before the term is over: those who did not can't count yet either.
            case .metInTime where duty.dueOn >= view.asOf: found.append(observe(Observation.tooEarly, nil))
            case .metInTime: found.append(observe(inTime, duty.metOn.map { max(0, course.startsOn.days(to: $0)) }))
            case .metLate: found.append(observe(late, nil))
            case .overdue:
                found.append(observe(overdue, nil))
                if facts.referralsToVDAB.contains(where: { $0 >= course.startsOn && $0 <= view.asOf }) {
                    found.append(observe(referred, nil))
                }
            }
        }
    }
}
