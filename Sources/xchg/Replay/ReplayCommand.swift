// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import AuditLog
import ExchangeSchema
import ExchangeStore
import Gateway

struct ReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay", abstract: "Read records of the past with today's contract and mapping, and show what would be different.",
        discussion: """
            Shows which facts and members differ, never a value. Without --apply nothing changes.
            With --apply today's reading becomes the one that holds: recipients get corrections; what was held goes through the pipeline again.

            Exit codes: 0 nothing is different, or it was applied; 1 something is different; 2 the world is wrong.
            Examples:
              xchg replay 812 813
              xchg replay 812 --apply --reason "mapping of suspended trajectories mended"
            """)
    @Argument(help: "Numbers of records.") var records: [Int64]
    @Flag(name: .long, help: "Let today's reading hold.") var apply = false
    @OptionGroup var reason: OptionalReason
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var output: FormatOptions

    func validate() throws {
        guard !records.isEmpty else { throw ValidationError("name at least one record") }
        if apply { _ = try reason.required() }
    }

    func run() throws {
        let replay = try Composition(try workspace.open()).replay
        var comparisons: [Replay.Comparison] = []
        for record in records {
            guard let comparison = try replay.compare(record) else {
                throw Stop.no("record \(record) is unknown or can't be opened any more")
            }
            comparisons.append(comparison)
        }
        if output.format == .json { Terminal.say(try JSONOutput.text(comparisons)) } else { say(comparisons) }
        let different = comparisons.filter(\.isDifferent)
        guard apply else {
            if !different.isEmpty { throw Stop.no() }
            return
        }
        let reason = try reason.required()
        var applied = 0
        for one in different {
            let done = try replay.apply(one.record) { transaction, person in
                try reason.log("replay", about: person, with: transaction, details: [("record", .integer(Int(one.record)))])
            }
            applied += done == nil ? 0 : 1
        }
        if output.format == .table { Terminal.say("\(applied) applied. The next  xchg sync run  delivers.") }
    }

    private func say(_ comparisons: [Replay.Comparison]) {
        var table = Table(["record", "agency", "was", "would be", "differs in"])
        for one in comparisons {
            table.add([
                String(one.record), one.agency.rawValue, one.before, one.after,
                one.differences.isEmpty ? "-" : one.differences.joined(separator: ", "),
            ])
        }
        Terminal.say(table.text)
    }
}
