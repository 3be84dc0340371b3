// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import ExchangeStore
import Foundation
import Sandbox
import TestSupport
import Testing

/// What a timer calls: jobs of the settings, run when they are due.
struct DueCommandTests {
    private struct Place {
        let folder: TemporaryFolder
        let workspace: String

        /// `jobs` are the lines below `jobs:`; `url` that of VDAB.
        init(_ jobs: String, url: String = "") async throws {
            folder = try TemporaryFolder()
            workspace = folder.path + "/w"
            #expect(try await XchgBinary.run(["init", workspace]).code == 0)
            let yaml = workspace + "/xchg.yaml"
            let text = try String(contentsOfFile: yaml, encoding: .utf8).replacingOccurrences(of: "url: \"\"", with: "url: \"\(url)\"")
            try (text + "jobs:\n" + jobs).write(toFile: yaml, atomically: true, encoding: .utf8)
        }

        func due(_ arguments: String...) async throws -> XchgBinary.Outcome {
            try await XchgBinary.run(["sync", "due"] + arguments + ["--workspace", workspace])
        }

        /// As if the job was first seen two days ago.
        func seen(_ job: String) throws {
            let store = try Workplace(workspace).store
            try store.transaction { try $0.count(job, from: Self.now.adding(milliseconds: -172_800_000)) }
        }

        func run(of job: String) throws -> JobRun? { try Workplace(workspace).store.jobRun(job) }

        static var now: Instant { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }

        /// An hour that lies far from now on both sides.
        static var farHour: Int { Int((now.milliseconds / 3_600_000 + 13) % 24) }
    }

    @Test func `a job begins to count when it is first seen, runs once for what was missed, and does what it names`() async throws {
        let place = try await Place("  nacht: {at: \"0 \(Place.farHour) * * *\", does: [sync, dashboard], feeds: [lokaal]}\n")
        let stem = place.workspace + "/inbox/lokaal/44021_20240301_0001_participatie"
        try SyncBench.activities(["P-1"]).write(toFile: stem + ".csv", atomically: true, encoding: .utf8)
        try Data().write(to: URL(fileURLWithPath: stem + ".ok"))

        #expect(try await place.due("--dry-run").output.contains("not seen yet"))
        #expect(try place.run(of: "nacht") == nil)
        let first = try await place.due()
        #expect(first.code == 0)
        #expect(first.output == "Nothing is due.\n")
        #expect(try place.run(of: "nacht")?.outcome == nil)

        try place.seen("nacht")
        let plan = try await place.due("--dry-run", "--format", "json")
        let outlook = try #require((try JSONSerialization.jsonObject(with: Data(plan.output.utf8)) as? [[String: Any]])?.first)
        #expect(outlook["due"] as? String == "yes")
        #expect(outlook["does"] as? [String] == ["sync", "dashboard"])
        let next = try #require((outlook["nextAt"] as? String).flatMap { Instant($0) })
        #expect(next > Place.now && next < Place.now.adding(milliseconds: 90_000_000))
        #expect(FileManager.default.fileExists(atPath: stem + ".csv"))

        let second = try await place.due()
        #expect(second.output == "nacht: done\n", "\(second.errors)")
        #expect(!FileManager.default.fileExists(atPath: stem + ".csv"))
        #expect(FileManager.default.fileExists(atPath: place.workspace + "/dashboards/index.html"))
        #expect(try await place.due().output == "Nothing is due.\n")
        #expect(try place.run(of: "nacht")?.outcome == "done")
    }

    @Test func `trouble with one job is said and does not stop the others; what was missed is left out where the job says so`() async throws
    {
        let hour = Place.farHour
        let place = try await Place(
            """
              vdab: {at: "0 \(hour) * * *", feeds: vdab}
              stipt: {at: "0 \(hour) * * *", does: seal, missed: skip}
              zegel: {at: "0 \(hour) * * *", does: [deliver, seal]}

            """, url: "http://127.0.0.1:9")
        for job in ["vdab", "stipt", "zegel"] { try place.seen(job) }
        let outcome = try await place.due()
        #expect(outcome.code == 2)
        #expect(outcome.errors.contains("vdab: vdab/mutaties: the server can't be reached"))
        #expect(outcome.output.contains("vdab: done, with trouble"))
        #expect(outcome.output.contains("stipt: missed, and left out"))
        #expect(outcome.output.contains("zegel: done"))
        #expect(try place.run(of: "vdab")?.outcome == "trouble")
        #expect(try place.run(of: "stipt")?.outcome == "skipped")
    }

