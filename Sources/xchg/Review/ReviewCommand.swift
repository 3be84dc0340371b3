// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import ExchangeSchema
import ExchangeStore
import Gateway

struct ReviewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "review", abstract: "Persons of whom nobody is sure yet who they are.",
        subcommands: [ReviewListCommand.self, ReviewShowCommand.self, ReviewDecideCommand.self])
}

struct ReviewListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List provisional persons and why they wait.")
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var output: FormatOptions
    @Flag(name: .long, help: "Decided ones too.") var all = false
    @Option(name: .long, help: "How many at most.") var limit = 100

    func run() throws {
        let items = try workspace.open().store().reviewItems(limit: limit, all: all)
        if output.format == .json { return Terminal.say(try JSONOutput.text(items)) }
        guard !items.isEmpty else { return Terminal.say("Nobody waits.") }
        var table = Table(["person", "reason", "since", "candidates", "decision"])
        for item in items {
            table.add([item.person.rawValue, item.reason, item.openedAt.description, String(item.candidates.count), item.decision ?? ""])
        }
        Terminal.say(table.text)
    }
}

struct ReviewShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show what is known of a provisional person and of the candidates.")
    @OptionGroup var person: PersonArgument
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var reason: ReasonOptions

    func run() throws {
        let store = try workspace.open().store()
        let stored = try person.find(in: store)
        try reason.log("review show", about: stored.number, in: store)
        let item = try store.reviewItems(limit: 100_000, all: true).first { $0.number == stored.number }
        Terminal.say("Reason: \(item?.reason ?? "none open")")
        Terminal.say(try JSONOutput.text(try PersonView.canonical(stored)))
        for candidate in item?.candidates ?? [] {
            guard let other = try store.person(candidate) else { continue }
            Terminal.say("Candidate \(candidate):")
            Terminal.say(try JSONOutput.text(try PersonView.canonical(other)))
        }
    }
}

struct ReviewDecideCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decide", abstract: "Decide who a provisional person is.",
        discussion: """
            Examples:
              xchg review decide 1f3c… --same-as 77ab… --reason "same birth place, asked the municipality"
              xchg review decide 1f3c… --new --reason "register search gave nobody else"
            """)
    @OptionGroup var person: PersonArgument
    @Option(name: .long, help: "Id of the person it is.") var sameAs: String?
    @Flag(name: .long, help: "It is nobody the gateway knows.") var new = false
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var reason: ReasonOptions

    func validate() throws {
        guard (sameAs != nil) != new else { throw ValidationError("say either --same-as ID or --new") }
    }

    func run() throws {
        let store = try workspace.open().store()
        let stored = try person.find(in: store)
        guard stored.status == .provisional else { throw Stop.no("this person is not in review") }
        try reason.log("review decide", about: stored.number, in: store)
        if let sameAs {
            guard let other = try store.person(PersonID(rawValue: sameAs)) else { throw StoreError.unknownPerson }
            try ReviewDecision(store: store).same(stored.number, as: other.number)
            Terminal.say("The records now belong to \(other.id).")
        } else {
            try ReviewDecision(store: store).newPerson(stored.number)
            Terminal.say("\(stored.id) is now a person of its own.")
        }
    }
}
