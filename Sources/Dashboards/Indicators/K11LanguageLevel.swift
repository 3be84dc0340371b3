// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// K11: of trajectories closed in the year, who reached A2; the highest level apart (note, r. 1029–1032, 1539).
package enum K11LanguageLevel: Indicator {
    static let reached = 0, below = 1, whole = 2, oral = 9, written = 16
    static let levels = CEFR.allCases
    package static let definition: IndicatorDefinition = {
        var told = IndicatorDefinition(
            "K11", .dutch, Phrase("Niveau A2 bereikt", "Level A2 reached"),
            numerator: Phrase(
                "wie bij het einde van het traject minstens A2 had, mondeling en schriftelijk",
                "who had at least A2, oral and written, when the trajectory closed"),
            denominator: Phrase("personen met een traject dat in het jaar eindigde", "persons with a trajectory that closed in the year"),
            period: Phrase("jaar waarin het traject eindigde", "year in which the trajectory closed"),
            quote: "het bereikte niveau van de Nederlandse taal", lines: "1029-1032, 1539")
        told.column("Minstens A2", "At least A2", .trajectories)
        told.column("Onder A2, of geen niveau bekend", "Below A2, or no level known", .trajectories)
        for (nl, en) in [("", ""), (", mondeling", ", oral"), (", schriftelijk", ", written")] {
            for level in levels { told.column("\(level.rawValue)\(nl)", "\(level.rawValue)\(en)", .trajectories) }
        }
        told.rate("Minstens A2", "At least A2", [reached], of: [reached, below])
        told.areas = [.learning, .trajectory]
        return told
    }()

    package static func observe(_ facts: PersonFacts, from view: ReportingView, into found: inout [Observation]) {
        for closing in facts.closings where view.tells(closing.on) {
            let known = facts.levels.filter { $0.on.map { $0 <= closing.on } ?? true }
            let observe = { (column: Int) in Observation(column, on: closing.on, manager: closing.manager, group: closing.group) }
            // Where nobody gives a level, a passed test of A2 stands for it.
            let tested = facts.tests.contains { $0.kind == .nt2A2 && $0.outcome == .passed && $0.on <= closing.on }
            let highest = known.compactMap(\.whole).max() ?? (tested ? .a2 : nil)
            found.append(observe(highest.map { $0 >= .a2 } ?? false ? reached : below))
            for (start, level) in [(whole, highest), (oral, known.compactMap(\.oral).max()), (written, known.compactMap(\.written).max())] {
                if let level, let place = levels.firstIndex(of: level) { found.append(observe(start + place)) }
            }
        }
    }
}