    @Test func `a call that is killed within a job loses nothing, and a call beside it leaves the job alone`() async throws {
        let folder = try TemporaryFolder()
        let line =
            "{\"soort\":\"ADVIES\",\"id\":\"1\",\"klantnummer\":\"K1\",\"datumModificatie\":\"2024-03-01T09:00:00.000Z\",\"advies\":{\"id\":\"1\"}}\n"
        try line.write(toFile: folder.path + "/m.ndjson", atomically: true, encoding: .utf8)
        let server = VDABServer(ndjson: folder.path + "/m.ndjson", faults: [1: .slow(milliseconds: 20_000)])
        let place = try await Place(
            "  vdab: {at: \"0 \(Place.farHour) * * *\", feeds: [vdab], missed: skip}\n", url: "http://127.0.0.1:\(try await server.start())"
        )
        try place.seen("vdab")
        // Nobody was late: the run is due for as long as a process began it.
        let moment = try #require(try place.run(of: "vdab")?.handledThrough.adding(milliseconds: 86_400_000))
        try Workplace(place.workspace).store.transaction { try $0.startJob("vdab", for: moment, at: moment) }
        let workspace = place.workspace
        let (killed, beside) = try await Blocking.run {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: XchgBinary.path)
            process.arguments = ["sync", "due", "--workspace", workspace]
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            // The lock is taken as soon as its file is there; the server keeps the job waiting.
            while process.isRunning, access(workspace + "/store/jobs/vdab.lock", F_OK) != 0 { sched_yield() }
            #expect(process.isRunning)
            let other = Process()
            let pipe = Pipe()
            other.executableURL = URL(fileURLWithPath: XchgBinary.path)
            other.arguments = ["sync", "due", "--workspace", workspace]
            other.standardOutput = pipe
            try other.run()
            let said = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
            other.waitUntilExit()
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            return (process.terminationReason == .uncaughtSignal, said)
        }
        #expect(killed)
        #expect(beside == "vdab: runs already\n")
        #expect(try place.run(of: "vdab")?.outcome == nil)
        let again = try await place.due()
        #expect(again.output == "vdab: done\n", "\(again.errors)")
        #expect(try Workplace(place.workspace).store.totals().sourceRecords == 1)
        await server.stop()
    }

    @Test(arguments: [
        ("  nacht: {at: \"0 25 * * *\"}\n", "jobs.nacht.at (line +0, column 15): the hour '25' must lie between 0 and 23"),
        ("  nacht: {does: [sync]}\n", "jobs.nacht.at (line +0, column 10): is missing"),
        ("  nacht:\n    at: \"0 2 * * *\"\n    daos: sync\n", "jobs.nacht (line +2, column 5): 'daos' is no setting of a job"),
        ("  Nacht: {at: \"0 2 * * *\"}\n", "jobs (line +0, column 3): names of jobs have at most 40 small letters"),
        ("  nacht: {at: \"0 2 * * *\", does: [sync, bak]}\n", "must be one of sync, deliver, seal, dashboard"),
        ("  nacht: {at: \"0 2 * * *\", does: []}\n", "jobs.nacht.does (line +0, column 34): names nothing to do"),
        ("  nacht: {at: \"0 2 * * *\", missed: twice}\n", "must be one of once, skip"),
        ("  nacht: {at: \"0 2 * * *\", jitterMinutes: 721}\n", "jobs.nacht.jitterMinutes (line +0, column 43): must lie between 0 and 720"),
        ("  - nacht\n", "jobs (line +0, column 3): must be a mapping of names to jobs"),
        ("  nacht: {at: \"0 2 * * *\", feeds: [lokal]}\n", "jobs.nacht.feeds: no feed or agency 'lokal'; known are"),
    ])
    func `what is wrong with the settings is said with key and place`(jobs: String, sentence: String) async throws {
        let place = try await Place(jobs)
        let text = try String(contentsOfFile: place.workspace + "/xchg.yaml", encoding: .utf8)
        let first = try #require(text.components(separatedBy: "\n").firstIndex(of: "jobs:")) + 2
        let outcome = try await place.due()
        #expect(outcome.code == 2)
        let expected = sentence.replacingOccurrences(of: "line +0", with: "line \(first)").replacingOccurrences(
            of: "line +2", with: "line \(first + 2)")
        #expect(outcome.errors.contains(expected), "\(outcome.errors)")
    }
}
