// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import ExchangeStore
import Gateway
import TestSupport
import Testing

/// Jobs run when they are due: once, also when calls overlap, die, or come late.
struct JobTests {
    private static let minute: Int64 = 60_000

    private func schedule(_ at: String, jitter: Int = 0, _ missed: JobSchedule.Missed = .once, name: String = "nacht") throws -> JobSchedule
    {
        JobSchedule(name: name, cron: try CronExpression(at), jitterMinutes: jitter, missed: missed)
    }

    private func at(_ text: String) throws -> Instant { try #require(Instant(text)) }

    @Test func `a job is due once per moment, and counts from when it was first seen`() throws {
        let nightly = try schedule("30 2 * * *")
        let noon = try at("2024-01-10T12:00:00Z")
        let moment = try at("2024-01-11T01:30:00Z")
        #expect(nightly.decide(nil, now: noon, punctualSince: noon) == .begin)
        let seen = JobRun(handledThrough: noon)
        #expect(nightly.decide(seen, now: moment.adding(milliseconds: -1), punctualSince: noon) == .wait)
        #expect(nightly.decide(seen, now: moment, punctualSince: noon) == .run(moment))
        #expect(nightly.decide(JobRun(handledThrough: moment), now: moment.adding(milliseconds: Self.minute), punctualSince: noon) == .wait)
        #expect(nightly.next(after: noon) == moment)
        #expect(nightly.next(after: moment) == (try at("2024-01-12T01:30:00Z")))
    }

    @Test func `of many moments that were missed the last is run once, or left out`() throws {
        let seen = JobRun(handledThrough: try at("2024-01-01T12:00:00Z"))
        let now = try at("2024-01-20T12:00:00Z")
        let last = try at("2024-01-20T01:30:00Z")
        let punctual = now.adding(milliseconds: -JobSchedule.tolerance)
        #expect(try schedule("30 2 * * *", .once).decide(seen, now: now, punctualSince: punctual) == .run(last))
        #expect(try schedule("30 2 * * *", .skip).decide(seen, now: now, punctualSince: punctual) == .skip(last))
        // Ten minutes late is not missed.
        let soon = last.adding(milliseconds: JobSchedule.tolerance)
        #expect(try schedule("30 2 * * *", .skip).decide(seen, now: soon, punctualSince: last) == .run(last))
        // What began and did not end is done again in any case.
        let died = JobRun(handledThrough: try at("2024-01-19T12:00:00Z"), startedFor: last)
        #expect(try schedule("30 2 * * *", .skip).decide(died, now: now, punctualSince: punctual) == .run(last))
    }

    @Test func `a clock that was set back makes a job count from the new time`() throws {
        let ahead = JobRun(handledThrough: try at("2024-02-01T00:00:00Z"))
        let now = try at("2024-01-10T12:00:00Z")
        #expect(try schedule("30 2 * * *").decide(ahead, now: now, punctualSince: now) == .begin)
    }

    @Test func `the night when the clock is set is run once`() throws {
        let nightly = try schedule("30 2 * * *")
        // Twice half past two: the second is not run.
        let first = try at("2024-10-27T00:30:00Z")
        #expect(nightly.next(after: try at("2024-10-26T12:00:00Z")) == first)
        #expect(nightly.decide(JobRun(handledThrough: first), now: try at("2024-10-27T01:30:00Z"), punctualSince: first) == .wait)
        #expect(nightly.next(after: first) == (try at("2024-10-28T01:30:00Z")))
        // Never half past two: half past three.
        #expect(nightly.next(after: try at("2024-03-30T12:00:00Z")) == (try at("2024-03-31T01:30:00Z")))
        #expect(nightly.next(after: try at("2024-03-31T01:30:00Z")) == (try at("2024-04-01T00:30:00Z")))
    }

    @Test func `jitter is a function of job and day, below its bound, and loses no moment across midnight`() throws {
        let late = try schedule("55 23 * * *", jitter: 30)
        let plain = try schedule("55 23 * * *")
        var seen = try at("2024-01-10T12:00:00Z")
        var (other, shifts) = (seen, Set<Int64>())
        for _ in 0..<100 {
            let next = try #require(late.next(after: seen))
            let bare = try #require(plain.next(after: other))
            let shift = next.milliseconds - bare.milliseconds
            #expect((0..<30 * Self.minute).contains(shift) && shift % 1000 == 0)
            #expect(late.decide(JobRun(handledThrough: seen), now: next, punctualSince: seen) == .run(next))
            shifts.insert(shift)
            (seen, other) = (next, bare)
        }
        #expect(shifts.count > 60)
        // The same on every machine: reckoned once apart from this program.
        #expect(late.next(after: try at("2024-01-10T12:00:00Z")) == (try at("2024-01-10T23:14:41Z")))
        #expect(try schedule("55 23 * * *", jitter: 30, name: "vdab").next(after: seen) != late.next(after: seen))
    }

    /// A store whose clock the test moves.
    private final class Bench {
        let folder: TemporaryFolder
        let store: Store
        var now: Instant

        init(_ now: Instant) throws {
            self.now = now
            folder = try TemporaryFolder()
            let paths = StorePaths(store: folder.path + "/xchg.db", keys: folder.path + "/keys.db", masterKey: folder.path + "/master.key")
            try Store.create(paths)
            store = try Store(paths, clock: { Instant(milliseconds: 0) })
        }

        func run(_ schedules: [JobSchedule], work: (String) -> [String] = { _ in [] }) throws -> [JobRound.Result] {
            try JobRound(store: store, folder: folder.path + "/jobs", now: { self.now }).run(schedules, work: work)
        }
    }

    private func result(_ job: String, _ outcome: JobRound.Outcome, _ trouble: [String] = []) -> JobRound.Result {
        JobRound.Result(job: job, outcome: outcome, trouble: trouble)
    }

    @Test func `a round runs what is due and keeps how it ended; trouble waits for the next moment`() throws {
        let bench = try Bench(try at("2024-01-10T12:00:00Z"))
        let hourly = try schedule("0 * * * *", name: "uur")
        #expect(try bench.run([hourly]).isEmpty)
        bench.now = try at("2024-01-10T13:00:30Z")
        #expect(try bench.run([hourly]) { _ in ["weg"] } == [result("uur", .trouble, ["weg"])])
        #expect(try bench.run([hourly]).isEmpty)
        let kept = try #require(try bench.store.jobRun("uur"))
        #expect(kept == JobRun(handledThrough: try at("2024-01-10T13:00:00Z"), endedAt: bench.now, outcome: "trouble"))
        bench.now = try at("2024-01-10T14:00:00Z")
        #expect(try bench.run([hourly]) == [result("uur", .done)])
        #expect(try bench.store.jobRun("vdab") == nil)
    }

    @Test func `a job that runs is left alone by a second call, which does the others`() throws {
        let bench = try Bench(try at("2024-01-10T12:00:00Z"))
        let jobs = [try schedule("0 * * * *", name: "lang"), try schedule("0 * * * *", name: "kort")]
        _ = try bench.run(jobs)
        bench.now = try at("2024-01-10T13:00:00Z")
        var inner: [JobRound.Result] = []
        let outer = try bench.run(jobs) { name in
            if name == "lang" { inner = (try? bench.run(jobs)) ?? [] }
            return []
        }
        #expect(inner == [result("lang", .busy), result("kort", .done)])
        #expect(outer == [result("lang", .done)])
    }

    @Test func `a job that waited for a long one of the same call was not missed`() throws {
        let bench = try Bench(try at("2024-01-10T11:00:00Z"))
        let jobs = [try schedule("30 13 * * *", .skip, name: "stipt"), try schedule("0 13 * * *", name: "lang")]
        #expect(try bench.run(jobs).isEmpty)
        bench.now = try at("2024-01-10T12:00:00Z")
        let results = try bench.run(jobs) { _ in
            bench.now = bench.now.adding(milliseconds: 120 * Self.minute)
            return []
        }
        #expect(results == [result("lang", .done), result("stipt", .done)])
    }

    @Test func `what was killed is done again by the next call, however late`() throws {
        let bench = try Bench(try at("2024-01-10T12:00:00Z"))
        let punctual = try schedule("0 13 * * *", .skip)
        #expect(try bench.run([punctual]).isEmpty)
        let moment = try at("2024-01-10T12:00:00Z").adding(milliseconds: 24 * 60 * Self.minute)
        // Another process began and is no more.
        try bench.store.transaction { try $0.startJob("nacht", for: moment, at: moment) }
        bench.now = moment.adding(milliseconds: 300 * Self.minute)
        #expect(try bench.run([punctual]) == [result("nacht", .done)])
        #expect(try bench.store.jobRun("nacht")?.startedFor == nil)
        // Without it the moment would have been left out.
        bench.now = bench.now.adding(milliseconds: 48 * 60 * Self.minute)
        #expect(try bench.run([punctual]) == [result("nacht", .skipped)])
        #expect(try bench.store.jobRun("nacht")?.outcome == "skipped")
    }
}
