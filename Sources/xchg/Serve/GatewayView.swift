// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import ExchangeServer
import ExchangeStore

/// What a running gateway shows of itself: figures about agencies, feeds and services, never about a person.
struct GatewayView: OperationsView {
    let store: Store
    let pulse: Pulse
    let diskPath: String

    func stuck() async -> [String] { pulse.stuck(at: WallClock.now) }

    func unready() async -> [String] { pulse.troubles }

    func metrics() async throws -> [Metric] {
        let vitals = try await WorkThread.run { [store] in try store.vitals() }
        return Self.figures(vitals) + Self.feeds(vitals.feeds) + services() + disk()
    }

    static func figures(_ vitals: StoreVitals) -> [Metric] {
        var received = Metric("xchg_records_received_total", .counter, "Records received of each agency, repetitions included.")
        for (agency, count) in vitals.received.sorted(by: { $0.key < $1.key }) { received.add(Double(count), ["agency": agency.rawValue]) }
        func gauge(_ name: String, _ help: String, _ value: Int) -> Metric { Metric(name, .gauge, help, value: Double(value)) }
        return [
            received, gauge("xchg_records_waiting", "Records that wait for the pipeline.", vitals.waiting),
            Metric(
                "xchg_oldest_waiting_timestamp_seconds", .gauge, "When the oldest waiting record was received; 0 where none waits.",
                value: Double(vitals.oldestWaitingAt?.milliseconds ?? 0) / 1000),
            gauge("xchg_records_quarantined", "Records held in quarantine until somebody decides.", vitals.quarantined),
            gauge("xchg_reviews_open", "Persons who wait for a decision.", vitals.inReview),
            gauge("xchg_deliveries_waiting", "Deliveries that were released and not yet written.", vitals.undelivered),
            gauge("xchg_files_staged", "Delivery files that were written and not yet published.", vitals.staged),
            gauge("xchg_deliveries_held", "Deliveries that an agreement or a contract holds back.", vitals.held),
            gauge("xchg_log_unsealed_entries", "Audit entries that are not yet in the log.", vitals.unsealed),
            Metric("xchg_log_entries_total", .counter, "Entries of the audit log.", value: Double(vitals.logSize)),
        ]
    }

    static func feeds(_ feeds: [FeedStatus]) -> [Metric] {
        var polled = Metric("xchg_feed_last_read_timestamp_seconds", .gauge, "When each feed was last read.")
        var fresh = Metric("xchg_feed_last_new_timestamp_seconds", .gauge, "When each feed last brought something new.")
        for feed in feeds {
            polled.add(Double(feed.polledAt.milliseconds) / 1000, ["feed": feed.name])
            if let at = feed.lastNewAt { fresh.add(Double(at.milliseconds) / 1000, ["feed": feed.name]) }
        }
        return [polled, fresh]
    }

    private func services() -> [Metric] {
        var beats = Metric("xchg_service_last_beat_timestamp_seconds", .gauge, "When each service last moved.")
        var rounds = Metric("xchg_service_rounds_total", .counter, "Rounds that each service finished since the start.")
        var troubled = Metric("xchg_service_in_trouble", .gauge, "1 where the last round of a service failed.")
        for (name, beat) in pulse.all {
            beats.add(Double(beat.at.milliseconds) / 1000, ["service": name])
            rounds.add(Double(beat.rounds), ["service": name])
            troubled.add(beat.trouble == nil ? 0 : 1, ["service": name])
        }
        return [beats, rounds, troubled]
    }

    private func disk() -> [Metric] {
        guard let space = DiskSpace(of: diskPath) else { return [] }
        return [
            Metric("xchg_disk_free_bytes", .gauge, "Space left on the disk of the workspace.", value: Double(space.free)),
            Metric("xchg_disk_size_bytes", .gauge, "Size of the disk of the workspace.", value: Double(space.total)),
        ]
    }
}
