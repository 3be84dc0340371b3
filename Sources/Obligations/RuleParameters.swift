// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// The numbers of one rule set; the text and source of every rule stand in `contracts/rules/`, and a test holds the two to each other.
package struct RuleParameters: Sendable, Equatable {
    package enum Term: Sendable, Equatable {
        /// Same day of the month so many months later, clamped to its end.
        case months(Int)
        case days(Int)
    }
    /// From what the months of the B1 test are counted.
    package enum B1Start: String, Sendable, Equatable { case completion, attest }
    /// What meets the duty of the B1 test.
    package enum B1Met: String, Sendable, Equatable { case taken, passed }

    package var ruleSet: String
    /// The first day on which a contract falls under this set.
    package var validFrom: LocalDate
    /// Age from which duties hold.
    package var adultAge = 18
    /// Whether a due date on a weekend moves to the next working day; off by default (domain §3.6).
    package var rollsWeekends = false
    /// R01: the registers that give access to the courses.
    package var accessRegisters: [RegisterEntry.Register] = [.aliens, .population]
    /// R04: the components that every trajectory has, whatever its contract says.
    package var requiredPillars: [Pillar] = [.nt2, .mo]
    /// R10: days for the advice, from the closing of the trajectory; a setting, for the note gives no term.
    package var adviceDays = 30
    package var fees: FeeTable
    /// R13: the level of Dutch at the end of a trajectory.
    package var dutchLevel = CEFR.a2
    /// R13c: whether for the low literate the oral half of that level does; nil where that is not laid down.
    package var adaptedLevelIsOral: Bool?
    /// R14: the level of the later oral test, and how many months there are for it.
    package var b1Level = CEFR.b1
    package var b1Months = 24
    package var b1Start: B1Start
    package var b1Met: B1Met
    /// R14b: uninterrupted months that free from it, whether kinds may be mixed, and gaps that count as none.
    package var activityMonths = 6
    package var allowsMixedActivity = false
    package var maximumGapDays = 0
    /// R14c: working age, both ends included.
    package var workingAge = 18...64
    /// R18: term for registering with VDAB, from the start of the trajectory.
    package var registrationTerm: Term
    /// R19: how much the fourth component takes, and from which contracts on.
    package var participation = Hours(minutes: 2400)
    package var participationFrom: LocalDate?
    /// R22: from when contracts in Brussels can be obliged; nil for never.
    package var brusselsObligedFrom: LocalDate?
    /// R23: the level of Dutch that a social tenant needs.
    package var tenantLevel = CEFR.a2

    /// R12: what a course or a test costs, in cents; nil where nothing is laid down.
    package struct FeeTable: Sendable, Equatable {
        package var dutchCourse: Int? = 9000
        package var dutchTest: Int? = 9000
        package var orientationCourse: Int? = 9000
        package var orientationTest: Int? = 9000
        package var b1Test: Int? = 9000
        /// Most that course and tests of one component cost together; nil for no limit.
        package var cap: Int?
        /// The first day on which courses and tests are charged; nil for always.
        package var from: LocalDate?
        package var exemptsBrussels = false
    }

    /// The policy note 2019–2024: "binnen de 2 maanden na de opstart van het traject".
    package static let rs2019 = RuleParameters(
        ruleSet: "RS-2019", validFrom: day(2019, 1, 1), fees: FeeTable(), b1Start: .completion, b1Met: .taken,
        registrationTerm: .months(2))

    /// What became law: 1 March 2022, the fourth component 1 January 2023, the fees 1 September 2023.
    package static let rs2022 = RuleParameters(
        ruleSet: "RS-2022", validFrom: day(2022, 3, 1),
        fees: FeeTable(b1Test: nil, cap: 18000, from: day(2023, 9, 1), exemptsBrussels: true), adaptedLevelIsOral: true,
        b1Start: .attest, b1Met: .passed, registrationTerm: .days(60), participationFrom: day(2023, 1, 1),
        brusselsObligedFrom: day(2022, 6, 1))

    private static func day(_ year: Int, _ month: Int, _ day: Int) -> LocalDate {
        LocalDate(year: year, month: month, day: day) ?? .earliest
    }
}
