// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import AuditLog
import ExchangeSchema
import ExchangeStore
import Foundation

struct KeysBackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copy the keys, wrapped, to a folder apart from the store; copies older than 30 days go.",
        discussion: """
            The master key is not in the copy: keep it elsewhere. After an erasure the person's keys live on in copies for 30 days at most; when
            one is put back, the next command takes the erased keys away again.
            Example:  xchg keys backup --to /mnt/keys --reason "nightly"
            """)
    @Option(name: .long, help: "Folder outside of the workspace.") var to: String
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var reason: ReasonOptions

    func run() throws {
        let workspace = try workspace.open()
        let (folder, own) = (Self.real(to), Self.real(workspace.path))
        guard folder != own, !folder.hasPrefix(own + "/") else {
            throw Stop.no("\(to) lies in the workspace; keys are kept apart from what they open")
        }
        try reason.log("keys backup", about: nil, in: try workspace.store(), kind: .key, details: [("event", .text("backed up"))])
        let (path, removed) = try StoreBackup.copyKeys(workspace.storePaths, to: to, at: WallClock.now)
        Terminal.say(path)
        if removed > 0 { Terminal.say("\(removed) copies older than \(StoreBackup.longestKeyDays) days were removed.") }
    }

    private static func real(_ path: String) -> String { URL(fileURLWithPath: path).resolvingSymlinksInPath().standardizedFileURL.path }
}
