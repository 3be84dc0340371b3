// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import ExchangeSchema
import ExchangeStore
import Foundation
import Gateway
import Vault

struct WorkspaceOptions: ParsableArguments {
    @Option(name: .long, help: "The workspace (else XCHG_WORKSPACE, else this directory).")
    var workspace: String?

    func open() throws -> Workspace { try Workspace.open(workspace) }
}

struct FormatOptions: ParsableArguments {
    @Option(name: .long, help: "table for people, json for programs.")
    var format: OutputFormat = .table
}

/// Whoever looks at personal data says why; that is logged.
struct ReasonOptions: ParsableArguments {
    @Option(name: .long, help: "Why you need to see this; it is written to the audit log.")
    var reason: String

    func validate() throws {
        guard reason.trimmingCharacters(in: .whitespaces).count >= 3 else { throw ValidationError("--reason must say why, in a few words") }
    }

    /// Logs the access before anything is shown.
    func log(_ verb: String, about person: PersonNumber?, in store: Store) throws {
        try store.transaction { try log(verb, about: person, with: $0) }
    }

    /// Logs the access together with what it changes.
    func log(_ verb: String, about person: PersonNumber?, with transaction: StoreTransaction) throws {
        let user = Hex.text(transaction.blind.token(.subject, "operator", String(getuid())))
        try transaction.append(AccessLog.draft(verb: verb, user: user, reason: reason, person: person, at: transaction.at))
    }
}

/// A person named by their id, or by an INSZ that is read from a file so that it never stands on the command line.
struct PersonArgument: ParsableArguments {
    @Argument(help: "Id of the person (32 characters); or '-' to read an INSZ from standard input.")
    var person: String

    func find(in store: Store) throws -> StoredPerson {
        let found: StoredPerson?
        if person == "-" {
            guard let line = readLine(), let insz = INSZ(line) else { throw Stop.no("standard input holds no valid INSZ") }
            found = try store.person(byINSZ: insz)
        } else {
            found = try store.person(PersonID(rawValue: person))
        }
        guard var stored = found else { throw StoreError.unknownPerson }
        while let next = stored.mergedInto {
            guard let target = try store.person(number: next) else { throw StoreError.unknownPerson }
            stored = target
        }
        return stored
    }
}
