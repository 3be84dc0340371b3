// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import AuditLog
import ExchangeSchema
import ExchangeStore
import Gateway

struct QueueRetryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: "Send held records of one rule through the pipeline again; says first what would change.",
        discussion: """
            Without --apply nothing changes: every record of the group is read by today's contract and mapping, and the outcome counted.
            With --apply those that are no longer rejected go back in line after the window; until then --undo takes it back.
            Each goes back to the place that its intake gave it, so that the order per source key holds.

            Exit codes: 0 said or done; 1 nothing would change, or there is nothing to undo; 2 the world is wrong.
            Examples:
              xchg queue retry --rule xsd:pattern
              xchg queue retry --rule xsd:pattern --apply --reason "pattern mended in contract 1.1"
              xchg queue retry --undo 4 --reason "the contract was wrong after all"
            """)
    @Option(name: .long, help: "The rule by which the records are held; 'xchg queue stats' lists them.") var rule: String?
    @Option(name: .long, help: "Only those of one agency.") var agency: String?
    @Flag(name: .long, help: "Do it, after the window.") var apply = false
    @Option(name: .long, help: "Minutes in which it can be undone.") var window = 10
    @Option(name: .long, help: "Number of the redrive to take back.") var undo: Int64?
    @OptionGroup var reason: OptionalReason
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var output: FormatOptions

    func validate() throws {
        guard (rule == nil) != (undo == nil) else { throw ValidationError("say either --rule RULE or --undo NUMBER") }
        guard (0...1440).contains(window) else { throw ValidationError("--window must lie between 0 and 1440 minutes") }
        if apply || undo != nil { _ = try reason.required() }
    }

    private struct Rehearsal: Encodable {
        var items = 0
        /// How often each outcome would follow.
        var outcomes: [String: Int] = [:]
        var redrive: Redrive?
    }

    func run() throws {
        if let undo { return try takeBack(undo) }
        guard let rule else { return }
        let composition = try Composition(try workspace.open())
        let held = try composition.store.heldItems(rule: rule, agency: agency.map(Agency.init(rawValue:)))
        var report = Rehearsal(items: held.count)
        var mended: [Int64] = []
        for item in held {
            let after = try composition.replay.compare(item.record)?.after ?? "can't be opened"
            report.outcomes[after, default: 0] += 1
            if after == "mapped" || after == "answered" { mended.append(item.item) }
        }
        if apply, !mended.isEmpty { report.redrive = try order(mended, rule, composition.store) }
        try say(report, mended.count)
        if mended.isEmpty { throw Stop.no() }
    }

    private func order(_ items: [Int64], _ rule: String, _ store: Store) throws -> Redrive? {
        let reason = try reason.required()
        return try store.transaction { transaction in
            try reason.log("queue retry", about: nil, with: transaction, kind: .config, details: [("rule", .text(rule))])
            return try transaction.orderRedrive(of: items, rule: rule, dueAt: transaction.at.adding(milliseconds: Int64(window) * 60_000))
        }
    }

    private func say(_ report: Rehearsal, _ mended: Int) throws {
        if output.format == .json { return Terminal.say(try JSONOutput.text(report)) }
        Terminal.say("\(report.items) held by this rule. By today's contract and mapping:")
        for (outcome, count) in report.outcomes.sorted(by: { $0.key < $1.key }) { Terminal.say("  \(count) \(outcome)") }
        if let redrive = report.redrive {
            Terminal.say(
                "Redrive \(redrive.id): \(redrive.items) go back in line at \(redrive.dueAt). Undo:  xchg queue retry --undo \(redrive.id) --reason …"
            )
        } else {
            Terminal.say(mended == 0 ? "Nothing would change." : "Nothing was changed. To do it:  --apply --reason …")
        }
    }

    private func takeBack(_ id: Int64) throws {
        let reason = try reason.required()
        let isUndone = try workspace.open().store().transaction { transaction in
            guard try transaction.undoRedrive(id) else { return false }
            try reason.log("queue retry undone", about: nil, with: transaction, kind: .config, details: [("redrive", .integer(Int(id)))])
            return true
        }
        guard isUndone else { throw Stop.no("redrive \(id) has begun or is unknown; 'xchg queue stats' shows which can be undone") }
        Terminal.say("Redrive \(id) is undone.")
    }
}
