// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import Connectors
import ExchangeSchema
import Foundation

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
    @Argument(help: "Files to check.") var files: [String]

    struct Finding: Encodable {
        var file: String
        var records = 0
        var rejected = 0
        var outcomes: [String: Int] = [:]
        var warnings: [String: Int] = [:]
        var violations: [String] = []
        var isAccepted: Bool { rejected == 0 }
    }

    func run() throws {
        let set = ContractSet(path: try ContractsFolder.find(contracts))
        guard
            let connector = try ConnectorCatalog.connectors(contracts: set, maximumMessageBytes: maximumBytes).first(where: {
                $0.agency.rawValue == agency
            })
        else { throw ValidationError("no agency '\(agency)'; known are vdab, inburgering, lokaal, onderwijs, naric") }
        var findings: [Finding] = []
        for file in files { findings.append(try check(file, connector)) }
        if format == .json { Terminal.say(try JSONOutput.text(findings)) } else { findings.forEach(show) }
        if findings.contains(where: { !$0.isAccepted }) { throw Stop.no() }
    }

    private func check(_ file: String, _ connector: any SourceConnector) throws -> Finding {
        var finding = Finding(file: file)
        let name = URL(fileURLWithPath: file).lastPathComponent
        guard FileManager.default.isReadableFile(atPath: file) else {
            throw Stop.world("\(file) can't be read; check the path and its permissions")
        }
        try connector.frame(fileAt: file, named: name, batchSize: 500) { batch in
            for fault in batch.faults {
                finding.rejected += 1
                note(fault.rejection, in: &finding)
            }
            for record in batch.records {
                finding.records += 1
                take(connector.read(record), &finding)
            }
            Terminal.progress("\(name): \(finding.records) records")
        }
        Terminal.endProgress()
        return finding
    }

    private func take(_ reading: RecordReading, _ finding: inout Finding) {
        switch reading {
        case .rejected(let rejections):
            finding.rejected += 1
            for rejection in rejections { note(rejection, in: &finding) }
        case .answered(let outcome): finding.outcomes["\(outcome.code) \(outcome.course.rawValue)", default: 0] += 1
        case .mapped(let record):
            if record.subject.hasFlawedINSZ { finding.warnings["CHECKSUM_FAIL", default: 0] += 1 }
            for quality in record.facts.flatMap(\.quality) where quality != .checksumFail {
                finding.warnings[quality.rawValue, default: 0] += 1
            }
            for outcome in record.outcomes { finding.outcomes["\(outcome.code) \(outcome.course.rawValue)", default: 0] += 1 }
        }
    }

    private func note(_ rejection: Rejection, in finding: inout Finding) {
        if finding.violations.count < 20 { finding.violations.append(rejection.description) }
    }

    private func show(_ finding: Finding) {
        Terminal.say(
            "\(finding.isAccepted ? "accepted" : "REJECTED")  \(finding.file): \(finding.records) records, \(finding.rejected) rejected")
        for violation in finding.violations { Terminal.say("          \(violation)") }
        for (outcome, count) in finding.outcomes.sorted(by: { $0.key < $1.key }) { Terminal.say("          outcome \(outcome): \(count)") }
        for (warning, count) in finding.warnings.sorted(by: { $0.key < $1.key }) { Terminal.say("          warning \(warning): \(count)") }
    }
}
