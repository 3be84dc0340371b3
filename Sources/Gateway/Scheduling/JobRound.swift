// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema
package import ExchangeStore
import Foundation

/// Runs what is due, each job at most once; safe to call twice at a time and to kill at any moment.
///
/// A job is done under a lock of its own that ends with its process. That it began and that it ended are written apart: what began and did not
/// end is due again at the next call.
package struct JobRound {
    package enum Outcome: String, Sendable, Codable { case done, trouble, skipped, busy }

    package struct Result: Sendable, Codable, Equatable {
        package let job: String
        package let outcome: Outcome
        /// What went wrong.
        package let trouble: [String]

        package init(job: String, outcome: Outcome, trouble: [String]) {
            self.job = job
            self.outcome = outcome
            self.trouble = trouble
        }
    }

    private let store: Store
    private let folder: String
    private let now: () -> Instant

    /// `folder` takes the locks.
    package init(store: Store, folder: String, now: @escaping () -> Instant) throws {
        self.store = store
        self.folder = folder
        self.now = now
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    /// `work` does one job by name and says what was wrong; looks again after each round, since work takes time.
    package func run(_ schedules: [JobSchedule], work: (String) -> [String]) throws -> [Result] {
        var results: [Result] = []
        var looked = now()
        while true {
            let before = results.count
            let moment = now()
            for schedule in schedules where !results.contains(where: { $0.job == schedule.name }) {
                let punctualSince = looked.adding(milliseconds: -JobSchedule.tolerance)
                if let result = try attend(to: schedule, moment, punctualSince, work) { results.append(result) }
            }
            looked = moment
            if results.count == before { return results }
        }
    }

    /// Nil where nothing was to be done.
    private func attend(to schedule: JobSchedule, _ moment: Instant, _ punctualSince: Instant, _ work: (String) -> [String]) throws
        -> Result?
    {
        guard let lock = try FileLock.ifFree("\(folder)/\(schedule.name).lock") else {
            return Result(job: schedule.name, outcome: .busy, trouble: [])
        }
        defer { lock.release() }
        // Read under the lock: another call may have done it a moment ago.
        switch schedule.decide(try store.jobRun(schedule.name), now: moment, punctualSince: punctualSince) {
        case .wait: return nil
        case .begin:
            try store.transaction { try $0.count(schedule.name, from: moment) }
            return nil
        case .skip(let missed):
            try store.transaction { try $0.endJob(schedule.name, through: missed, at: moment, outcome: Outcome.skipped.rawValue) }
            return Result(job: schedule.name, outcome: .skipped, trouble: [])
        case .run(let due):
            try store.transaction { try $0.startJob(schedule.name, for: due, at: moment) }
            let trouble = work(schedule.name)
            let outcome: Outcome = trouble.isEmpty ? .done : .trouble
            let ended = now()
            try store.transaction { try $0.endJob(schedule.name, through: due, at: ended, outcome: outcome.rawValue) }
            return Result(job: schedule.name, outcome: outcome, trouble: trouble)
        }
    }
}
