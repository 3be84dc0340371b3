// SPDX-License-Identifier: EUPL-1.2
import AuditLog
import Dispatch
import ExchangeSchema
import ExchangeStore
import Foundation
import Gateway
import Sandbox
import Simulation
import TestSupport
import Testing

/// The process dies at any moment, or two of them run at once: afterwards everything is as if nothing had happened.
@Suite(.serialized)
struct KillTests {
    private static let kills = ProcessInfo.processInfo.environment["XCHG_SOAK"] == nil ? 200 : 2000
    private static let seed: UInt64 = 20_260_624

    @Test func `killed two hundred times, the work ends as undisturbed work does`() async throws {
        let stage = try await Stage()
        let undisturbed = try stage.workspace("undisturbed")
        #expect(try await XchgBinary.run(["sync", "run", "--workspace", undisturbed]).code == 0)
        var duration = try await Self.usualDuration(stage)
        let expected = try Snapshot(undisturbed)
        #expect(expected.deliveries.count > 10)

        var chance = SplitMix(Self.seed)
        var killed = 0
        var round = 0
        while killed < Self.kills {
            round += 1
            let workspace = try stage.workspace("killed-\(round)")
            // At most so many deaths for one workspace; then it may finish.
            var deaths = 0
            while deaths < 25, killed < Self.kills {
                // Less work is left after each death, so the next one comes sooner.
                let moment = chance.next() % max(1, duration / UInt64(deaths + 1))
                guard try await Blocking.run({ try Self.runAndKill(workspace, after: moment) }) else {
                    // It was measured while the machine had more to do: the whole work takes less than this.
                    if deaths == 0 { duration = moment }
                    break
                }
                deaths += 1
                killed += 1
            }
            let last = try await XchgBinary.run(["sync", "run", "--workspace", workspace])
            #expect(last.code == 0, "seed \(Self.seed), round \(round): \(last.errors)")
            let found = try Snapshot(workspace)
            #expect(found == expected, "seed \(Self.seed), round \(round), after \(deaths) deaths: \(found.difference(from: expected))")
        }
        await stage.server.stop()
    }

    @Test func `two runs at once do the work of one`() async throws {
        let stage = try await Stage()
        let alone = try stage.workspace("alone")
        #expect(try await XchgBinary.run(["sync", "run", "--workspace", alone]).code == 0)
        let expected = try Snapshot(alone)
        for round in 1...3 {
            let shared = try stage.workspace("shared-\(round)")
            let codes = try await Blocking.run {
                let processes = try (0..<2).map { _ in try Self.start(shared) }
                for process in processes { process.waitUntilExit() }
                return processes.map(\.terminationStatus)
            }
            #expect(codes == [0, 0])
            let found = try Snapshot(shared)
            #expect(found == expected, "\(found.difference(from: expected))")
        }
        await stage.server.stop()
    }

    /// The median of three runs, after one that warmed the caches: a slow first run would let most of the dying runs end by themselves.
    private static func usualDuration(_ stage: Stage) async throws -> UInt64 {
        var durations: [UInt64] = []
        for round in 1...3 {
            let workspace = try stage.workspace("measured-\(round)")
            let started = DispatchTime.now()
            #expect(try await XchgBinary.run(["sync", "run", "--workspace", workspace]).code == 0)
            durations.append(DispatchTime.now().uptimeNanoseconds - started.uptimeNanoseconds)
        }
        return durations.sorted()[1]
    }

    private static func start(_ workspace: String) throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: XchgBinary.path)
        process.arguments = ["sync", "run", "--workspace", workspace]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }

    /// False where the process ended by itself before its time.
    private static func runAndKill(_ workspace: String, after nanoseconds: UInt64) throws -> Bool {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: XchgBinary.path)
        process.arguments = ["sync", "run", "--workspace", workspace]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        try process.run()
        if ended.wait(timeout: .now() + .nanoseconds(Int(nanoseconds))) == .success { return false }
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        return process.terminationReason == .uncaughtSignal
    }
}

/// What must be the same however the work was cut: persons, deliveries as found in the folders, exchange entries in a log that verifies.
struct Snapshot: Equatable {
    var persons: [String: String] = [:]
    var deliveries: [String: String] = [:]
    var published: [String: Int] = [:]
    var exchanges = 0
    var logFaults: [String] = []

    init(_ workspace: String) throws {
        let workplace = try Workplace(workspace)
        try workplace.store.forEachPerson { stored in
            let person = try PersonView.canonical(stored)
            persons[stored.id.rawValue] = "\(stored.version) \(String(decoding: try CanonicalCoding.encode(person), as: UTF8.self))"
        }
        try workplace.store.forEachDelivery { deliveries[$0.deliveryId] = Digest32.of($0.payload).hex }
        let report = Verification(directory: try workplace.shard).run()
        exchanges = report.kinds["exchange"] ?? 0
        logFaults = report.faults
        for message in try PublishedDeliveries.read(workspace) { published[message.id, default: 0] += 1 }
    }

    /// In which part two snapshots differ, without a value of anybody.
    func difference(from other: Snapshot) -> String {
        var parts: [String] = []
        if persons.keys != other.persons.keys { parts.append("person ids") }
        let changed = persons.filter { other.persons[$0.key] != $0.value }.count
        if changed > 0 { parts.append("\(changed) persons") }
        if deliveries != other.deliveries { parts.append("deliveries \(deliveries.count) for \(other.deliveries.count)") }
        if published != other.published {
            parts.append("published events \(published.values.reduce(0, +)) for \(other.published.values.reduce(0, +))")
        }
        if exchanges != other.exchanges { parts.append("exchange entries \(exchanges) for \(other.exchanges)") }
        return (parts + logFaults).joined(separator: ", ")
    }
}

/// A seeded generator for moments of death.
private struct SplitMix {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
