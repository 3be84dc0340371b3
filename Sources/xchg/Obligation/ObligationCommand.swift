// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import ExchangeSchema
import Gateway
import Obligations

struct ObligationCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "obligation", abstract: "What is due, by when, under which rule; for any day and any state of knowledge.",
        subcommands: [ObligationListCommand.self, ObligationDueCommand.self, ObligationExplainCommand.self])
}

/// For which day, from what was known when, under which rule sets.
struct ReckoningOptions: ParsableArguments {
    @OptionGroup var day: DayOption
    @Option(name: .long, help: "What was known at this instant (RFC 3339); all that is known now without it.") var knownAt: String?
    @Option(name: .long, help: "note: RS-2019 for all; contract-date: RS-2022 for contracts since it took effect.")
    var rules: RuleChoice = .note
    @Option(name: .long, parsing: .upToNextOption, help: "Only these rules, as R18 R19.") var rule: [String] = []

    enum RuleChoice: String, ExpressibleByArgument, CaseIterable { case note, contractDate = "contract-date" }

    func reckoning(_ workspace: Workspace, asOf: LocalDate) throws -> DutyReckoning {
        let known = try knownAt.map { text in
            guard let instant = Instant(text) else { throw ValidationError("--known-at must be an instant, as 2024-03-01T12:00:00Z") }
            return instant
        }
        let ids = try rule.map { text in
            guard let id = RuleID(rawValue: text) else {
                throw ValidationError("'\(text)' is no rule; known are \(RuleID.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            return id
        }
        return DutyReckoning(
            store: try workspace.store(), book: rules == .note ? .note : .byContractDate, municipalities: try workspace.municipalities(),
            rules: ids.isEmpty ? RuleCatalog.all : RuleCatalog.rules(Set(ids)), asOf: asOf, knownAt: known)
    }
}
