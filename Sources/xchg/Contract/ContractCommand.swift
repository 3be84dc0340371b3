// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import Contracts
import Foundation

extension ContractParty: ExpressibleByArgument {}

struct ContractCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "contract", abstract: "What agencies send and receive, on paper.",
        subcommands: [ContractListCommand.self, ContractDiffCommand.self])
}

struct ContractDiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Say which changes between two versions of a contract break whom.",
        discussion: """
            Senders break when something that was accepted no longer is; readers when something arrives that never did, or no longer does.
            Contracts under sources/ are looked at for senders, those under deliveries/ for readers, others for both. Exits 1 if somebody breaks.
            Example:  xchg contract diff contracts/released/sources/vdab/mutatie-1.schema.json contracts/sources/vdab/mutatie-1.schema.json
            """)
    @Argument(help: "The older file: .xsd, .schema.json or .table.json.") var old: String
    @Argument(help: "The newer file.") var new: String
    @Option(name: .customLong("for"), help: "senders or readers; else by the folder of the newer file.") var party: ContractParty?
    @Option(name: .long, help: "table for people, json for programs.") var format: OutputFormat = .table

    private struct Line: Encodable {
        let place: String
        let change: String
        let breaks: [String]
    }

    func run() throws {
        let diff = ContractDiff(from: try ContractFiles.shape(old), to: try ContractFiles.shape(new))
        let parties = party.map { [$0] } ?? ContractFiles.parties(new)
        let lines = diff.changes.map { change in
            Line(place: change.place, change: change.what, breaks: parties.filter(change.breaks).map(\.rawValue))
        }
        if format == .json {
            Terminal.say(try JSONOutput.text(lines))
        } else if lines.isEmpty {
            Terminal.say("Nothing that a message could show has changed.")
        } else {
            var table = Table(["place", "change", "breaks"])
            for line in lines {
                table.add([line.place.isEmpty ? "message" : line.place, line.change, line.breaks.joined(separator: ", ")])
            }
            Terminal.say(table.text)
        }
        if lines.contains(where: { !$0.breaks.isEmpty }) { throw Stop.no() }
    }
}

struct ContractListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List contracts with their versions, and how they differ from their last released form.")
    @Option(name: .long, help: "Folder with the contracts.") var contracts: String?
    @Option(name: .long, help: "table for people, json for programs.") var format: OutputFormat = .table

    private struct Line: Encodable {
        let contract: String
        let version: String
        let released: String
        let state: String
    }

    func run() throws {
        let root = try ContractsFolder.find(contracts)
        let lines = try ContractFiles.names(under: root).map { try line($0, root) }
        if format == .json { return Terminal.say(try JSONOutput.text(lines)) }
        var table = Table(["contract", "version", "released", "since then"])
        for line in lines { table.add([line.contract, line.version, line.released, line.state]) }
        Terminal.say(table.text)
    }

    private func line(_ name: String, _ root: String) throws -> Line {
        let shape = try ContractFiles.shape("\(root)/\(name)")
        let released = "\(root)/released/\(name)"
        guard FileManager.default.fileExists(atPath: released) else {
            return Line(contract: name, version: shape.version?.description ?? "", released: "", state: "new")
        }
        let before = try ContractFiles.shape(released)
        let diff = ContractDiff(from: before, to: shape)
        let broken = ContractFiles.parties(name).filter { !diff.breaking($0).isEmpty }
        let state =
            diff.changes.isEmpty ? "unchanged" : broken.isEmpty ? "compatible" : "breaks " + broken.map(\.rawValue).joined(separator: ", ")
        return Line(
            contract: name, version: shape.version?.description ?? "", released: before.version?.description ?? "", state: state)
    }
}

/// Contract files as the command line names them.
enum ContractFiles {
    static func shape(_ path: String) throws -> ContractShape {
        do { return try ContractShape(fileAt: path) } catch { throw Stop.world(error.description) }
    }

    /// Whose side to look from, by the folder that the contract is in.
    static func parties(_ path: String) -> [ContractParty] {
        let folders = path.split(separator: "/")
        if folders.contains("deliveries") { return [.readers] }
        return folders.contains("sources") ? [.senders] : ContractParty.allCases
    }

    /// Contracts of sources and deliveries below the folder, sorted.
    static func names(under root: String) throws -> [String] {
        var found: [String] = []
        for side in ["deliveries", "sources"] {
            for agency in try FileManager.default.contentsOfDirectory(atPath: "\(root)/\(side)").sorted() where !agency.contains(".") {
                let names = try FileManager.default.contentsOfDirectory(atPath: "\(root)/\(side)/\(agency)").sorted()
                found += names.filter { $0.hasSuffix(".xsd") || $0.hasSuffix(".table.json") || $0.hasSuffix(".schema.json") }.map {
                    "\(side)/\(agency)/\($0)"
                }
            }
        }
        return found
    }
}
