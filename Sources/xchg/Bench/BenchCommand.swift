// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import ExchangeSchema
import ExchangeStore
import Foundation
import Sandbox
import Simulation

struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measure the whole path, from received to delivered and sealed, beside bare SQL writing the same rows.",
        discussion: """
            Measures, asserts nothing. With --check it measures 'source check' on a generated stream beside the bare parser instead; with --backlog
            how long it takes to claim a batch with a thousand records waiting, and with so many.
            Examples:
              xchg bench --persons 13000
              xchg bench --check csv --megabytes 200
              xchg bench --backlog 1000000
            """)
    @Option(name: .long, help: "Measure claiming with so many records waiting.") var backlog: Int?
    @Option(name: .long, help: "How many simulated newcomers.") var persons = 13_000
    @Option(name: .long, help: "Seed of the simulation.") var seed: UInt64 = 1
    @Option(name: .long, help: "Folder to work in; a temporary one without it.") var dir: String?
    @Option(name: .long, help: "Measure 'source check' on a stream of csv, xml or ndjson.") var check: GeneratedStream.Kind?
    @Option(name: .long, help: "Size of that stream.") var megabytes = 200
    @Option(name: .long, help: "table for people, json for programs; with --check.") var format: OutputFormat = .table

    func run() async throws {
        let folder = dir ?? FileManager.default.temporaryDirectory.appendingPathComponent("xchg-bench-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { if dir == nil { try? FileManager.default.removeItem(atPath: folder) } }
        if let check {
            let measured = try CheckBench(stream: GeneratedStream(kind: check, megabytes: megabytes), folder: folder).run()
            return Terminal.say(format == .json ? try JSONOutput.text(measured) : measured.text)
        }
        if let backlog { return try BacklogBench(folder: folder, most: backlog).run() }
        let load = try prepare(folder)
        let server = VDABServer(ndjson: folder + "/agencies/vdab/mutaties.ndjson")
        let port = try await server.start()
        let workspace = folder + "/workspace"
        try point(workspace, at: port)
        Terminal.progress("running the whole path")
        let started = DispatchTime.now().uptimeNanoseconds
        let child = Process()
        child.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        child.arguments = ["sync", "run", "--workspace", workspace]
        child.standardOutput = FileHandle.nullDevice
        try child.run()
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                child.waitUntilExit()
                continuation.resume()
            }
        }
        let seconds = Double(DispatchTime.now().uptimeNanoseconds - started) / 1e9
        await server.stop()
        guard child.terminationStatus == 0 else {
            throw Stop.world("the measured run failed; try 'xchg sync run --workspace \(workspace)'")
        }
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_CHILDREN.rawValue), &usage)
        let processor = Self.seconds(usage.ru_utime) + Self.seconds(usage.ru_stime)
        try report(folder, load, seconds, processor: processor, peakKilobytes: usage.ru_maxrss)
    }

    private struct Load {
        var files: [(agency: String, files: Int, bytes: Int)] = []
    }

    /// Everybody has a contract here, many move and many have a diploma recognised, so that a record leads to a delivery or more on average.
    private func prepare(_ folder: String) throws -> Load {
        guard let from = LocalDate("2020-01-01"), let to = LocalDate("2026-06-30") else { throw ValidationError("dates") }
        var rates = SimulationRates()
        rates.contractOfObliged = 1
        rates.contractOfEntitled = 1
        rates.minor = 0
        rates.registrationWithoutTrajectory = 0
        rates.moves = 0.6
        rates.recognition = 0.5
        _ = try Simulation(SimulationPlan(persons: persons, seed: seed, from: from, to: to, rates: rates)).write(to: folder + "/agencies") {
            Terminal.progress("simulated \($0) persons")
        }
        let workspace = try Workspace.create(at: folder + "/workspace", contracts: try ContractsFolder.find(nil), fictitious: true)
        var load = Load()
        let files = FileManager.default
        for agency in Workspace.agencies {
            var count = 0
            var bytes = 0
            for name in try files.contentsOfDirectory(atPath: "\(folder)/agencies/\(agency)") {
                let path = "\(folder)/agencies/\(agency)/\(name)"
                bytes += (try files.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
                count += 1
                if agency != Agency.vdab.rawValue || !name.hasSuffix(".ndjson") {
                    try files.moveItem(atPath: path, toPath: workspace.inbox(Agency(rawValue: agency)) + "/" + name)
                }
            }
            load.files.append((agency, count, bytes))
        }
        return load
    }

    private func point(_ workspace: String, at port: UInt16) throws {
        var configuration = WorkspaceConfiguration(fictitious: true)
        configuration.vdab.url = "http://127.0.0.1:\(port)"
        configuration.vdab.pageSize = 500
        try configuration.commentedText.write(toFile: workspace + "/xchg.yaml", atomically: true, encoding: .utf8)
    }

    private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }

    private func report(_ folder: String, _ load: Load, _ seconds: Double, processor: Double, peakKilobytes: Int) throws {
        let workspace = try Workspace.open(folder + "/workspace")
        let store = try workspace.store()
        let totals = try store.totals()
        let agencies = try store.agencyCounts()
        let received = agencies.reduce(0) { $0 + $1.received }
        var table = Table(["agency", "records", "files", "bytes"])
        for one in load.files {
            table.add([
                one.agency, String(agencies.first { $0.agency.rawValue == one.agency }?.received ?? 0), String(one.files),
                String(one.bytes),
            ])
        }
        Terminal.endProgress()
        Terminal.say(table.text)
        let auditBytes = try folderSize(workspace.shard(WallClock.now.utcDate.year)) / max(1, totals.logSize)
        Terminal.progress("writing the same rows with bare SQL")
        let bare = try BareReplay.run(
            store: workspace.storePaths.store, keys: workspace.storePaths.keys, into: folder, batch: workspace.configuration.batchSize,
            auditBytes: auditBytes)
        // What is open keeps the shared memory of its write-ahead log, without which nobody may only read.
        withExtendedLifetime(store) {}
        Terminal.endProgress()
        let perSecond = Double(received) / seconds
        let barePerSecond = Double(received) / bare.seconds
        func text(_ value: Double, _ digits: Int = 2) -> String { String(format: "%.\(digits)f", value) }
        Terminal.say()
        Terminal.say("records received             \(received)")
        Terminal.say("deliveries                   \(totals.deliveries), \(text(Double(totals.deliveries) / Double(received))) per record")
        Terminal.say(
            "whole path                   \(text(seconds, 1)) s, \(text(perSecond, 0)) records/s, received to delivered and sealed, durable"
        )
        Terminal.say("processor time               \(text(processor, 1)) s on \(ProcessInfo.processInfo.activeProcessorCount) cores")
        Terminal.say("bare SQL, same rows          \(text(bare.seconds, 1)) s, \(text(barePerSecond, 0)) records/s")
        Terminal.say("ratio to bare SQL            \(text(perSecond / barePerSecond))")
        let exchanges = Double(max(1, totals.deliveries))
        Terminal.say("rows per exchange            \(text(Double(bare.rows) / exchanges))")
        Terminal.say("bytes per exchange           \(text(Double(bare.bytes) / exchanges, 0)) in rows, \(auditBytes) in the log")
        Terminal.say("peak memory                  \(peakKilobytes / 1024) MiB")
    }

    private func folderSize(_ path: String) throws -> Int {
        guard let names = FileManager.default.enumerator(atPath: path) else { return 0 }
        var bytes = 0
        while let name = names.nextObject() as? String {
            bytes += (try FileManager.default.attributesOfItem(atPath: path + "/" + name)[.size] as? Int) ?? 0
        }
        return bytes
    }
}
