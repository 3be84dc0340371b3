// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import AuditLog
import ExchangeSchema
import ExchangeStore
import Foundation

struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "What was exchanged, provably.", subcommands: [AuditVerifyCommand.self, AuditPersonCommand.self])
}

struct AuditVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check every entry, tile and signature of a shard from its files alone.",
        discussion: "Exits 0 when the log is sound, 1 when it is not. Example:  xchg audit verify --shard /srv/xchg/audit/2026")
    @OptionGroup var workspace: WorkspaceOptions
    @Option(name: .long, help: "Folder of a shard; all shards of the workspace without it.") var shard: String?
    @Option(name: .long, help: "File with the public key; the one in the shard without it.") var vkey: String?
    @OptionGroup var output: FormatOptions

    struct Row: Encodable {
        let shard: String
        let size: Int
        let root: String
        let sound: Bool
        let faults: [String]
        let kinds: [String: Int]
    }

    func run() throws {
        let folders = try shard.map { [$0] } ?? AuditShards.folders(of: workspace.open())
        let key = try vkey.map { try String(contentsOfFile: $0, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines) }
        let rows = folders.map { folder in
            let report = Verification(directory: folder).run(vkey: key)
            return Row(
                shard: folder, size: report.size, root: report.root?.hex ?? "", sound: report.isSound, faults: report.faults,
                kinds: report.kinds)
        }
        if output.format == .json {
            Terminal.say(try JSONOutput.text(rows))
        } else {
            for row in rows {
                Terminal.say("\(row.sound ? "verify OK" : "NOT SOUND")  \(row.shard): \(row.size) entries, root \(row.root.prefix(16))…")
                Terminal.say("  " + row.kinds.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
                for fault in row.faults.prefix(20) { Terminal.say("  \(fault)") }
            }
        }
        if rows.isEmpty { throw Stop.no("there is no log yet; 'xchg sync run' makes one") }
        if rows.contains(where: { !$0.sound }) { throw Stop.no() }
    }
}

enum AuditShards {
    static func folders(of workspace: Workspace) throws -> [String] {
        let root = workspace.path + "/audit"
        return try FileManager.default.contentsOfDirectory(atPath: root).sorted().map { root + "/" + $0 }
            .filter { FileManager.default.fileExists(atPath: $0 + "/checkpoint") }
    }
}

struct AuditPersonCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "person", abstract: "Which organisation received what of this person, when, why, under which agreement.",
        discussion: "Example:  xchg audit person 1f3c… --reason \"vraag van de burger\"")
    @OptionGroup var person: PersonArgument
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var output: FormatOptions
    @OptionGroup var reason: ReasonOptions

    struct Line: Encodable {
        let when: String
        let recipient: String
        let fields: [String]
        let purpose: String
        let legalBasis: [String]
        let agreement: String
        let version: String
        let log: String
    }

    func run() throws {
        let workspace = try workspace.open()
        let store = try workspace.store()
        let stored = try person.find(in: store)
        try reason.log("audit person", about: stored.number, in: store)
        let lines = try store.deliveries(of: stored.number).map { delivery, place in try line(delivery, place, workspace, store) }
        if output.format == .json { return Terminal.say(try JSONOutput.text(lines)) }
        guard !lines.isEmpty else { return Terminal.say("Nothing of this person was passed on.") }
        var table = Table(["when", "to", "what", "why", "agreement", "log entry"])
        for line in lines {
            table.add([line.when, line.recipient, line.fields.joined(separator: ", "), line.purpose, line.agreement, line.log])
        }
        Terminal.say(table.text)
    }

    /// What the log itself says of the delivery; the store only says where to look.
    private func line(_ delivery: StoredDelivery, _ place: LogPlace?, _ workspace: Workspace, _ store: Store) throws -> Line {
        var what: [String: Any] = [:]
        if let place, let year = place.shard.split(separator: "/").last.flatMap({ Int($0) }),
            let entry = ShardReader(directory: workspace.shard(year), size: place.shardSize).entry(place.index)
        {
            let parts = delivery.releasedAt.utcDate.parts
            let opened = try store.open(
                leaf: entry.leaf, openings: entry.openings, periodId: Int64(parts.year * 10 + (parts.month - 1) / 3 + 1),
                person: delivery.person)
            if let section = opened[Entry.Section.what.letter],
                let disclosure = try JSONSerialization.jsonObject(with: Data(section)) as? [Any], disclosure.count == 3
            {
                what = disclosure[2] as? [String: Any] ?? [:]
            }
        }
        return Line(
            when: what["at"] as? String ?? delivery.releasedAt.description, recipient: delivery.recipient.rawValue,
            fields: what["fields"] as? [String] ?? [], purpose: what["purpose"] as? String ?? "",
            legalBasis: what["legalBasis"] as? [String] ?? [],
            agreement: what["agreement"] as? String ?? delivery.agreement, version: what["version"] as? String ?? delivery.agreementVersion,
            log: place.map { "\($0.shard)#\($0.index)" } ?? "not sealed yet")
    }
}
