// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import Connectors
import ExchangeSchema

struct SourceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "source", abstract: "Messages as agencies send them.", subcommands: [SourceCheckCommand.self])
}

struct SourceCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Check files against their contract and mapping; nothing is stored.",
        discussion: """
            Exits 0 when every file is accepted, 1 when one is rejected. Warnings, such as a wrong check digit, do not reject.
            Example:  xchg source check --agency lokaal 44021_20240301_0001_inwoners.csv
            """)
    @Option(name: .long, help: "vdab, inburgering, lokaal, onderwijs or naric.") var agency: String
    @Option(name: .long, help: "Folder with the contracts.") var contracts: String?
    @Option(name: .long, help: "Longest line or message that is read, in bytes.") var maximumBytes = 4 << 20
    @Option(name: .long, help: "table for people, json for programs.") var format: OutputFormat = .table
    @Argument(help: "Files to check, or folders of them.") var files: [String]

    func run() throws {
        let set = ContractSet(path: try ContractsFolder.find(contracts))
        guard
            let connector = try ConnectorCatalog.connectors(contracts: set, maximumMessageBytes: maximumBytes).first(where: {
                $0.agency.rawValue == agency
            })
        else { throw ValidationError("no agency '\(agency)'; known are vdab, inburgering, lokaal, onderwijs, naric") }
        let findings = try files.map { try SourceCheck.run($0, connector) }
        if format == .json { Terminal.say(try JSONOutput.text(findings)) } else { findings.forEach(show) }
        if findings.contains(where: { !$0.isAccepted }) { throw Stop.no() }
    }

    private func show(_ finding: CheckFinding) {
        Terminal.say(
            "\(finding.isAccepted ? "accepted" : "REJECTED")  \(finding.file): \(finding.records) records, \(finding.rejected) rejected")
        for violation in finding.violations { Terminal.say("          \(violation)") }
        for (outcome, count) in finding.outcomes.sorted(by: { $0.key < $1.key }) { Terminal.say("          outcome \(outcome): \(count)") }
        for (warning, count) in finding.warnings.sorted(by: { $0.key < $1.key }) { Terminal.say("          warning \(warning): \(count)") }
    }
}
