// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import AuditLog
import ExchangeSchema
import ExchangeStore
import Foundation

/// The shapes in which exchanges are given to others.
enum ExportShape: String, ExpressibleByArgument, CaseIterable {
    /// Entries with disclosures A and B, for `reconcile`.
    case exchanges
    /// MAGDA Auditregister, body of POST /audit/v1/registraties.
    case magda
    /// Logboek Dataverwerkingen, a span of OTLP/JSON.
    case logboek
    /// Estonian Data Tracker, a row of findUsage.
    case datatracker
}

struct AuditExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Give the exchanges of a year to others, one JSON object a line.",
        discussion: """
            No shape holds a number or name of a person: whom an exchange is about stands there as the pseudonym of the log, and only with --warrant.
            Example:  xchg audit export 2026 --shape logboek --reason "aanlevering" > spans.jsonl
            """)
    @Argument(help: "Year of the shard.") var year: Int
    @Option(name: .long, help: "exchanges, magda, logboek or datatracker.") var shape: ExportShape
    @Option(name: .long, help: "Reference of the warrant that allows to say whom.") var warrant: String?
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var reason: ReasonOptions

    func run() throws {
        let workspace = try workspace.open(as: .auditor)
        let store = try workspace.store()
        var details: [(String, EntryValue)] = [("shape", .text(shape.rawValue)), ("year", .integer(year))]
        if let warrant { details.append(("warrant", .text(warrant))) }
        try reason.log("audit export", about: nil, in: store, as: .auditor, details: details)
        let host = String(workspace.configuration.origin.prefix { $0 != "/" })
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        try LogOpener(workspace: workspace, store: store).forEach(year: year, for: warrant == nil ? .auditor : .warrant) { entry in
            guard entry.kind == "exchange", let exchange = ExportedExchange(entry) else { return }
            let line: Data
            switch shape {
            case .exchanges: line = try encoder.encode(entry.only([.what, .organisations]))
            case .magda:
                line = try JSONSerialization.data(withJSONObject: exchange.magda(host), options: [.sortedKeys, .withoutEscapingSlashes])
            case .logboek:
                line = try JSONSerialization.data(withJSONObject: exchange.logboek(host), options: [.sortedKeys, .withoutEscapingSlashes])
            case .datatracker:
                line = try JSONSerialization.data(withJSONObject: exchange.dataTracker(), options: [.sortedKeys, .withoutEscapingSlashes])
            }
            Terminal.say(String(decoding: line, as: UTF8.self))
        }
    }
}

extension OpenedEntry {
    func only(_ sections: Set<Entry.Section>) -> OpenedEntry {
        let letters = Set(sections.map(\.rawValue))
        return OpenedEntry(
            entry: entry, leaf: leaf, kind: kind, minute: minute, disclosures: disclosures.filter { letters.contains($0.key) })
    }
}

/// One exchange of the log in the words of others.
struct ExportedExchange {
    private let trace: String
    private let at: String
    private let agreement: String
    private let version: String
    private let purpose: String
    private let legalBasis: [String]
    private let fields: [String]
    private let provider: String
    private let recipient: String
    private let subject: String?

    /// Nil where sections A and B are not open.
    init?(_ entry: OpenedEntry) {
        guard let what = entry.section(.what), let organisations = entry.section(.organisations), let trace = what["trace"] as? String,
            let at = what["at"] as? String
        else { return nil }
        self.trace = trace
        self.at = at
        agreement = what["agreement"] as? String ?? ""
        version = what["version"] as? String ?? ""
        purpose = what["purpose"] as? String ?? ""
        legalBasis = what["legalBasis"] as? [String] ?? []
        fields = what["fields"] as? [String] ?? []
        provider = organisations["provider"] as? String ?? ""
        recipient = organisations["recipient"] as? String ?? ""
        subject = entry.section(.subject)?["id"] as? String
    }

    /// The trace (16 bytes in hexadecimal) in the form of a UUID.
    private var uuid: String {
        var parts: [Substring] = []
        var rest = trace[...]
        for length in [8, 4, 4, 4, 12] { parts.append(rest.prefix(length)); rest = rest.dropFirst(length) }
        return parts.joined(separator: "-")
    }

    /// Wie, over wie, wat, wanneer, waarom; the three references are the trace that both sides log.
    func magda(_ host: String) -> [String: Any] {
        var registration: [String: Any] = [
            "correlatieId": uuid, "tracingId": uuid, "requestId": uuid, "wanneer": at, "wie": ["organisatie": recipient],
            "wat": ["uri": "https://\(host)/agreements/\(agreement)", "velden": fields, "bron": provider],
            "waarom": ["doel": purpose, "rechtsgrond": legalBasis, "protocol": agreement, "versie": version],
        ]
        if let subject { registration["overWie"] = ["pseudoniem": subject] }
        return ["meta": ["onderwerpInOnderzoek": false], "registratie": registration]
    }

    /// A span: trace and span ids in hexadecimal, times in nanoseconds as text, attributes `dpl.core.*`.
    func logboek(_ host: String) -> [String: Any] {
        let nanoseconds = String((Instant(at)?.milliseconds ?? 0) * 1_000_000)
        var attributes: [[String: Any]] = [
            [
                "key": "dpl.core.processing_activity_id",
                "value": ["stringValue": "https://\(host)/agreements/\(agreement)?version=\(version)"],
            ]
        ]
        if let subject {
            attributes.append(["key": "dpl.core.data_subject_id", "value": ["stringValue": subject]])
            attributes.append(["key": "dpl.core.data_subject_id_type", "value": ["stringValue": "pseudonym"]])
        }
        let span: [String: Any] = [
            "traceId": trace, "spanId": String(trace.prefix(16)), "name": "\(provider)/\(agreement)", "kind": 4,
            "startTimeUnixNano": nanoseconds,
            "endTimeUnixNano": nanoseconds, "status": ["code": 1], "attributes": attributes,
        ]
        let resource = ["attributes": [["key": "service.name", "value": ["stringValue": host]]]]
        return ["resourceSpans": [["resource": resource, "scopeSpans": [["scope": ["name": "xchg"], "spans": [span]]]]]]
    }

    func dataTracker() -> [String: Any] {
        var row: [String: Any] = ["logtime": at, "action": purpose, "sender": provider, "receiver": recipient, "restrictions": [String]()]
        if let subject { row["userCode"] = subject }
        return row
    }
}
