// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import ExchangeSchema
import ExchangeStore
import Gateway

struct PersonRestrictCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restrict", abstract: "Stop passing on a person's data (GDPR art. 18); recipients are told with the next sync run.",
        discussion: "Example:  xchg person restrict 1f3c… --case 2026-12 --reason \"juistheid betwist\"")
    @OptionGroup var person: PersonArgument
    @Option(name: .long, help: "Reference of the case file; no names or numbers of persons.") var `case`: String
    @Flag(name: .long, help: "End the restriction: recipients may learn of the person again.") var lift = false
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var reason: ReasonOptions

    func run() throws {
        let workspace = try workspace.open(as: .officer)
        let store = try workspace.store()
        let stored = try person.find(in: store)
        let act = reason.act(lift ? "person restriction lifted" : "person restricted", about: stored.number, in: store.blind, as: .officer)
        let rights = try workspace.rights(store)
        let isDone = lift ? try rights.lift(stored.number, act: act) : try rights.restrict(stored.number, case: self.case, act: act)
        guard isDone else {
            throw Stop.no(lift ? "this person is not restricted, or an erasure waits" : "this person is restricted already")
        }
        Terminal.say(lift ? "The restriction has ended." : "Nothing of this person leaves any more.")
    }
}

struct PersonRectifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rectify", abstract: "Stop believing one record about a person (GDPR art. 16); recipients get a correction.",
        discussion: """
            The record stays in the store as it was sent; the source must mend it, too. 'xchg person records' lists them.
            Example:  xchg person rectify 1f3c… --record 4711 --case 2026-13 --reason "fout van de bron, bevestigd per brief"
            """)
    @OptionGroup var person: PersonArgument
    @Option(name: .long, help: "Number of the record.") var record: Int64
    @Option(name: .long, help: "Reference of the case file; no names or numbers of persons.") var `case`: String
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var reason: ReasonOptions

    func run() throws {
        let workspace = try workspace.open(as: .officer)
        let store = try workspace.store()
        let stored = try person.find(in: store)
        let act = reason.act("person rectified", about: stored.number, in: store.blind, as: .officer)
        guard try workspace.rights(store).rectify(stored.number, disregarding: record, case: self.case, act: act) else {
            throw Stop.no("record \(record) is not one of this person's; 'xchg person records' lists them")
        }
        Terminal.say("Record \(record) is not believed any more; the next sync run tells the recipients.")
    }
}

struct PersonRecordsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "records", abstract: "List the records that a person's file is made of.")
    @OptionGroup var person: PersonArgument
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var output: FormatOptions
    @OptionGroup var reason: ReasonOptions

    func run() throws {
        let store = try workspace.open(as: .officer).store()
        let stored = try person.find(in: store)
        try reason.log("person records", about: stored.number, in: store, as: .officer)
        let records = try store.records(of: stored.number)
        if output.format == .json { return Terminal.say(try JSONOutput.text(records)) }
        var table = Table(["record", "agency", "said at", "received", "believed"])
        for one in records {
            table.add([
                String(one.record), one.agency.rawValue, one.assertedAt.description, one.recordedAt.description,
                one.isBelieved ? "yes" : "no",
            ])
        }
        Terminal.say(table.text)
    }
}
