// SPDX-License-Identifier: EUPL-1.2
import Agreements
import ArgumentParser
import ExchangeSchema
import ExchangeStore
import Foundation
import Gateway

struct AgreementCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "agreement", abstract: "Who may learn what, under which law.",
        subcommands: [AgreementLintCommand.self, AgreementExplainCommand.self])
}

struct AgreementLintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint", abstract: "Check the agreement files of a folder or of the workspace.")
    @OptionGroup var workspace: WorkspaceOptions
    @Option(name: .long, help: "A folder of agreement files instead of the workspace's.") var folder: String?

    func run() throws {
        let path = try folder ?? workspace.open().contracts + "/agreements"
        let (agreements, faults) = try AgreementFolder.read(path)
        for fault in faults { Terminal.say(fault.description) }
        for (id, group) in Dictionary(grouping: agreements, by: \.id).sorted(by: { $0.key < $1.key }) where group.count > 1 {
            Terminal.say("\(id): stands in \(group.count) files; an id must be unique")
        }
        var table = Table(["agreement", "recipient", "fields", "from", "until", "version"])
        for agreement in agreements {
            table.add([
                agreement.id, "\(agreement.recipient)", String(agreement.fields.count), agreement.validity.begin.description,
                agreement.validity.end?.description ?? "open", String(agreement.version.prefix(12)),
            ])
        }
        Terminal.say(table.text)
        if !faults.isEmpty || Set(agreements.map(\.id)).count < agreements.count { throw Stop.no() }
    }
}

struct AgreementExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "For a person and a recipient: which field goes out under which clause, and which does not and why.",
        discussion: "Example:  xchg agreement explain 1f3c… --recipient gemeente-44021 --reason \"question of a citizen\"")
    @OptionGroup var person: PersonArgument
    @Option(name: .long, help: "The organisation: vdab, agii, naric, gemeente-44021, school-126541 …") var recipient: String
    @Option(name: .long, help: "Day on which to look, jjjj-mm-dd; today without it.") var on: String?
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var reason: ReasonOptions

    func run() throws {
        let workspace = try workspace.open()
        let store = try workspace.store()
        let stored = try person.find(in: store)
        guard let day = on.map({ LocalDate($0) }) ?? WallClock.now.brusselsDate else {
            throw ValidationError("--on must be a date of the form jjjj-mm-dd")
        }
        try reason.log("agreement explain", about: stored.number, in: store)
        let explanation = AgreementExplanation(
            person: try PersonView.canonical(stored), recipient: OrganisationID(rawValue: recipient), book: try workspace.book(),
            context: ProjectionContext(day: day, municipalities: try workspace.municipalities()))
        var table = Table(["field", "goes out", "agreement", "clause or reason"])
        for line in explanation.lines { table.add([line.field, line.released ? "yes" : "no", line.agreement ?? "", line.reason]) }
        Terminal.say(table.text)
    }
}
