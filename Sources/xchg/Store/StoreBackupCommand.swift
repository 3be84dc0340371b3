// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import ExchangeStore

struct StoreBackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copy the store as it is at one moment, without its keys.",
        discussion: """
            May run beside a gateway at work. The copy is looked at before it gets its name. Copy audit/ and deliveries/ after it.
            Example:  xchg store backup /srv/backup/store
            """)
    @Argument(help: "Folder for the copy.") var folder: String
    @OptionGroup var workspace: WorkspaceOptions

    func run() throws {
        Terminal.say(try StoreBackup.copyStore(try workspace.open().storePaths, to: folder, at: WallClock.now))
        Terminal.say("The keys are not in it:  xchg keys backup --to FOLDER --reason …")
    }
}
