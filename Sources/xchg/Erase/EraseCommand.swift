// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import ExchangeStore
import Gateway

struct EraseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase", abstract: "Forget a person: asked by one user of the officer's role, confirmed by another.",
        discussion: """
            Asking restricts the person at once and withdraws what recipients hold; 'xchg sync run' tells them. Confirming takes away stored
            content and keys. The log keeps its proofs: none of them says any longer whom it was about.
            Examples:
              xchg erase --case GBA-2026-17 --person 1f3c… --reason "verkeerd toegewezen, beslissing van 3 maart"
              xchg erase --case GBA-2026-17 --person 1f3c… --reason "nagekeken" --confirm
            """)
    @Option(name: .long, help: "Reference of the case file; no names or numbers of persons.") var `case`: String
    @Option(name: .long, help: "Id of the person (32 characters); or '-' to read an INSZ from standard input.") var person: String
    @Flag(name: .long, help: "Confirm what another user asked.") var confirm = false
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var reason: ReasonOptions

    func run() throws {
        let workspace = try workspace.open(as: .officer)
        let store = try workspace.store()
        let stored = try PersonArgument.find(person, in: store)
        let act = reason.act(confirm ? "erase" : "erase requested", about: stored.number, in: store.blind, as: .officer)
        let rights = try workspace.rights(store)
        guard confirm else {
            try rights.requestErasure(of: stored.number, case: self.case, act: act)
            Terminal.say("Asked. Nothing of this person leaves any more; 'xchg sync run' tells the recipients.")
            return Terminal.say("A second user of the officer's role confirms with --confirm.")
        }
        let records = try rights.erase(stored.number, case: self.case, act: act)
        Terminal.say("Erased: \(records) records and all keys of this person. Backups of the keys must go within 30 days.")
    }
}

extension Workspace {
    func rights(_ store: Store) throws -> PersonRights {
        PersonRights(store: store, book: try book(), municipalities: try municipalities())
    }
}
