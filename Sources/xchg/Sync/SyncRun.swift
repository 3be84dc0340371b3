// SPDX-License-Identifier: EUPL-1.2
import AuditLog
import Dispatch
import ExchangeSchema
import ExchangeStore
import Foundation
import Gateway
import Synchronization

/// One run of the whole job: every feed and beside it the pipeline, then delivery, then the log.
///
/// A feed that can't be read does not stop the others; it is reported at the end, and so is what the feeds know to be missing.
struct SyncRun {
    struct Summary: Encodable {
        var agencies: [AgencyCounts] = []
        var totals = StoreTotals()
        var flows: [FlowCounts] = []
        var delivered = 0
        var withheld = 0
        var held = 0
        /// Reports to agencies of what was given back to them.
        var reports = 0
        /// Files that lie there and that their senders have not called complete.
        var waiting: [String] = []
        var trouble: [String] = []
    }

    private let composition: Composition
    private let names: [String]

    /// With names of agencies or feeds, only those are fetched.
    init(_ composition: Composition, feeds names: [String] = []) {
        self.composition = composition
        self.names = names
    }

    func run() throws -> Summary {
        var summary = Summary()
        try announce()
        let feeds = try FeedPicking.pick(names, from: try composition.feeds())
        summary.trouble = try takeInAndWork(feeds)
        for feed in feeds { summary.waiting += try feed.waiting().map { "\(feed.name): \($0)" } }
        summary.trouble += try FeedConcerns.sentences(feeds, composition.store)
        summary.reports = try composition.reports.report()
        Terminal.progress("delivering")
        let counts = try composition.delivery.deliver()
        (summary.delivered, summary.withheld, summary.held) = (counts.delivered, counts.withheld, counts.held)
        summary.trouble += counts.trouble
        _ = try composition.workspace.retention(composition.store).run()
        Terminal.progress("sealing")
        _ = try composition.currentSealer().seal()
        summary.trouble += try RunAttestation(composition: composition).run()
        try composition.store.truncateKeyLog()
        Terminal.endProgress()
        summary.agencies = try composition.store.agencyCounts()
        summary.totals = try composition.store.totals()
        summary.flows = try composition.store.flows()
        return summary
    }

    /// Logs what the run works under, where that is another than at the run before.
    private func announce() throws {
        let announcements = Announcements(store: composition.store)
        let workspace = composition.workspace
        let settings = try Data(contentsOf: URL(fileURLWithPath: workspace.path + "/xchg.yaml"))
        try announcements.configuration(digest: Digest32.of(Array(settings)).hex, program: XchgVersion.text)
        try announcements.agreements(try workspace.book())
    }

    /// Records are worked on while the feeds are still being read; returns what was wrong with a feed.
    private func takeInAndWork(_ feeds: [any SourceFeed]) throws -> [String] {
        let counts = Mutex((received: 0, settled: 0))
        let room = DispatchSemaphore(value: 0)
        let intake = intake(waitingFor: room)
        let show = { @Sendable (received: Int?, settled: Int?) in
            let now = counts.withLock { held in
                held = (received ?? held.received, settled ?? held.settled)
                return held
            }
            Terminal.progress("\(now.received) received, \(now.settled) settled")
        }
        return try composition.pipeline.run(limit: composition.workspace.configuration.batchSize) { taken in
            var trouble: [String] = []
            var before = 0
            for feed in feeds {
                do {
                    let drained = try intake.drain(feed) { total in
                        show(before + total.received, nil)
                        taken()
                    }
                    before += drained.received
                } catch {
                    trouble.append("\(feed.name): \(Wording.sentence(for: error))")
                    try Announcements(store: composition.store).trouble("feed can't be read", at: feed.name)
                }
            }
            return trouble
        } progress: {
            show(nil, $0)
            room.signal()
        }
    }

    /// Where too much waits, the intake waits for the pipeline; one that settles nothing for a minute makes no room.
    private func intake(waitingFor room: DispatchSemaphore) -> Intake {
        let limit = BacklogLimit(most: composition.workspace.configuration.queue.maximumBacklog) {
            room.wait(timeout: .now() + .seconds(60)) == .success
        }
        return Intake(store: composition.store, limit: limit, now: { WallClock.now })
    }
}

extension DeliveryCounts {
    /// Who takes nothing now, and what is held.
    var trouble: [String] {
        failing.sorted().map { "\($0): does not take its files now; they are tried again later and nobody else waits" }
            + (held > 0 ? ["\(held) deliveries break their contract and are held; 'xchg delivery held' says why"] : [])
    }
}

extension SyncRun.Summary {
    var text: String {
        var lines = [SummaryTables.agencies(agencies), ""]
        lines.append(
            "Persons: \(totals.persons) canonical, \(totals.provisionalPersons) in review. Deliveries: \(totals.deliveries) released, "
                + "\(totals.published) published, \(withheld) withheld and \(held) held in this run.")
        lines.append("Audit log: \(totals.logSize) entries sealed, \(totals.unsealed) waiting.")
        if reports > 0 { lines.append("Reports: \(reports) written under reports/, to be sent to the agencies they name.") }
        for file in waiting { lines.append("Waiting: \(file) has no .ok beside it yet") }
        for sentence in trouble { lines.append("Trouble: \(sentence)") }
        return lines.joined(separator: "\n")
    }
}

/// Tables that more than one command shows.
enum SummaryTables {
    static func agencies(_ counts: [AgencyCounts]) -> String {
        var table = Table(["agency", "received", "accepted", "duplicate", "in review", "quarantined", "waiting", "adds up"])
        for one in counts {
            table.add([
                one.agency.rawValue, String(one.received), String(one.accepted), String(one.duplicates), String(one.inReview),
                String(one.quarantined), String(one.waiting), one.addsUp ? "yes" : "NO",
            ])
        }
        return table.text
    }

    static func recipients(_ flows: [FlowCounts]) -> String {
        var groups: [String: (organisations: Set<OrganisationID>, deliveries: Int, withheld: Int)] = [:]
        for flow in flows {
            let name =
                flow.recipient.rawValue.hasPrefix("gemeente-")
                ? "gemeenten" : flow.recipient.rawValue.hasPrefix("school-") ? "onderwijs" : flow.recipient.rawValue
            groups[name, default: ([], 0, 0)].organisations.insert(flow.recipient)
            groups[name]?.deliveries += flow.deliveries
            groups[name]?.withheld += flow.withheld
        }
        var table = Table(["recipient", "organisations", "deliveries", "withheld"])
        for (name, group) in groups.sorted(by: { $0.key < $1.key }) {
            table.add([name, String(group.organisations.count), String(group.deliveries), String(group.withheld)])
        }
        return table.text
    }
}
