// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import AuditLog
import Foundation

struct AuditProveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prove", abstract: "Write a .tlog-proof file: that an entry stands in the log, verifiable without it.",
        discussion: """
            xchg-verify --proof FILE --vkey VKEY checks it, offline.
            Example:  xchg audit prove 2026/1207 --out feit.tlog-proof
            """)
    @Argument(help: "Year of the shard and index of the entry, as 2026/1207.") var entry: EntryArgument
    @Option(name: .long, help: "File to write; standard output without it.") var out: String?
    @OptionGroup var workspace: WorkspaceOptions

    func run() throws {
        let folder = try workspace.open(as: .auditor).shard(entry.year)
        guard let proof = LogProof(of: entry.index, in: folder) else {
            throw Stop.no("no entry \(entry.index) is covered by the checkpoint of \(folder)")
        }
        if let out {
            try Data(proof.file).write(to: URL(fileURLWithPath: out), options: .atomic)
            Terminal.say("\(out): \(proof.file.count) bytes")
        } else {
            FileHandle.standardOutput.write(Data(proof.file))
        }
    }
}

/// An entry by shard and index: 2026/1207.
struct EntryArgument: ExpressibleByArgument {
    let year: Int
    let index: Int

    init?(argument: String) {
        let parts = argument.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let year = Int(parts[0]), let index = Int(parts[1]), (1900...9999).contains(year), index >= 0 else {
            return nil
        }
        self.year = year
        self.index = index
    }
}
