// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import AuditLog
import ExchangeSchema
import ExchangeStore
import Foundation

struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "What was exchanged, provably.",
        subcommands: [
            AuditVerifyCommand.self, AuditProveCommand.self, AuditOpenCommand.self, AuditCountersCommand.self, AuditPersonCommand.self,
            AuditExposureCommand.self, AuditRegisterCommand.self, AuditReconcileCommand.self, AuditExportCommand.self,
            AuditSealCommand.self,
        ])
}

struct AuditVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check every entry, tile and signature of a shard from its files alone.",
        discussion: "Exits 0 when the log is sound, 1 when it is not. Example:  xchg audit verify --shard /srv/xchg/audit/2026")
    @OptionGroup var workspace: WorkspaceOptions
    @Option(name: .long, help: "Folder of a shard; all shards of the workspace without it.") var shard: String?
    @Option(name: .long, help: "File with the public key; the one in the shard without it.") var vkey: String?
    @Option(name: .long, help: "A signed checkpoint kept from earlier: its log must have grown from it.") var since: String?
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
        let kept = try since.map { Array(try Data(contentsOf: URL(fileURLWithPath: $0))) }
        let origin = kept.map { String(decoding: $0.prefix { $0 != 10 }, as: UTF8.self) }
        let rows = folders.map { folder in
            let own = origin.map { $0.split(separator: "/").last == folder.split(separator: "/").last } ?? false
            let report = Verification(directory: folder).run(vkey: key, previous: own || shard != nil ? kept : nil)
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
