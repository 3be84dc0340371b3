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
        Terminal.say("The keys are not in it:  xchg store backup-keys FOLDER")
    }
}

struct StoreBackupKeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup-keys", abstract: "Copy the keys into a folder of their own; copies older than 30 days go.",
        discussion: """
            The keys stay wrapped under master.key, which is not in the copy: keep that apart, once. A key that is erased lives on in these
            copies until they go, so keep no others.
            Example:  xchg store backup-keys /srv/backup/keys
            """)
    @Argument(help: "Folder for the copy.") var folder: String
    @OptionGroup var workspace: WorkspaceOptions

    func run() throws {
        let (path, removed) = try StoreBackup.copyKeys(try workspace.open().storePaths, to: folder, at: WallClock.now)
        Terminal.say(path)
        if removed > 0 { Terminal.say("\(removed) copies older than \(StoreBackup.longestKeyDays) days were removed.") }
    }
}
