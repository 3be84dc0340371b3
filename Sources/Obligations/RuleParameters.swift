// SPDX-License-Identifier: EUPL-1.2

/// The numbers of one rule set; the text of every rule stands in `contracts/rules/`.
package struct RuleParameters: Sendable, Equatable {
    package enum Term: Sendable, Equatable {
        /// Same day of the month so many months later, clamped to its end.
        case months(Int)
        case days(Int)
    }

    package var ruleSet: String
    /// R18: term for registering with VDAB, from the start of the trajectory.
    package var registrationTerm: Term
    /// Age from which the duty holds.
    package var adultAge: Int
    /// Whether a due date on a weekend moves to the next working day; off by default (domain §3.6).
    package var rollsWeekends: Bool

    /// The policy note 2019–2024: "binnen de 2 maanden na de opstart van het traject".
    package static let rs2019 = RuleParameters(ruleSet: "RS-2019", registrationTerm: .months(2), adultAge: 18, rollsWeekends: false)
    /// What became law on 1 March 2022: 60 days.
    package static let rs2022 = RuleParameters(ruleSet: "RS-2022", registrationTerm: .days(60), adultAge: 18, rollsWeekends: false)

    package init(ruleSet: String, registrationTerm: Term, adultAge: Int, rollsWeekends: Bool) {
        self.ruleSet = ruleSet
        self.registrationTerm = registrationTerm
        self.adultAge = adultAge
        self.rollsWeekends = rollsWeekends
    }
}
