// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import AuditLog
import ExchangeStore
import Foundation

struct AuditPersonCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "person", abstract: "A person's complete history in plain Dutch: who received what, when, why, under which agreement.",
        discussion: """
            With --zip, a file with overzicht.html and for every fact a proof that verifies offline. Confidential processing is not in it.
            Example:  xchg audit person 1f3c… --zip inzage.zip --reason "vraag van de burger"
            """)
    @OptionGroup var person: PersonArgument
    @Option(name: .long, help: "ZIP file to write.") var zip: String?
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var output: FormatOptions
    @OptionGroup var reason: ReasonOptions

    func run() throws {
        let workspace = try workspace.open(as: .officer)
        let store = try workspace.store()
        let stored = try person.find(in: store)
        try reason.log("audit person", about: stored.number, in: store, as: .officer)
        let history = try PersonHistory(of: stored.number, in: workspace, store)
        if let zip {
            let mask = umask(0o077)
            defer { umask(mask) }
            try Data(history.zip(workspace)).write(to: URL(fileURLWithPath: zip), options: .atomic)
            return Terminal.say("\(zip): \(history.exchanges.count) exchanges, \(history.looks.count) looks and decisions.")
        }
        Terminal.say(output.format == .json ? try JSONOutput.text(history) : history.text)
    }
}
