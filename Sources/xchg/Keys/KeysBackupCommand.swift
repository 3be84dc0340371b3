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

    static let longestDays = 30.0

    func run() throws {
        let workspace = try workspace.open()
        let (folder, own) = (Self.real(to), Self.real(workspace.path))
        guard folder != own, !folder.hasPrefix(own + "/") else {
            throw Stop.no("\(to) lies in the workspace; keys are kept apart from what they open")
        }
        let files = FileManager.default
        try files.createDirectory(atPath: to, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let store = try workspace.store()
        try reason.log("keys backup", about: nil, in: store, kind: .key, details: [("event", .text("backed up"))])
        let name = "keys-\(WallClock.now.description.filter { $0 != ":" }).db"
        let mask = umask(0o077)
        defer { umask(mask) }
        try store.copyKeys(to: to + "/" + name)
        var removed = 0
        for old in try files.contentsOfDirectory(atPath: to) where old.hasPrefix("keys-") && old.hasSuffix(".db") && old != name {
            let made = try files.attributesOfItem(atPath: to + "/" + old)[.modificationDate] as? Date ?? .distantPast
            guard Date().timeIntervalSince(made) > Self.longestDays * 86_400 else { continue }
            try files.removeItem(atPath: to + "/" + old)
            removed += 1
        }
        Terminal.say("Keys copied to \(to)/\(name); \(removed) copies older than 30 days removed.")
    }

    private static func real(_ path: String) -> String { URL(fileURLWithPath: path).resolvingSymlinksInPath().standardizedFileURL.path }
}
