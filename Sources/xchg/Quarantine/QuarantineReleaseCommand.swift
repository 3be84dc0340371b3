// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import AuditLog
import ExchangeStore

struct QuarantineReleaseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release", abstract: "Put a held record back in line, at the place that its intake gave it.",
        discussion:
            "What today's contract still rejects comes back; 'xchg replay RECORD' says so beforehand.\nExample:  xchg quarantine release 12 --reason \"second content is the right one, told by mail\""
    )
    @Argument(help: "Number of the item.") var item: Int64
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var reason: ReasonOptions

    func run() throws {
        let isReleased = try workspace.open().store().transaction { transaction in
            guard try transaction.releaseQuarantined(item) else { return false }
            try reason.log("quarantine release", about: nil, with: transaction, kind: .config, details: [("item", .integer(Int(item)))])
            return true
        }
        guard isReleased else {
            throw Stop.no("item \(item) is not held or has no record; 'xchg quarantine list' shows what is held")
        }
        Terminal.say("Item \(item) waits again.")
    }
}
