// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import Dispatch
import ExchangeSchema
import Foundation
import Gateway
import Obligations

struct ObligationListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Recompute everybody and count by rule and state; with --persons, name the persons by id.",
        discussion: "Example:  xchg obligation list --rule R18 --as-of 2026-06-30 --known-at 2026-07-01T00:00:00Z")
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var output: FormatOptions
    @OptionGroup var options: ReckoningOptions
    @Option(name: .long, help: "Only this state, as OVERDUE.") var state: String?
    @Flag(name: .long, help: "Persons by id, one obligation a line; needs --reason.") var persons = false
    @OptionGroup var reason: OptionalReason

    struct Count: Encodable {
        let rule: String
        let state: String
        let obligations: Int
    }
    struct Line: Encodable {
        let person: String
        let rule: String
        let trigger: String
        let state: String
        let dueOn: LocalDate?
    }
    struct Outcome: Encodable {
        let asOf: LocalDate
        let persons: Int
        let erased: Int
        let counts: [Count]
        let lines: [Line]
    }

    func run() throws {
        let workspace = try workspace.open()
        let wanted = try state.map { text in
            guard let state = Obligation.State(rawValue: text) else {
                throw ValidationError("--state must be one of \(Obligation.State.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            return state
        }
        if persons { try reason.required().log("obligation list", about: nil, in: try workspace.store()) }
        let asOf = try options.day.day()
        var counts: [[String]: Int] = [:]
        var lines: [Line] = []
        let started = DispatchTime.now().uptimeNanoseconds
        let reckoned = try options.reckoning(workspace, asOf: asOf).run { standing in
            for one in standing.obligations where wanted.map({ $0 == one.state }) ?? true {
                counts[[one.rule, one.state.rawValue], default: 0] += 1
                guard persons else { continue }
                lines.append(
                    Line(
                        person: standing.id.rawValue, rule: one.rule, trigger: one.trigger, state: one.state.rawValue, dueOn: one.dueOn))
            }
        }
        let seconds = Double(DispatchTime.now().uptimeNanoseconds - started) / 1e9
        let sorted = counts.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map {
            Count(rule: $0.key[0], state: $0.key[1], obligations: $0.value)
        }
        let outcome = Outcome(asOf: asOf, persons: reckoned.persons, erased: reckoned.erased, counts: sorted, lines: lines)
        if output.format == .json { return Terminal.say(try JSONOutput.text(outcome)) }
        show(outcome)
        Terminal.say(
            "\n\(reckoned.persons) persons, \(reckoned.obligations) obligations, recomputed in \(String(format: "%.2f", seconds)) s; \(reckoned.erased) persons were erased."
        )
    }

    private func show(_ outcome: Outcome) {
        var table = Table(persons ? ["person", "rule", "trigger", "state", "due"] : ["rule", "state", "obligations"])
        for line in outcome.lines { table.add([line.person, line.rule, line.trigger, line.state, line.dueOn?.description ?? ""]) }
        if !persons { for one in outcome.counts { table.add([one.rule, one.state, String(one.obligations)]) } }
        Terminal.say(table.text)
    }
}
