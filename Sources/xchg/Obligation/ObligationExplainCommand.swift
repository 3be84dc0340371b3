// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import ExchangeSchema
import ExchangeStore
import Foundation
import Gateway
import Obligations
import Yams

struct ObligationExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Show how the obligations of one person stand, and why: rule, source, days and records.")
    @OptionGroup var person: PersonArgument
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var output: FormatOptions
    @OptionGroup var reason: ReasonOptions
    @OptionGroup var options: ReckoningOptions

    func run() throws {
        let workspace = try workspace.open()
        let store = try workspace.store()
        let stored = try person.find(in: store)
        try reason.log("obligation explain", about: stored.number, in: store)
        let asOf = try options.day.day()
        guard let standing = try options.reckoning(workspace, asOf: asOf).standing(of: stored) else {
            throw Stop.no("nobody knew then who this person is; nothing can be due")
        }
        if output.format == .json { return Terminal.say(try JSONOutput.text(standing.obligations)) }
        guard !standing.obligations.isEmpty else { return Terminal.say("Nothing stands for this person on \(asOf).") }
        let sources = try RuleSources(folder: workspace.contracts + "/rules")
        for one in standing.obligations {
            let due = one.dueOn.map { ", due \($0)" } ?? ""
            Terminal.say("\(one.rule) \(one.trigger): \(one.state.rawValue)\(due)   [\(one.ruleSet)]")
            if let source = sources.text(one.rule, in: one.ruleSet) { Terminal.say("    source: \(source)") }
            for step in one.explanation { Terminal.say("    \(step)") }
        }
    }
}

/// Where each rule comes from, as `contracts/rules/*.yaml` says.
struct RuleSources {
    private var texts: [String: String] = [:]

    init(folder: String) throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) where name.hasSuffix(".yaml") {
            let root = try Yams.compose(yaml: try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8))?.mapping
            guard let set = root?["ruleSet"]?.string, let rules = root?["rules"]?.mapping else { continue }
            for (rule, content) in rules {
                if let rule = rule.string, let source = content["source"]?.string { texts["\(set)/\(rule)"] = source }
            }
        }
    }

    func text(_ rule: String, in set: String) -> String? { texts["\(set)/\(rule)"] }
}
