// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema
package import ExchangeStore

/// When one job is due; pure.
package struct JobSchedule: Sendable, Equatable {
    /// What becomes of moments that passed while nothing ran.
    package enum Missed: String, Sendable, Codable, CaseIterable {
        /// One run makes up for all of them.
        case once
        /// They are left out; the job waits for its next moment.
        case skip
    }

    package enum Decision: Equatable, Sendable {
        /// Seen for the first time, or the clock was set back: moments count from now on.
        case begin
        case wait
        case run(Instant)
        case skip(Instant)
    }

    package static let mostJitterMinutes = 720
    /// A moment is missed when nobody looked for so long after it.
    package static let tolerance: Int64 = 600_000

    package let name: String
    private let cron: CronExpression
    private let jitterMinutes: Int
    private let missed: Missed

    package init(name: String, cron: CronExpression, jitterMinutes: Int, missed: Missed) {
        self.name = name
        self.cron = cron
        self.jitterMinutes = min(max(jitterMinutes, 0), Self.mostJitterMinutes)
        self.missed = missed
    }

    /// What is to be done now; moments from `punctualSince` on were not missed.
    package func decide(_ state: JobRun?, now: Instant, punctualSince: Instant) -> Decision {
        guard let state, state.handledThrough <= now else { return .begin }
        guard let moment = latest(after: state.handledThrough, through: now) else { return .wait }
        // A run that began and did not end is done again, whatever is done about missed ones.
        return missed == .once || moment >= punctualSince || state.startedFor != nil ? .run(moment) : .skip(moment)
    }

    /// The next moment after this one; nil where none comes within eight years.
    package func next(after instant: Instant) -> Instant? {
        let day = instant.brusselsDate
        for offset in -1...2922 {
            let found = moments(on: day.adding(days: offset)).first { $0 > instant }
            // The day after may be shifted less.
            let other = moments(on: day.adding(days: offset + 1)).first { $0 > instant }
            if let found { return min(found, other ?? found) }
        }
        return nil
    }

    private func latest(after: Instant, through: Instant) -> Instant? {
        var day = through.brusselsDate
        let first = after.brusselsDate.adding(days: -1)
        while day >= first {
            let found = moments(on: day).last { $0 <= through }
            let other = moments(on: day.adding(days: -1)).last { $0 <= through }
            if let found {
                let last = max(found, other ?? found)
                return last > after ? last : nil
            }
            day = day.adding(days: -1)
        }
        return nil
    }

    private func moments(on day: LocalDate) -> [Instant] {
        let shift = jitter(on: day)
        return cron.moments(on: day).map { $0.adding(milliseconds: shift) }
    }

    /// Whole seconds below the jitter, the same for a job and a day wherever they are reckoned: FNV-1a of the name, mixed with the day.
    private func jitter(on day: LocalDate) -> Int64 {
        guard jitterMinutes > 0 else { return 0 }
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in "\(name)/\(day)".utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        hash = (hash ^ (hash >> 30)) &* 0xBF58_476D_1CE4_E5B9
        return Int64((hash ^ (hash >> 27)) % UInt64(jitterMinutes * 60)) * 1000
    }
}
