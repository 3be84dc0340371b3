// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser

struct SyncRunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Do all the work that waits, once, and end.",
        discussion: """
            Safe to run twice at a time and to kill at any moment: run it again and nothing is lost or doubled.
            With agencies or --feed only those are fetched; records that wait are worked on in any case.
            With --dry-run everything is fetched and checked against its contract, and nothing is written: no record, no position, no file removed.

            Exit codes: 0 done; 1 the dry run found something that would be rejected; 2 a feed can't be read, or a file is missing.
            Examples:
              xchg sync run
              xchg sync run vdab lokaal
              xchg sync run --feed vdab/mutaties --dry-run
            """)
    @OptionGroup var selection: FeedSelection
    @Flag(name: .long, help: "Fetch and check; write nothing.") var dryRun = false
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var output: FormatOptions

    func run() throws {
        if dryRun { return try rehearse() }
        let composition = try Composition(try workspace.open())
        let summary = try SyncRun(composition, feeds: selection.names).run()
        if output.format == .json { Terminal.say(try JSONOutput.text(summary)) } else { Terminal.say(summary.text) }
        if let trouble = summary.trouble.first { throw Stop.world(trouble) }
    }

    private func rehearse() throws {
        let report = try SyncRehearsal(try Composition(try workspace.open()), feeds: selection.names).run()
        if output.format == .json { Terminal.say(try JSONOutput.text(report)) } else { Terminal.say(report.text) }
        if let trouble = report.trouble.first { throw Stop.world(trouble) }
        if report.feeds.contains(where: { $0.rejected + $0.conflicts > 0 }) { throw Stop.no() }
    }
}

/// Which feeds a command is about: all where none is named.
struct FeedSelection: ParsableArguments {
    @Argument(help: "Agencies, such as vdab or lokaal; all where none is named.") var agencies: [String] = []
    @Option(name: .long, help: "One feed, such as vdab/mutaties; may be given again. 'xchg sync plan' lists them.") var feed: [String] = []

    var names: [String] { agencies + feed }
}
