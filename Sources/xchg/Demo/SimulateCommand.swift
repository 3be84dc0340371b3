// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import ExchangeSchema
import Simulation

struct SimulationOptions: ParsableArguments {
    @Option(name: .long, help: "How many newcomers.") var persons = 2000
    @Option(name: .long, help: "Seed; the same seed gives the same bytes.") var seed: UInt64 = 1
    @Option(name: .long, help: "First day, jjjj-mm-dd.") var from = "2020-01-01"
    @Option(name: .long, help: "Last day, jjjj-mm-dd.") var to = "2026-06-30"
    @Option(name: .long, help: "How often something happens, as duplicate=0.05; may be given again.") var rate: [String] = []

    func plan() throws -> SimulationPlan {
        guard let begin = LocalDate(from), let end = LocalDate(to), begin < end else {
            throw ValidationError("--from and --to must be dates of the form jjjj-mm-dd, in that order")
        }
        guard (1...Simulation.mostPersons).contains(persons) else {
            throw ValidationError("--persons must lie between 1 and \(Simulation.mostPersons)")
        }
        var rates = SimulationRates()
        for setting in rate {
            do { try rates.set(setting) } catch { throw ValidationError("--rate: \(error)") }
        }
        return SimulationPlan(persons: persons, seed: seed, from: begin, to: end, rates: rates)
    }
}

struct SimulateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate", abstract: "Write what agencies that do not exist would send, and the truth beside it.",
        discussion: "Example:  xchg simulate --persons 2000 --seed 1 --out agencies")
    @OptionGroup var simulation: SimulationOptions
    @Option(name: .long, help: "Folder to write to.") var out: String

    func run() throws {
        let truth = try Simulation(try simulation.plan()).write(to: out) { Terminal.progress("simulated \($0) persons") }
        Terminal.endProgress()
        Terminal.say("\(truth.plan.persons) persons in \(truth.files) files; the truth is in \(out)/truth.json")
    }
}
