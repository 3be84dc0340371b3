// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import Dispatch
import ExchangeSchema
import ExchangeStore
import Gateway

struct AuditSealCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seal", abstract: "Move committed entries into the log and sign its head.",
        discussion: """
            With --follow it goes on, twice a second, beside whatever else runs: entries then are in the log within a second. Ends at SIGTERM at any
            moment without harm.
            """)
    @Flag(name: .long, help: "Go on until ended.") var follow = false
    @Option(name: .long, help: "Entries a round.") var limit = 8192
    @OptionGroup var workspace: WorkspaceOptions

    func validate() throws {
        guard (1...65_536).contains(limit) else { throw ValidationError("--limit must lie between 1 and 65536") }
    }

    func run() throws {
        let composition = try Composition(try workspace.open())
        var head = try composition.currentSealer().seal(limit: limit)
        let pause = DispatchSemaphore(value: 0)
        while follow {
            _ = pause.wait(timeout: .now() + .milliseconds(500))
            guard try composition.store.hasUnsealed() else { continue }
            head = try composition.currentSealer().seal(limit: limit)
        }
        Terminal.say("The log has \(head.size) entries.")
    }
}
