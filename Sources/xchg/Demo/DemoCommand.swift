// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import AuditLog
import ExchangeSchema
import ExchangeStore
import Foundation
import Gateway
import Sandbox
import Simulation

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "The whole job on simulated agencies: send, take in, match, deliver, log, show.",
        discussion: """
            Makes DIR/workspace and DIR/agencies. Run it again on the same directory: everything is a repetition, and nothing is done twice.
            Example:  xchg demo --persons 2000 --seed 1 --dir demo
            """)
    @OptionGroup var simulation: SimulationOptions
    @Option(name: .long, help: "Folder to work in.") var dir = "demo"
    @Option(name: .long, help: "Folder with the contracts.") var contracts: String?

    func run() async throws {
        let agencies = dir + "/agencies"
        let truth = try Simulation(try simulation.plan()).write(to: agencies) { Terminal.progress("simulated \($0) persons") }
        Terminal.endProgress()
        let workspace = try DemoWorkspace.prepare(dir + "/workspace", contracts: contracts)
        try DemoWorkspace.drop(agencies, into: workspace)
        let server = VDABServer(ndjson: agencies + "/vdab/mutaties.ndjson")
        let port = try await server.start()
        var summary: SyncRun.Summary
        let composition: Composition
        do {
            composition = try Composition(try DemoWorkspace.pointing(workspace, at: port))
            summary = try SyncRun(composition).run()
        } catch {
            await server.stop()
            throw error
        }
        await server.stop()
        let pages = try DashboardBuild(workspace: workspace, store: composition.store).run(asOf: truth.plan.asOf)
        _ = try composition.currentSealer().seal()
        summary.totals = try composition.store.totals()
        let reports = try AuditShards.folders(of: workspace).map { Verification(directory: $0).run() }
        try say(summary, reports, pages)
        if !summary.trouble.isEmpty { throw Stop.world(summary.trouble[0]) }
        guard summary.agencies.allSatisfy(\.addsUp), reports.allSatisfy(\.isSound),
            summary.totals.auditEntries == reports.reduce(0, { $0 + $1.size })
        else { throw Stop.no("the summary does not add up") }
    }

    private func say(_ summary: SyncRun.Summary, _ reports: [Verification.Report], _ pages: String) throws {
        Terminal.say("FICTIEVE GEGEVENS: \(simulation.persons) simulated newcomers, seed \(simulation.seed)")
        Terminal.say()
        Terminal.say(SummaryTables.agencies(summary.agencies))
        Terminal.say()
        Terminal.say(SummaryTables.recipients(summary.flows))
        Terminal.say()
        let totals = summary.totals
        Terminal.say(
            "Source records \(totals.sourceRecords), persons \(totals.persons) canonical + \(totals.provisionalPersons) in review, person versions \(totals.personVersions)"
        )
        Terminal.say("Deliveries \(totals.deliveries) released, \(totals.published) published")
        let exchanges = reports.reduce(0) { $0 + ($1.kinds["exchange"] ?? 0) }
        let size = reports.reduce(0) { $0 + $1.size }
        Terminal.say(
            "Audit entries \(totals.auditEntries) = log size \(size), of which \(exchanges) exchanges; verify \(reports.allSatisfy(\.isSound) ? "OK" : "FAILED")"
        )
        Terminal.say("Dashboard: \(pages)")
    }
}

enum DemoWorkspace {
    /// The workspace of an earlier demo, or a new one.
    static func prepare(_ path: String, contracts: String?) throws -> Workspace {
        if FileManager.default.fileExists(atPath: path + "/xchg.yaml") { return try Workspace.open(path) }
        return try Workspace.create(at: path, contracts: try ContractsFolder.find(contracts), fictitious: true)
    }

    /// Does what the agencies do: puts each file beside the inbox and renames it in.
    static func drop(_ agencies: String, into workspace: Workspace) throws {
        let files = FileManager.default
        for agency in Workspace.agencies {
            let source = "\(agencies)/\(agency)"
            guard files.fileExists(atPath: source) else { continue }
            let inbox = workspace.inbox(Agency(rawValue: agency))
            for name in try files.contentsOfDirectory(atPath: source).sorted()
            where agency != Agency.vdab.rawValue || !name.hasSuffix(".ndjson") {
                let pending = "\(inbox)/.\(name)"
                try? files.removeItem(atPath: pending)
                try files.copyItem(atPath: "\(source)/\(name)", toPath: pending)
                guard rename(pending, "\(inbox)/\(name)") == 0 else { throw Stop.world("can't write to \(inbox); check its permissions") }
            }
        }
    }

    static func pointing(_ workspace: Workspace, at port: UInt16) throws -> Workspace {
        var configuration = workspace.configuration
        configuration.vdab.url = "http://127.0.0.1:\(port)"
        return Workspace(path: workspace.path, configuration: configuration)
    }
}
