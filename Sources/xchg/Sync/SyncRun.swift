// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import ExchangeStore
import Gateway

/// One run of the whole job: every feed, then the pipeline, then delivery, then the log.
///
/// A feed that can't be read does not stop the others; it is reported at the end.
struct SyncRun {
    struct Summary: Encodable {
        var agencies: [AgencyCounts] = []
        var totals = StoreTotals()
        var flows: [FlowCounts] = []
        var delivered = 0
        var withheld = 0
        /// Files that lie there and that their senders have not called complete.
        var waiting: [String] = []
        var trouble: [String] = []
    }

    private let composition: Composition

    init(_ composition: Composition) { self.composition = composition }

    func run() throws -> Summary {
        var summary = Summary()
        for feed in try composition.feeds() {
            do {
                _ = try intake.drain(feed) { Terminal.progress("\(feed.name): \($0.received) received") }
                summary.waiting += try feed.waiting().map { "\(feed.name): \($0)" }
            } catch {
                summary.trouble.append("\(feed.name): \(Wording.sentence(for: error))")
            }
        }
        var done = 0
        while true {
            let count = try composition.pipeline.step(limit: composition.workspace.configuration.batchSize)
            if count == 0 { break }
            done += count
            Terminal.progress("pipeline: \(done) records")
        }
        Terminal.progress("delivering")
        (summary.delivered, summary.withheld) = try composition.delivery.deliver()
        Terminal.progress("sealing")
        _ = try composition.sealer.seal()
        try composition.store.truncateKeyLog()
        Terminal.endProgress()
        summary.agencies = try composition.store.agencyCounts()
        summary.totals = try composition.store.totals()
        summary.flows = try composition.store.flows()
        return summary
    }

    private var intake: Intake { Intake(store: composition.store, now: { WallClock.now }) }
}

extension SyncRun.Summary {
    var text: String {
        var lines = [SummaryTables.agencies(agencies), ""]
        lines.append(
            "Persons: \(totals.persons) canonical, \(totals.provisionalPersons) in review. Deliveries: \(totals.deliveries) released, "
                + "\(totals.published) published, \(withheld) withheld in this run.")
        lines.append("Audit log: \(totals.logSize) entries sealed, \(totals.unsealed) waiting.")
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
