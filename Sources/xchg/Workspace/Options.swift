// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import AuditLog
import ExchangeSchema
import ExchangeStore
import Foundation
import Gateway
import Vault

struct WorkspaceOptions: ParsableArguments {
    @Option(name: .long, help: "The workspace (else XCHG_WORKSPACE, else this directory).")
    var workspace: String?

    /// Opens the workspace for whoever has the role; every command that opens something says which it takes.
    func open(as role: Role = .operator) throws -> Workspace {
        let opened = try Workspace.open(workspace)
        try opened.require(role, of: .current)
        return opened
    }
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

    /// Logs the act before anything is shown; `kind` is access for looks at and decisions about persons, config for changes of the gateway.
    func log(
        _ verb: String, about person: PersonNumber?, in store: Store, as role: Role = .operator, kind: Entry.Kind = .access,
        details: [(String, EntryValue)] = []
    ) throws {
        try store.transaction { try log(verb, about: person, with: $0, as: role, kind: kind, details: details) }
    }

    /// Logs the act together with what it changes.
    func log(
        _ verb: String, about person: PersonNumber?, with transaction: StoreTransaction, as role: Role = .operator,
        kind: Entry.Kind = .access, details: [(String, EntryValue)] = []
    ) throws {
        var act = act(verb, about: person, in: transaction.blind, as: role)
        act.kind = kind
        act.details = details
        try act.log(in: transaction)
    }

    /// The act as it will be logged, for what logs it itself.
    func act(_ verb: String, about person: PersonNumber?, in blind: BlindIndex, as role: Role) -> Act {
        Act(
            verb, reason: reason, user: Act.pseudonym(ofUser: Caller.current.user, blind), role: role.rawValue,
            person: person)
    }
}

/// A reason for what some calls of a command need one for.
struct OptionalReason: ParsableArguments {
    @Option(name: .long, help: "Why, where persons are shown or something changes; it is written to the audit log.") var reason: String?

    func required() throws -> ReasonOptions {
        guard let reason else { throw ValidationError("--reason is missing: say why in a few words") }
        return try ReasonOptions.parse(["--reason", reason])
    }
}

/// A day to look from.
struct DayOption: ParsableArguments {
    @Option(name: .long, help: "Day to look from, jjjj-mm-dd; today without it.") var asOf: String?

    func day() throws -> LocalDate {
        guard let asOf else { return WallClock.now.brusselsDate }
        guard let day = LocalDate(asOf) else { throw ValidationError("--as-of must be a date of the form jjjj-mm-dd") }
        return day
    }
}

/// A person named by their id, or by an INSZ that is read from a file so that it never stands on the command line.
struct PersonArgument: ParsableArguments {
    @Argument(help: "Id of the person (32 characters); or '-' to read an INSZ from standard input.")
    var person: String

    func find(in store: Store) throws -> StoredPerson { try Self.find(person, in: store) }

    static func find(_ person: String, in store: Store) throws -> StoredPerson {
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
