// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// The rules of the note (domain §1.3) that create something; R12f and R14c create nothing of their own.
package enum RuleID: String, Sendable, Codable, CaseIterable {
    case r01 = "R01", r03 = "R03", r04 = "R04", r05 = "R05", r08 = "R08", r10 = "R10"
    case r12a = "R12a", r12b = "R12b", r12c = "R12c", r12d = "R12d", r12e = "R12e", r12f = "R12f", r12g = "R12g"
    case r13 = "R13", r13b = "R13b", r13c = "R13c", r14 = "R14", r14b = "R14b", r14c = "R14c"
    case r18 = "R18", r19 = "R19", r20 = "R20", r21 = "R21", r22 = "R22", r23 = "R23"
}

/// One rule: pure, and blind to everything but the facts, the day and the rule book.
package protocol Rule: Sendable {
    static var id: RuleID { get }
    /// What the rule makes of facts that are no younger than the day.
    static func judge(_ facts: DutyFacts, on day: LocalDate, under book: RuleBook) -> [Obligation]
}

/// Every rule that creates something: one line each.
package enum RuleCatalog {
    package static let all: [any Rule.Type] = [
        R01.self, R03.self, R04.self, R05.self, R08.self, R10.self,
        R12a.self, R12b.self, R12c.self, R12d.self, R12e.self, R12g.self,
        R13.self, R13b.self, R13c.self, R14.self, R14b.self,
        R18.self, R19.self, R20.self, R21.self, R22.self, R23.self,
    ]

    package static func rules(_ ids: Set<RuleID>) -> [any Rule.Type] { all.filter { ids.contains($0.id) } }
}

/// Which rule set holds for which contract.
package struct RuleBook: Sendable {
    /// The rule sets, the youngest first.
    private let sets: [RuleParameters]

    /// RS-2019, the note, whenever the contract was signed: the default.
    package static let note = RuleBook([.rs2019])
    /// RS-2022 for contracts from the day it took effect, RS-2019 for those before.
    package static let byContractDate = RuleBook([.rs2022, .rs2019])

    /// Sorts them; an empty list means RS-2019.
    package init(_ sets: [RuleParameters]) { self.sets = sets.sorted { $0.validFrom > $1.validFrom } }

    /// The rule set of a contract signed on a day; the oldest where it is older than all.
    package func parameters(for signedOn: LocalDate) -> RuleParameters {
        sets.first { $0.validFrom <= signedOn } ?? sets.last ?? .rs2019
    }

    /// All that stands for a person on a day, in the order of the rules. Facts younger than the day are left out.
    package func judge(_ facts: DutyFacts, on day: LocalDate, rules: [any Rule.Type] = RuleCatalog.all) -> [Obligation] {
        let known = facts.known(on: day)
        return rules.flatMap { $0.judge(known, on: day, under: self) }
    }
}
