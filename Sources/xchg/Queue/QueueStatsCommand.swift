// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import ExchangeSchema
import ExchangeStore

struct QueueStatsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stats", abstract: "How each agency's lane stands, and what is held, grouped by rule.",
        discussion: "Example:  xchg queue stats --format json")
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var output: FormatOptions

    private struct Report: Encodable {
        let standing: QueueStanding
        let deferred: [DeferredRecord]
        let redrives: [Redrive]
    }

    func run() throws {
        let store = try workspace.open().store()
        let report = Report(
            standing: try store.queueStanding(), deferred: try store.deferredRecords(limit: 20), redrives: try store.redrives())
        if output.format == .json { return Terminal.say(try JSONOutput.text(report)) }
        var lanes = Table(["agency", "waiting", "oldest", "later", "parked", "returned", "paused"])
        for lane in report.standing.lanes {
            lanes.add([
                lane.agency.rawValue, String(lane.waiting), lane.oldestAt?.description ?? "-", String(lane.deferred), String(lane.parked),
                String(lane.returned), lane.pausedFor == nil ? "-" : "yes",
            ])
        }
        Terminal.say(lanes.text)
        Terminal.say("Outbox: \(report.standing.outbox) deliveries wait, \(report.standing.staged) files are not acknowledged.")
        if !report.standing.groups.isEmpty {
            var groups = Table(["rule", "agency", "outcome", "items", "oldest"])
            for group in report.standing.groups {
                groups.add([group.rule, group.agency.rawValue, group.outcome.rawValue, String(group.items), group.oldestAt.description])
            }
            Terminal.say()
            Terminal.say(groups.text)
        }
        for one in report.redrives where one.endedAt == nil {
            Terminal.say(
                "Redrive \(one.id) of \(one.items) items (\(one.rule)) begins \(one.dueAt); until then:  xchg queue retry --undo \(one.id) --reason …"
            )
        }
    }
}
