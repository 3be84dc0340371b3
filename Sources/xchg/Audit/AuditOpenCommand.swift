// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import AuditLog
import ExchangeStore

struct AuditOpenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open", abstract: "Show what an entry says, as far as the role may see it.",
        discussion: """
            The auditor sees what, organisations and evidence; whom it is about on a warrant only. The officer sees everything.
            Examples:
              xchg audit open 2026/1207 --reason "steekproef"
              xchg audit open 2026/1207 --warrant "OR 2026/88" --reason "gerechtelijk onderzoek"
              xchg audit open 2026/1207 --officer --reason "onderzoek van een lek"
            """)
    @Argument(help: "Year of the shard and index of the entry, as 2026/1207.") var entry: EntryArgument
    @Option(name: .long, help: "Reference of the warrant that allows to see whom the entry is about.") var warrant: String?
    @Flag(name: .long, help: "Read as data-protection officer.") var officer = false
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var output: FormatOptions
    @OptionGroup var reason: ReasonOptions

    func run() throws {
        let role = officer ? Role.officer : .auditor
        let workspace = try workspace.open(as: role)
        let store = try workspace.store()
        let opener = LogOpener(workspace: workspace, store: store)
        guard let size = try store.logHead(opener.shardName(entry.year)), entry.index < size else {
            throw Stop.no("the shard of \(entry.year) has no entry \(entry.index)")
        }
        var details: [(String, EntryValue)] = [("entry", .text("\(entry.year)/\(entry.index)"))]
        if let warrant { details.append(("warrant", .text(warrant))) }
        let person = warrant != nil || officer ? try store.subject(ofEntry: entry.index, in: opener.shardName(entry.year)) : nil
        try reason.log("audit open", about: person, in: store, as: role, details: details)
        let reader: Reader = officer ? .officer : warrant == nil ? .auditor : .warrant
        guard let opened = try opener.open(entry.index, year: entry.year, size: size, for: reader) else {
            throw Stop.world("the entry can't be read from the shard; run 'xchg audit verify'")
        }
        if output.format == .json { return Terminal.say(try JSONOutput.text(opened)) }
        Terminal.say("\(opened.kind) of \(opened.minute)")
        for (letter, text) in opened.disclosures.sorted(by: { $0.key < $1.key }) { Terminal.say("\(letter)  \(text)") }
    }
}

struct AuditCountersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "counters", abstract: "Check that no exchange is missing: the counter of each agreement has no hole.",
        discussion: "Exits 1 where a number is missing or stands twice.")
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var output: FormatOptions
    @OptionGroup var reason: ReasonOptions

    private struct Line: Encodable {
        let agreement: String
        let first: Int
        let last: Int
        let missing: Int
        let twice: Int
    }

    func run() throws {
        let workspace = try workspace.open(as: .auditor)
        let store = try workspace.store()
        try reason.log("audit counters", about: nil, in: store, as: .auditor)
        let opener = LogOpener(workspace: workspace, store: store)
        var counters: [String: [Int]] = [:]
        for year in try opener.years() {
            try opener.forEach(year: year, for: .counting) { entry in
                guard entry.kind == "exchange", let what = entry.section(.what), let agreement = what["agreement"] as? String,
                    let counter = what["counter"] as? Int
                else { return }
                counters[agreement, default: []].append(counter)
            }
        }
        let lines = counters.sorted { $0.key < $1.key }.map { agreement, numbers in
            let unique = Set(numbers)
            let (first, last) = (unique.min() ?? 0, unique.max() ?? 0)
            return Line(agreement: agreement, first: first, last: last, missing: last - unique.count, twice: numbers.count - unique.count)
        }
        if output.format == .json {
            Terminal.say(try JSONOutput.text(lines))
        } else {
            var table = Table(["agreement", "first", "last", "missing", "twice"])
            for line in lines {
                table.add([line.agreement, String(line.first), String(line.last), String(line.missing), String(line.twice)])
            }
            Terminal.say(table.text)
        }
        if lines.contains(where: { $0.missing > 0 || $0.twice > 0 }) { throw Stop.no() }
    }
}
