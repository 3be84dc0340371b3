// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// What to simulate: how many newcomers, over which days, with which awkward realities.
///
/// The same plan gives the same bytes on every machine.
package struct SimulationPlan: Sendable {
    package let persons: Int
    package let seed: UInt64
    /// First and last day of arrivals and of reports; nothing is dated later than `to`.
    package let from: LocalDate
    package let to: LocalDate
    package let rates: SimulationRates

    package init(persons: Int, seed: UInt64, from: LocalDate, to: LocalDate, rates: SimulationRates = SimulationRates()) {
        self.persons = max(0, persons)
        self.seed = seed
        self.from = min(from, to)
        self.to = max(from, to)
        self.rates = rates
    }
}

/// How often each thing happens, as shares from 0 to 1.
///
/// Target groups, nationalities and contracts follow the tables of the note (stuk 141, r. 529–575 and 614–630).
package struct SimulationRates: Sendable, Codable, Equatable {
    // Behaviour.
    /// Obliged persons who sign a contract; with `contractOfEntitled` this gives 56 to 44 among contracts.
    package var contractOfObliged = 0.90
    package var contractOfEntitled = 0.179
    package var registeredInTime = 0.68
    package var registeredLate = 0.18
    package var registeredBeforeStart = 0.05
    package var registrationWithoutTrajectory = 0.25
    /// Registrations in time that fall within an hour of midnight on the due day, half of them a minute late.
    package var registeredAtMidnight = 0.03
    package var suspension = 0.08
    package var wholeExemption = 0.02
    package var deceasedOrStruckOff = 0.012
    package var moves = 0.15
    package var unknownBirthDay = 0.03
    package var bornOnFirstOfJanuary = 0.06
    package var recognition = 0.12
    package var minor = 0.03

    // Awkward realities of the exchange.
    package var lateNumberAtVDAB = 0.10
    package var missingNumberAtVDAB = 0.01
    package var missingNumberAtMunicipality = 0.02
    package var missingNumberInEducation = 0.005
    package var flawedNumber = 0.005
    package var duplicate = 0.02
    package var reusedReference = 0.003
    package var late = 0.02
    package var annulled = 0.03
    package var malformed = 0.003
    /// Dossiers of Atlas that come in version 01.00, which tells one level of Dutch and no day of it.
    package var earlierDossiers = 1.0
    /// The documented BIS numbers of domain §2.1 walk through the exchange as well.
    package var namedExamples = true

    package init() {}

    /// Everything arrives once, in order, whole and with the right number.
    package static var untroubled: SimulationRates {
        var rates = SimulationRates()
        rates.lateNumberAtVDAB = 0; rates.missingNumberAtVDAB = 0; rates.missingNumberAtMunicipality = 0
        rates.missingNumberInEducation = 0; rates.flawedNumber = 0; rates.duplicate = 0; rates.reusedReference = 0
        rates.late = 0; rates.annulled = 0; rates.malformed = 0; rates.namedExamples = false
        return rates
    }
}
