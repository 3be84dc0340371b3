// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema
package import ExchangeStore

/// Something about a running gateway that asks for somebody's attention, and what to do.
package struct HealthFinding: Sendable, Codable, Equatable {
    package enum Alert: String, Sendable, Codable, CaseIterable {
        case store, keys, log
        case clock, disk, certificate
        case staleFeed = "stale-feed"
        case parkedItems = "parked-items"
        case logBehind = "log-behind"
        case backlog
    }

    package let alert: Alert
    package let sentence: String
    package let remedy: String

    package init(_ alert: Alert, _ sentence: String, remedy: String) {
        self.alert = alert
        self.sentence = sentence
        self.remedy = remedy
    }
}

/// Where figures become findings; pure.
package struct HealthRules: Sendable {
    /// A feed that was not read for so long is stale.
    package var staleAfterHours = 26
    package var mostUnsealed = 100_000
    package var oldestWaitingMinutes = 60
    package var leastFreeBytes = 2 << 30
    package var leastFreePercent = 5
    /// A certificate is renewed before it has fewer days left.
    package var certificateDays = 60
    /// Records may seem newer than now by so much.
    package var clockMinutes = 5

    package init() {}

    package func judge(_ vitals: StoreVitals, at now: Instant) -> [HealthFinding] {
        feeds(vitals.feeds, at: now) + parked(vitals) + behind(vitals, at: now) + clock(vitals, at: now)
    }

    private func feeds(_ feeds: [FeedStatus], at now: Instant) -> [HealthFinding] {
        feeds.compactMap { feed in
            let hours = (now.milliseconds - feed.polledAt.milliseconds) / 3_600_000
            guard hours >= Int64(staleAfterHours) else { return nil }
            return HealthFinding(
                .staleFeed, "\(feed.name) was last read \(hours) hours ago",
                remedy: "see why with 'xchg sync plan \(feed.agency)'; is 'xchg serve' or the timer of 'xchg sync run' at work?")
        }
    }

    private func parked(_ vitals: StoreVitals) -> [HealthFinding] {
        var findings: [HealthFinding] = []
        if vitals.quarantined > 0 {
            findings.append(
                HealthFinding(
                    .parkedItems, "\(vitals.quarantined) records are in quarantine",
                    remedy: "'xchg quarantine list' names rule, field and place of each"))
        }
        if vitals.inReview > 0 {
            findings.append(
                HealthFinding(
                    .parkedItems, "\(vitals.inReview) persons wait for a decision", remedy: "'xchg review list' shows who, oldest first"))
        }
        if vitals.held > 0 {
            findings.append(
                HealthFinding(.parkedItems, "\(vitals.held) deliveries are held", remedy: "'xchg delivery held' says why"))
        }
        return findings
    }

    private func behind(_ vitals: StoreVitals, at now: Instant) -> [HealthFinding] {
        var findings: [HealthFinding] = []
        if vitals.unsealed > mostUnsealed {
            findings.append(
                HealthFinding(
                    .logBehind, "\(vitals.unsealed) entries wait to be sealed into the log",
                    remedy: "run 'xchg sync run' and look at what it says of the log"))
        }
        if let oldest = vitals.oldestWaitingAt, now.milliseconds - oldest.milliseconds >= Int64(oldestWaitingMinutes) * 60_000 {
            findings.append(
                HealthFinding(
                    .backlog, "\(vitals.waiting) records wait, the oldest since \(oldest)", remedy: "'xchg queue list' shows which"))
        }
        return findings
    }

    /// What was written later than now was written under another clock.
    private func clock(_ vitals: StoreVitals, at now: Instant) -> [HealthFinding] {
        let latest = ([vitals.lastReceivedAt] + vitals.feeds.map(\.polledAt)).compactMap(\.self).max()
        guard let latest, latest.milliseconds - now.milliseconds > Int64(clockMinutes) * 60_000 else { return [] }
        return [
            HealthFinding(
                .clock, "the store has records of \(latest), which is after now: this machine's clock was set back",
                remedy: "set the clock right (timedatectl); terms and log times would be wrong otherwise")
        ]
    }

    package func disk(_ path: String, free: Int, total: Int) -> HealthFinding? {
        guard free < leastFreeBytes || free / 100 * 100 < total / 100 * leastFreePercent else { return nil }
        return HealthFinding(
            .disk, "\(free >> 20) MiB are left on the disk of \(path)",
            remedy: "make space: nothing that was accepted is lost when the disk is full, but new work is refused")
    }

    package func certificate(_ path: String, endsAt: Instant, at now: Instant) -> HealthFinding? {
        let days = (endsAt.milliseconds - now.milliseconds) / 86_400_000
        guard days < Int64(certificateDays) else { return nil }
        return HealthFinding(
            .certificate, days < 0 ? "\(path) ended on \(endsAt.utcDate)" : "\(path) ends in \(days) days, on \(endsAt.utcDate)",
            remedy: "ask for its successor now and put it in the same place; the gateway takes the new one at its next start")
    }
}
