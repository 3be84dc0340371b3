// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import ExchangeSchema
import ExchangeStore

struct QueueCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "queue", abstract: "Records that wait for the pipeline, and those that were set aside.",
        subcommands: [
            QueueListCommand.self, QueueShowCommand.self, QueueStatsCommand.self, QueueParkCommand.self, QueueResumeCommand.self,
            QueueRetryCommand.self,
        ])
}

struct QueueListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List waiting records, oldest first.")
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var output: FormatOptions
    @Option(name: .long, help: "How many at most.") var limit = 100

    func run() throws {
        let items = try workspace.open().store().queueItems(limit: limit)
        if output.format == .json { return Terminal.say(try JSONOutput.text(items)) }
        guard !items.isEmpty else { return Terminal.say("Nothing waits.") }
        var table = Table(["record", "agency", "format", "received", "attempts"])
        for item in items {
            table.add([String(item.record), item.agency.rawValue, item.format.rawValue, item.receivedAt.description, String(item.attempts)])
        }
        Terminal.say(table.text)
    }
}

struct QueueShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Show one waiting record.")
    @Argument(help: "Number of the record.") var record: Int64
    @OptionGroup var workspace: WorkspaceOptions

    func run() throws {
        guard let item = try workspace.open().store().queueItems(record: record).first else {
            throw Stop.no("record \(record) does not wait; 'xchg queue list' shows which do")
        }
        Terminal.say(try JSONOutput.text(item))
    }
}
