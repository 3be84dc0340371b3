// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import AuditLog
import ExchangeSchema
import ExchangeStore

struct DeliveryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delivery", abstract: "Deliveries that did not leave.",
        subcommands: [DeliveryHeldCommand.self, DeliveryRetryCommand.self])
}

struct DeliveryHeldCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "held", abstract: "List what was withheld by an agreement or breaks the contract of its recipient, newest first.")
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var output: FormatOptions
    @Option(name: .long, help: "How many at most.") var limit = 100

    func run() throws {
        let items = try workspace.open().store().heldDeliveries(limit: limit)
        if output.format == .json { return Terminal.say(try JSONOutput.text(items)) }
        guard !items.isEmpty else { return Terminal.say("Nothing is held.") }
        var table = Table(["delivery", "kind", "agreement", "recipient", "reason", "since"])
        for item in items {
            table.add([item.delivery, item.kind, item.agreement, item.recipient.rawValue, item.reason, item.at.description])
        }
        Terminal.say(table.text)
    }
}

struct DeliveryRetryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: "Put what broke a contract back in line, once the contract is mended.",
        discussion: "What an agreement refused stays withheld. The next  xchg sync run  delivers.")
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var reason: ReasonOptions

    func run() throws {
        let count = try workspace.open().store().transaction { transaction in
            let count = try transaction.retryHeld()
            try reason.log("delivery retry", about: nil, with: transaction, kind: .config, details: [("deliveries", .integer(count))])
            return count
        }
        Terminal.say("\(count) deliveries wait again.")
    }
}
