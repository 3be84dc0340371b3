// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser

struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Make a new workspace: configuration, keys, store and folders.",
        discussion: "Example:  xchg init /srv/xchg")

    @Argument(help: "Directory to make.") var directory: String
    @Option(name: .long, help: "Folder with the contracts to copy in.") var contracts: String?

    func run() throws {
        let workspace = try Workspace.create(at: directory, contracts: try ContractsFolder.find(contracts))
        _ = try workspace.store()
        Terminal.say("Workspace ready: \(directory)")
        Terminal.say("Next: put files in \(directory)/inbox/<agency>/ and run  xchg sync run --workspace \(directory)")
    }
}
