// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import AuditLog
import ExchangeSchema
import ExchangeStore

struct QuarantineCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quarantine", abstract: "Records that can't be used as they are.",
        subcommands: [QuarantineListCommand.self, QuarantineShowCommand.self, QuarantineRejectCommand.self, QuarantineReleaseCommand.self])
}

struct QuarantineListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List what is held, with rule, field and place.")
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var output: FormatOptions
    @Option(name: .long, help: "How many at most.") var limit = 100

    func run() throws {
        let items = try workspace.open().store().quarantineItems(limit: limit)
        if output.format == .json { return Terminal.say(try JSONOutput.text(items)) }
        guard !items.isEmpty else { return Terminal.say("Nothing is held.") }
        var table = Table(["item", "agency", "rule", "field", "place", "state", "outcome", "told"])
        for item in items {
            table.add([
                String(item.id), item.agency.rawValue, item.rejection.rule, item.rejection.field, item.rejection.place, item.state,
                item.outcome.rawValue, item.report == nil ? "no" : "yes",
            ])
        }
        Terminal.say(table.text)
    }
}

struct QuarantineShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Show one held item; its content stays sealed.")
    @Argument(help: "Number of the item.") var item: Int64
    @OptionGroup var workspace: WorkspaceOptions

    func run() throws {
        guard let found = try workspace.open().store().quarantineItems(id: item).first else {
            throw Stop.no("no item \(item); 'xchg quarantine list' shows what is held")
        }
        Terminal.say(try JSONOutput.text(found))
    }
}

struct QuarantineRejectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reject", abstract: "Give an item up: the source must send it again, mended.")
    @Argument(help: "Number of the item.") var item: Int64
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var reason: ReasonOptions

    func run() throws {
        let store = try workspace.open().store()
        let isRejected = try store.transaction { transaction in
            guard try transaction.rejectQuarantined(item, note: reason.reason) else { return false }
            try reason.log("quarantine reject", about: nil, with: transaction, kind: .config, details: [("item", .integer(Int(item)))])
            return true
        }
        guard isRejected else {
            throw Stop.no("item \(item) is not held; 'xchg quarantine list' shows what is")
        }
        Terminal.say("Item \(item) is rejected.")
    }
}
