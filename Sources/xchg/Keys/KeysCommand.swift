// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import AuditLog
import ExchangeSchema
import ExchangeStore
import Gateway

struct KeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "What opens the store and the log: replace, back up, destroy.",
        subcommands: [
            KeysListCommand.self, KeysRotateCommand.self, KeysBackupCommand.self, KeysDestroyCommand.self, KeysKeepCommand.self,
            KeysRetainCommand.self,
        ])
}

struct KeysListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Quarters that can be opened, and which are to be destroyed.")
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var output: FormatOptions

    private struct Line: Encodable {
        let period: String
        let state: String
        let due: String
    }

    func run() throws {
        let store = try workspace.open().store()
        let (periods, subjects) = try store.keyCounts()
        let destructions = try store.keyDestructions()
        var lines = periods.map { period in
            let due = destructions.first { $0.period == period && $0.doneAt == nil }
            return Line(
                period: QuarterArgument.text(period), state: due == nil ? "open" : "to be destroyed", due: due?.dueAt.description ?? "")
        }
        lines += destructions.filter { $0.doneAt != nil }.map {
            Line(period: QuarterArgument.text($0.period), state: "destroyed", due: $0.doneAt?.description ?? "")
        }
        if output.format == .json { return Terminal.say(try JSONOutput.text(lines)) }
        var table = Table(["quarter", "keys", "when"])
        for line in lines { table.add([line.period, line.state, line.due]) }
        Terminal.say(table.text)
        Terminal.say("\(subjects) persons have a secret; the master key was replaced \(store.keyGeneration) times.")
    }
}

struct KeysRotateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate", abstract: "Replace the master key: all secrets are wrapped anew, nothing that they protect is touched.",
        discussion: """
            Stop other commands first; whoever still runs with the old key writes nothing more. Make a backup of the keys afterwards: an older
            one opens with the old master key only.
            With a systemd credential, give the new key's file and make it the credential before the next start:
              xchg keys rotate --new /etc/xchg/master.key.2 --reason "yearly"
            """)
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var reason: ReasonOptions
    @Option(name: .long, help: "File of 32 bytes and mode 0600 that is the new key; without it one is made.") var new: String?

    func run() throws {
        let workspace = try workspace.open(as: .officer)
        guard new != nil || workspace.storePaths.masterKey == workspace.path + "/keys/master.key" else {
            throw Stop.world("the master key does not lie in the workspace; name the new key's file with --new")
        }
        let store = try workspace.store()
        try reason.log("keys rotate", about: nil, in: store, as: .officer, kind: .key, details: [("event", .text("rotated"))])
        let count = try store.replaceMasterKey(workspace.storePaths, by: new)
        Terminal.say("The master key is replaced; \(count) secrets stand under the new one.")
    }
}

struct KeysDestroyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "destroy", abstract: "Ask for the destruction of a quarter's keys; it follows after the waiting period.",
        discussion: """
            Everything of that quarter can't be opened any more then; all proofs still verify. 'xchg keys keep' takes it back before.
            Example:  xchg keys destroy --period 2016Q1 --reason "bewaartermijn verstreken"
            """)
    @Option(name: .long, help: "The quarter, as 2016Q1.") var period: QuarterArgument
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var reason: ReasonOptions

    func run() throws {
        let workspace = try workspace.open(as: .officer)
        let store = try workspace.store()
        guard let end = RetentionPlan.end(of: period.number), end < WallClock.now else {
            throw Stop.no("the quarter \(period.text) is not over; its keys are in use")
        }
        guard try store.keyCounts().periods.contains(period.number) else { throw Stop.no("there are no keys of \(period.text)") }
        let days = workspace.configuration.audit.destroyAfterDays
        let isNew = try store.transaction { transaction in
            guard try transaction.destroyKeys(of: period.number, after: Int64(days) * 86_400_000) else { return false }
            try reason.log(
                "keys destroy", about: nil, with: transaction, as: .officer, kind: .key,
                details: [("event", .text("scheduled")), ("period", .integer(Int(period.number)))])
            return true
        }
        guard isNew else { throw Stop.no("the destruction of \(period.text) was asked for already; 'xchg keys list' shows when") }
        Terminal.say("The keys of \(period.text) are destroyed by the first 'xchg keys retain' or 'xchg sync run' after \(days) days.")
    }
}

struct KeysKeepCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "keep", abstract: "Take back the destruction of a quarter's keys.")
    @Option(name: .long, help: "The quarter, as 2016Q1.") var period: QuarterArgument
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var reason: ReasonOptions

    func run() throws {
        let isKept = try workspace.open(as: .officer).store().transaction { transaction in
            guard try transaction.keepKeys(of: period.number) else { return false }
            try reason.log(
                "keys keep", about: nil, with: transaction, as: .officer, kind: .key,
                details: [("event", .text("kept")), ("period", .integer(Int(period.number)))])
            return true
        }
        guard isKept else { throw Stop.no("no destruction of \(period.text) waits") }
        Terminal.say("The keys of \(period.text) are kept.")
    }
}

struct KeysRetainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retain", abstract: "Apply the terms of retention now, as every sync run does: end what may no longer be kept.")
    @OptionGroup var workspace: WorkspaceOptions

    func run() throws {
        let workspace = try workspace.open()
        let outcome = try workspace.retention(try workspace.store()).run()
        Terminal.say(
            "\(outcome.payloads) payloads emptied; keys to be destroyed: \(outcome.scheduled.count) quarters; destroyed: \(outcome.destroyed.count)."
        )
    }
}

extension Workspace {
    func retention(_ store: Store) throws -> Retention {
        Retention(
            store: store, plan: RetentionPlan(book: try book(), leastDays: configuration.audit.retentionDays),
            waitingDays: configuration.audit.destroyAfterDays)
    }
}

/// A quarter as people write it: 2016Q1.
struct QuarterArgument: ExpressibleByArgument {
    /// Year × 10 + quarter.
    let number: Int64
    var text: String { Self.text(number) }

    init?(argument: String) {
        let parts = argument.uppercased().split(separator: "Q", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].utf8.count == 4, let year = Int64(parts[0]), let quarter = Int64(parts[1]),
            (1...4).contains(quarter)
        else { return nil }
        number = year * 10 + quarter
    }

    static func text(_ number: Int64) -> String { "\(number / 10)Q\(number % 10)" }
}
