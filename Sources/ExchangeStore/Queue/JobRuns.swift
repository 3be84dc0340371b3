// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema
import GRDB

/// How a scheduled job stands.
package struct JobRun: Sendable, Codable, Equatable {
    /// Moments up to this one were run, or left out.
    package var handledThrough: Instant
    /// The moment for which a run began that did not end yet; of a process that was killed it stays.
    package var startedFor: Instant?
    package var endedAt: Instant?
    package var outcome: String?

    package init(handledThrough: Instant, startedFor: Instant? = nil, endedAt: Instant? = nil, outcome: String? = nil) {
        self.handledThrough = handledThrough
        self.startedFor = startedFor
        self.endedAt = endedAt
        self.outcome = outcome
    }
}

extension Store {
    /// Nil for a job that was never seen.
    package func jobRun(_ job: String) throws -> JobRun? {
        try reading { db in
            try Row.fetchOne(
                db, sql: "SELECT handled_through, started_for, ended_at, outcome FROM job_run WHERE job = ?", arguments: [job]
            ).map { row in
                JobRun(
                    handledThrough: Instant(milliseconds: row[0]), startedFor: (row[1] as Int64?).map(Instant.init(milliseconds:)),
                    endedAt: (row[2] as Int64?).map(Instant.init(milliseconds:)), outcome: row[3])
            }
        }
    }
}

extension StoreTransaction {
    /// Moments of the job count from this one on.
    package func count(_ job: String, from instant: Instant) throws {
        try db.execute(
            sql: """
                INSERT INTO job_run (job, handled_through) VALUES (?, ?)
                ON CONFLICT (job) DO UPDATE SET handled_through = excluded.handled_through, started_for = NULL
                """, arguments: [job, instant.milliseconds])
    }

    package func startJob(_ job: String, for moment: Instant, at instant: Instant) throws {
        try db.execute(
            sql: "UPDATE job_run SET started_for = ?, started_at = ? WHERE job = ?",
            arguments: [moment.milliseconds, instant.milliseconds, job])
    }

    package func endJob(_ job: String, through moment: Instant, at instant: Instant, outcome: String) throws {
        try db.execute(
            sql: "UPDATE job_run SET handled_through = ?, started_for = NULL, ended_at = ?, outcome = ? WHERE job = ?",
            arguments: [moment.milliseconds, instant.milliseconds, outcome, job])
    }
}
