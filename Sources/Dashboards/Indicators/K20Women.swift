// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// K20: K7, K8, K10 and K11 for women from outside the European Union beside everybody else (note, r. 771–774).
package enum K20Women: Indicator {
    static let compared: [(indicator: any Indicator.Type, part: [Int], whole: [Int])] = [
        (K7Registration.self, [K7Registration.inTime], [K7Registration.inTime, K7Registration.late, K7Registration.overdue]),
        (K8Throughput.self, [K8Throughput.moved12], [K8Throughput.moved12, K8Throughput.stayed12]),
        (K10Employment.self, [K10Employment.working], [K10Employment.working, K10Employment.notWorking]),
        (K11LanguageLevel.self, [K11LanguageLevel.reached], [K11LanguageLevel.reached, K11LanguageLevel.below]),
    ]
    package static let definition: IndicatorDefinition = {
        var told = IndicatorDefinition(
            "K20", .work, Phrase("Vrouwen van buiten de Europese Unie", "Women from outside the European Union"),
            numerator: Phrase("als bij K7, K8, K10 en K11", "as for K7, K8, K10 and K11"),
            denominator: Phrase("als bij K7, K8, K10 en K11", "as for K7, K8, K10 and K11"),
            period: Phrase("als bij K7, K8, K10 en K11", "as for K7, K8, K10 and K11"), lines: "771-774")
        for (index, one) in compared.enumerated() {
            let title = one.indicator.definition.title
            for (offset, group) in [
                Phrase("vrouwen van buiten de EU", "women from outside the EU"), Phrase("alle anderen", "everybody else"),
            ].enumerated() {
                told.column("\(title.nl), \(group.nl): wel", "\(title.en), \(group.en): yes", .other)
                told.column("\(title.nl), \(group.nl): niet", "\(title.en), \(group.en): no", .other)
                let start = index * 4 + offset * 2
                told.rate("\(title.nl), \(group.nl)", "\(title.en), \(group.en)", [start], of: [start, start + 1])
            }
        }
        told.areas = [.work, .learning]
        return told
    }()

    package static func observe(_ facts: PersonFacts, from view: ReportingView, into found: inout [Observation]) {
        var seen: [Observation] = []
        for (index, one) in compared.enumerated() {
            seen.removeAll(keepingCapacity: true)
            one.indicator.observe(facts, from: view, into: &seen)
            for var observation in seen where one.whole.contains(observation.column) {
                let isCompared = facts.sex == .female && facts.nationality(on: observation.day).group == .other
                observation.column = index * 4 + (isCompared ? 0 : 2) + (one.part.contains(observation.column) ? 0 : 1)
                found.append(observation)
            }
        }
    }
}
