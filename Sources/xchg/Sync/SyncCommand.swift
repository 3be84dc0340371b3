// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import ArgumentParser
import ExchangeStore

struct SyncCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sync", abstract: "Fetch what is new, work on it, deliver it, seal the log.",
        subcommands: [SyncRunCommand.self, SyncStatusCommand.self])
}

struct SyncRunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Do all the work that waits, once, and end.",
        discussion: "Safe to run twice at a time and to kill at any moment: run it again and nothing is lost or doubled.")
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var output: FormatOptions

    func run() throws {
        let composition = try Composition(try workspace.open())
        let summary = try SyncRun(composition).run()
        if output.format == .json { Terminal.say(try JSONOutput.text(summary)) } else { Terminal.say(summary.text) }
        if let trouble = summary.trouble.first { throw Stop.world(trouble) }
    }
}

struct SyncStatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "status", abstract: "How each feed and each agency stands.")
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var output: FormatOptions

    func run() throws {
        let store = try workspace.open().store()
        let feeds = try store.feedStatus()
        if output.format == .json { return Terminal.say(try JSONOutput.text(feeds)) }
        var table = Table(["feed", "last read", "last new"])
        for feed in feeds { table.add([feed.name, feed.polledAt.description, feed.lastNewAt?.description ?? "never"]) }
        Terminal.say(table.text)
        Terminal.say()
        Terminal.say(SummaryTables.agencies(try store.agencyCounts()))
    }
}
