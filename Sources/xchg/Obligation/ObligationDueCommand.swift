// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import ExchangeSchema
import Gateway
import Obligations

struct ObligationDueCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "due", abstract: "How many terms end in the coming days, per municipality and rule.",
        discussion: "Example:  xchg obligation due --within 30 --rule R18")
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var output: FormatOptions
    @OptionGroup var options: ReckoningOptions
    @Option(name: .long, help: "How many days to look ahead.") var within = 30
    @Option(name: .long, help: "Only this municipality, by its NIS code.") var municipality: String?
    @Flag(name: .long, help: "Persons by id, the first due first; needs --reason.") var persons = false
    @OptionGroup var reason: OptionalReason

    struct Row: Encodable {
        let municipality: String
        let rule: String
        let pending: Int
        let first: LocalDate
    }
    struct Line: Encodable {
        let dueOn: LocalDate
        let person: String
        let rule: String
        let municipality: String
    }

    func validate() throws {
        guard (0...3660).contains(within) else { throw ValidationError("--within must lie between 0 and 3660 days") }
    }

    func run() throws {
        let workspace = try workspace.open()
        if persons { try reason.required().log("obligation due", about: nil, in: try workspace.store()) }
        let asOf = try options.day.day()
        let last = asOf.adding(days: within)
        var lines: [Line] = []
        _ = try options.reckoning(workspace, asOf: asOf).run { standing in
            let home = standing.municipality ?? "unknown"
            guard municipality.map({ $0 == home }) ?? true else { return }
            for one in standing.obligations where one.state == .pending {
                guard let due = one.dueOn, due <= last else { continue }
                lines.append(Line(dueOn: due, person: standing.id.rawValue, rule: one.rule, municipality: home))
            }
        }
        lines.sort { ($0.dueOn, $0.person, $0.rule) < ($1.dueOn, $1.person, $1.rule) }
        if persons {
            return try show(lines, ["due", "person", "rule", "municipality"]) {
                [$0.dueOn.description, $0.person, $0.rule, $0.municipality]
            }
        }
        let rows = Dictionary(grouping: lines) { [$0.municipality, $0.rule] }.sorted { $0.key.lexicographicallyPrecedes($1.key) }
            .compactMap { key, lines in lines.first.map { Row(municipality: key[0], rule: key[1], pending: lines.count, first: $0.dueOn) } }
        try show(rows, ["municipality", "rule", "pending", "first"]) {
            [$0.municipality, $0.rule, String($0.pending), $0.first.description]
        }
    }

    private func show<Item: Encodable>(_ items: [Item], _ header: [String], _ cells: (Item) -> [String]) throws {
        if output.format == .json { return Terminal.say(try JSONOutput.text(items)) }
        guard !items.isEmpty else { return Terminal.say("Nothing falls due in \(within) days.") }
        var table = Table(header)
        for item in items { table.add(cells(item)) }
        Terminal.say(table.text)
    }
}
