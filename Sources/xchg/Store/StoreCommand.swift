// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser

struct StoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "store", abstract: "What the gateway keeps: check it, copy it, put it back.", subcommands: [StoreCheckCommand.self])
}
