// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import AuditLog
import Foundation
import Gateway

struct AuditReconcileCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reconcile", abstract: "Compare what two sides logged of the same exchanges.",
        discussion: """
            Each LOG is a file of 'xchg audit export --shape exchanges', one entry with its disclosures a line. Every disclosure is checked against
            its leaf. Exits 1 where an exchange is in one log only, unequal or twice.
            Example:  xchg audit reconcile ours.jsonl theirs.jsonl --period 2026Q4
            """)
    @Argument(help: "File of the first side.") var first: String
    @Argument(help: "File of the second side.") var second: String
    @Option(name: .long, help: "Only entries of a quarter, as 2026Q4.") var period: QuarterArgument?
    @Option(name: .long, help: "table for people, json for programs.") var format: OutputFormat = .table

    private struct Line: Encodable {
        let trace: String
        let finding: String
    }

    func run() throws {
        let found = LogReconciliation(try read(first), try read(second))
        let lines = found.findings.map { Line(trace: $0.trace, finding: $0.sentence) }
        if format == .json {
            Terminal.say(try JSONOutput.text(lines))
        } else {
            for line in lines { Terminal.say("\(line.trace)  \(line.finding)") }
            Terminal.say("\(found.matched) exchanges are alike, \(lines.count) findings.")
        }
        if !lines.isEmpty { throw Stop.no() }
    }

    private struct ExportedEntry: Decodable {
        let leaf: String
        let disclosures: [String: String]
    }

    private func read(_ path: String) throws -> [LoggedExchange] {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { throw Stop.world("\(path) can't be read") }
        var exchanges: [LoggedExchange] = []
        for (number, line) in text.split(separator: "\n").enumerated() {
            guard let entry = try? JSONDecoder().decode(ExportedEntry.self, from: Data(line.utf8)), let what = entry.disclosures["A"],
                let minute = Leaf.minute(of: Array(entry.leaf.utf8))
            else { throw Stop.no("\(path): line \(number + 1) is no entry with its section A") }
            guard entry.disclosures.values.allSatisfy({ Disclosure.isCommitted(Array($0.utf8), by: Array(entry.leaf.utf8)) }) else {
                throw Stop.no("\(path): line \(number + 1) has a disclosure that is not of its entry")
            }
            guard let exchange = Self.exchange(what, minute) else { throw Stop.no("\(path): line \(number + 1) tells of no exchange") }
            if period.map({ Self.quarter(of: minute) == $0.number }) ?? true { exchanges.append(exchange) }
        }
        return exchanges
    }

    private static func exchange(_ disclosure: String, _ minute: String) -> LoggedExchange? {
        guard let parts = try? JSONSerialization.jsonObject(with: Data(disclosure.utf8)) as? [Any], parts.count == 3,
            let what = parts[2] as? [String: Any], let trace = what["trace"] as? String, let agreement = what["agreement"] as? String,
            let version = what["version"] as? String, let outcome = what["outcome"] as? String, let fields = what["fields"] as? [String]
        else { return nil }
        return LoggedExchange(trace: trace, agreement: agreement, version: version, outcome: outcome, fields: fields, minute: minute)
    }

    /// The quarter of `yyyy-MM…` as year × 10 + quarter.
    private static func quarter(of minute: String) -> Int64? {
        guard let year = Int64(minute.prefix(4)), let month = Int64(minute.dropFirst(5).prefix(2)) else { return nil }
        return year * 10 + (month - 1) / 3 + 1
    }
}
