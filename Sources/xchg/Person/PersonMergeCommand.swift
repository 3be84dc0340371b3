// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import ExchangeSchema
import ExchangeStore
import Gateway

struct PersonMergeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge", abstract: "Make two persons one, since they are.",
        discussion: """
            What waits for recipients of either is taken back; everybody who got what no longer holds is sent a correction or a withdrawal.
            'xchg person split' undoes it.
            Example:  xchg person merge 1f3c… --into 77ab… --reason "same person, confirmed by the municipality"
            """)
    @OptionGroup var person: PersonArgument
    @Option(name: .long, help: "Id of the person who stays.") var into: String
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var reason: ReasonOptions

    func run() throws {
        let composition = try Composition(try workspace.open())
        let loser = try person.find(in: composition.store)
        guard let winner = try composition.store.person(PersonID(rawValue: into)) else { throw StoreError.unknownPerson }
        let outcome = try composition.decisions.merge(loser.number, into: winner.number) {
            try reason.log("person merge", about: winner.number, with: $0)
        }
        guard let outcome else { throw Stop.no("these two are one person already") }
        PersonDecisionText.say(outcome)
    }
}

struct PersonSplitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "split", abstract: "Make two persons of one, since they are.",
        discussion: """
            Either gives somebody who was merged into this person their records back, or makes a new person of some records.
            What waits for recipients is taken back; everybody who got what no longer holds is sent a correction or a withdrawal.
            Examples:
              xchg person split 77ab… --off 1f3c… --reason "merged by mistake, two brothers"
              xchg person split 77ab… --records 812,840 --reason "number typed wrong by the school"
            """)
    @OptionGroup var person: PersonArgument
    @Option(name: .long, help: "Id of the person who was merged into this one.") var off: String?
    @Option(name: .long, help: "Numbers of the records that are somebody else's, with commas.") var records: String?
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var reason: ReasonOptions

    func validate() throws {
        guard (off == nil) != (records == nil) else { throw ValidationError("say either --off ID or --records NUMBERS") }
    }

    func run() throws {
        let composition = try Composition(try workspace.open())
        let whole = try person.find(in: composition.store)
        let log = { (transaction: StoreTransaction) in try reason.log("person split", about: whole.number, with: transaction) }
        let outcome: PersonDecision.Outcome?
        if let off {
            guard let former = try composition.store.person(PersonID(rawValue: off)) else { throw StoreError.unknownPerson }
            guard former.mergedInto != nil else { throw Stop.no("\(former.id) was not merged into anybody") }
            outcome = try composition.decisions.split(whole.number, former: former.number, log: log)
        } else {
            let numbers = (records ?? "").split(separator: ",").map { Int64($0.filter { $0 != " " }) }
            guard !numbers.isEmpty, !numbers.contains(nil) else { throw ValidationError("--records must be numbers with commas") }
            outcome = try composition.decisions.split(whole.number, off: Set(numbers.compactMap(\.self)), log: log)
        }
        guard let outcome else { throw Stop.no("these are not records of this person, or none would be left to them") }
        PersonDecisionText.say(outcome)
    }
}

enum PersonDecisionText {
    static func say(_ outcome: PersonDecision.Outcome) {
        Terminal.say("\(outcome.records) records now belong to \(outcome.person).")
        Terminal.say(
            "\(outcome.superseded) waiting deliveries were taken back, \(outcome.told) wait now; the next  xchg sync run  delivers.")
    }
}
