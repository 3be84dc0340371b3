// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// R14c: working age, which the note leaves open (r. 1041): a condition of R14 that creates nothing of its own.
enum R14c {
    /// True also where no birth year is known: nobody loses or gains by a gap in a register before a person has looked.
    static func isOfWorkingAge(_ facts: DutyFacts, on day: LocalDate, _ parameters: RuleParameters) -> Bool {
        Deadline.age(born: facts.born, on: day).map { parameters.workingAge.contains($0) } ?? true
    }
}
