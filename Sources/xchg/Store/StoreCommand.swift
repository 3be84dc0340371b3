// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser

struct StoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "store", abstract: "What the gateway keeps: check it and copy it.",
        subcommands: [StoreCheckCommand.self, StoreBackupCommand.self])
}
