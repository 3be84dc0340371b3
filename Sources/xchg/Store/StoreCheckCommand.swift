// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import ExchangeStore

struct StoreCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Hold store, keys, log and deliveries against each other; change nothing.",
        discussion: """
            Looks at SQLite's structure, at rows that name rows, opens every sealed row with its key, holds every delivery against its entry in
            the log and every entry of an exchange against its delivery, and the recipients' folders against what was written there.
            May run beside a gateway at work.

            Exit codes: 0 sound; 1 something is wrong (each finding has a name and says what to do); 2 the workspace can't be read.
            Example:  xchg store check --format json
            """)
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var output: FormatOptions
    @Flag(name: .long, help: "Only what can be seen in a moment, as at each start.") var quick = false

    func run() throws {
        let check = try workspace.open().check
        let report = quick ? check.glance() : check.run { Terminal.progress("checking \($0)") }
        Terminal.endProgress()
        if output.format == .json { Terminal.say(try JSONOutput.text(Listing(report))) } else { show(report) }
        if !report.isSound { throw Stop.no() }
    }

    private func show(_ report: StoreCheck.Report) {
        for finding in report.findings {
            Terminal.say("\(finding.isHarmless ? "note" : "WRONG")  \(finding.kind.rawValue)  \(finding)")
            Terminal.say("      \(finding.remedy)")
        }
        let parts = report.parts.joined(separator: ", ")
        Terminal.say(report.isSound ? "The store is sound: \(parts)." : "The store is NOT sound; looked at \(parts).")
    }

    /// The report with the sentences spelt out, for programs.
    private struct Listing: Encodable {
        struct Line: Encodable {
            let kind: String
            let place: String
            let count: Int
            let harmless: Bool
            let sentence: String
            let remedy: String
        }
        let sound: Bool
        let parts: [String]
        let findings: [Line]

        init(_ report: StoreCheck.Report) {
            sound = report.isSound
            parts = report.parts
            findings = report.findings.map {
                Line(
                    kind: $0.kind.rawValue, place: $0.place, count: $0.count, harmless: $0.isHarmless, sentence: $0.sentence,
                    remedy: $0.remedy)
            }
        }
    }
}
