// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// K17: how long NARIC takes from a complete dossier to a decision, and what it decides (note, r. 1117–1120).
package enum K17Recognition: Indicator {
    static let levelIn = 0, levelOver = 1, specificIn = 2, specificOver = 3, firstOutcome = 4, decidedInYear = 9, notDecidedInYear = 10
    static let levelAll = 11, specificAll = 12
    static let outcomes: [(outcome: RecognitionDecision.Outcome, name: Phrase)] = [
        (.grantedAsRequested, Phrase("Toegekend zoals gevraagd", "Granted as requested")),
        (.grantedLower, Phrase("Toegekend op lager niveau", "Granted at a lower level")), (.refused, Phrase("Geweigerd", "Refused")),
        (.closedIncomplete, Phrase("Gesloten: onvolledig", "Closed: incomplete")), (.withdrawn, Phrase("Ingetrokken", "Withdrawn")),
    ]
    package static let definition: IndicatorDefinition = {
        var told = IndicatorDefinition(
            "K17", .diplomas, Phrase("Erkenning van buitenlandse diploma's", "Recognition of foreign diplomas"),
            numerator: Phrase(
                "beslissingen binnen 60 dagen (niveau) of 120 dagen (specifiek) na een volledig dossier",
                "decisions within 60 days (level) or 120 days (specific) of a complete dossier"),
            denominator: Phrase(
                "beslissingen van het jaar met een dag van volledigheid", "decisions of the year with a day of completeness"),
            period: Phrase("jaar van de beslissing", "year of the decision"), quote: "sneller op hun niveau inzetbaar", lines: "1117-1120")
        told.column("Niveau, binnen 60 dagen", "Level, within 60 days", .other)
        told.column("Niveau, na meer dan 60 dagen", "Level, after more than 60 days", .other)
        told.column("Specifiek, binnen 120 dagen", "Specific, within 120 days", .other)
        told.column("Specifiek, na meer dan 120 dagen", "Specific, after more than 120 days", .other)
        for outcome in outcomes { told.columns.append(.init(name: outcome.name, unit: .other)) }
        told.column(
            "Traject met hoger buitenlands diploma: beslissing binnen 12 maanden",
            "Trajectory with a higher foreign diploma: decision within 12 months", .trajectories)
        told.column(
            "Traject met hoger buitenlands diploma: geen beslissing binnen 12 maanden",
            "Trajectory with a higher foreign diploma: no decision within 12 months", .trajectories)
        told.column("Niveau, alle beslissingen met termijn", "Level, all decisions with a term", .other)
        told.column("Specifiek, alle beslissingen met termijn", "Specific, all decisions with a term", .other)
        told.rate("Niveau, binnen 60 dagen", "Level, within 60 days", [levelIn], of: [levelIn, levelOver])
        told.rate("Specifiek, binnen 120 dagen", "Specific, within 120 days", [specificIn], of: [specificIn, specificOver])
        told.rate(
            "Hoger diploma: beslissing binnen 12 maanden", "Higher diploma: decision within 12 months", [decidedInYear],
            of: [decidedInYear, notDecidedInYear])
        told.duration("Dagen tot beslissing, niveau", "Days to decision, level", levelAll)
        told.duration("Dagen tot beslissing, specifiek", "Days to decision, specific", specificAll)
        told.areas = .diplomas
        return told
    }()

    package static func observe(_ facts: PersonFacts, from view: ReportingView, into found: inout [Observation]) {
        for decision in facts.recognitions { observe(decision, view, &found) }
        guard facts.hasForeignHigherDiploma else { return }
        for course in facts.courses where view.tells(course.startsOn) {
            let limit = course.startsOn.adding(months: 12)
            guard view.isOver(limit) else { continue }
            let isDecided = facts.recognitions.contains { $0.decidedOn.map { $0 <= limit } ?? false }
            let column = isDecided ? decidedInYear : notDecidedInYear
            found.append(Observation(column, on: course.startsOn, manager: course.manager, group: course.group))
        }
    }

    private static func observe(_ decision: PersonFacts.Recognition, _ view: ReportingView, _ found: inout [Observation]) {
        guard let year = decision.decidedYear,
            let day = decision.decidedOn ?? LocalDate(year: year, month: 12, day: 31).map({ min($0, view.asOf) }),
            view.years.contains(year), day <= view.asOf
        else { return }
        if let place = outcomes.firstIndex(where: { $0.outcome == decision.outcome }) {
            found.append(Observation(firstOutcome + place, on: day, year: year))
        }
        guard let complete = decision.completeOn, let decided = decision.decidedOn, decided >= complete else {
            found.append(Observation(Observation.excluded, on: day, year: year))
            return
        }
        let days = complete.days(to: decided)
        switch decision.kind {
        case .level:
            found.append(Observation(days <= 60 ? levelIn : levelOver, on: day))
            found.append(Observation(levelAll, on: day, days: days))
        case .specific:
            found.append(Observation(days <= 120 ? specificIn : specificOver, on: day))
            found.append(Observation(specificAll, on: day, days: days))
        case .doctorate, .redirect, .unknown: found.append(Observation(Observation.excluded, on: day))
        }
    }
}
