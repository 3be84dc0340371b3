// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import ExchangeSchema
import ExchangeStore

struct SyncStatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "How each feed and each agency stands, and what is missing.",
        discussion: "Exits 0 when nothing is missing, 1 when numbered files were passed over.\nExample:  xchg sync status --format json")
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var output: FormatOptions

    struct Status: Encodable {
        let feeds: [FeedStatus]
        let agencies: [AgencyCounts]
        let missing: [FeedGap]
    }

    func run() throws {
        let store = try workspace.open().store()
        let status = Status(feeds: try store.feedStatus(), agencies: try store.agencyCounts(), missing: try store.sequenceGaps())
        if output.format == .json { Terminal.say(try JSONOutput.text(status)) } else { show(status) }
        if !status.missing.isEmpty { throw Stop.no() }
    }

    private func show(_ status: Status) {
        var table = Table(["feed", "last read", "last new"])
        for feed in status.feeds { table.add([feed.name, feed.polledAt.description, feed.lastNewAt?.description ?? "never"]) }
        Terminal.say(table.text)
        Terminal.say()
        Terminal.say(SummaryTables.agencies(status.agencies))
        guard !status.missing.isEmpty else { return }
        Terminal.say()
        var missing = Table(["feed", "series", "numbers that did not come", "files"])
        for one in status.missing { missing.add([one.feed, one.gap.series, one.gap.numbers, String(one.gap.count)]) }
        Terminal.say(missing.text)
        Terminal.say("Ask the sender for them, or give them up:  xchg sync waive FEED SERIES NUMBERS --reason …")
    }
}
