// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// Agencies that do not exist: writes what each would send, in its real format, and the truth beside it.
///
/// Below the directory: `inburgering/*.xml`, `onderwijs/*.xml` with `vragen.csv`, `naric/*.xml` with `naric/*.ndjson`, `vdab/mutaties.ndjson` with `vdab/*.xml`,
/// `lokaal/*.csv` with `lokaal/*.xml`, `truth.json` and `truth-lives.ndjson`.
package struct Simulation: Sendable {
    /// More people than this would run out of test numbers.
    package static let mostPersons = 1_000_000

    package let plan: SimulationPlan

    package init(_ plan: SimulationPlan) { self.plan = plan }

    /// Writes everything; `progress` is told the number of persons done, now and then. Memory holds the truth, never the files.
    @discardableResult
    package func write(to directory: String, progress: (Int) -> Void = { _ in }) throws -> Truth {
        guard plan.persons <= Self.mostPersons else { throw TooManyPersons(asked: plan.persons) }
        let post = try Post(plan, directory)
        var population = Population(plan)
        let behaviour = Behaviour(plan: plan)
        for index in 0..<plan.persons {
            let life = behaviour.life(of: population.newcomer(index))
            var chance = Chance(seed: plan.seed, index: index, purpose: 3)
            let reporting = Reporting(life, plan, &chance)
            try post.send(life, reporting, &chance)
            if index % 500 == 499 { progress(index + 1) }
        }
        if plan.rates.namedExamples { try NamedExamples(plan: plan).send(through: post) }
        let truth = try post.finish()
        progress(plan.persons)
        return truth
    }
}

/// The plan asks for more people than there are test numbers.
package struct TooManyPersons: Error, CustomStringConvertible, Sendable {
    let asked: Int
    package var description: String { "\(asked) persons were asked for; at most \(Simulation.mostPersons) can be simulated" }
}
