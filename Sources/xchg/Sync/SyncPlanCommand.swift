// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import ExchangeSchema
import ExchangeStore

struct SyncPlanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Say what the next run would fetch; asks no server.",
        discussion: """
            Per feed: the window that would be asked for, or how many files wait, how many of them without the companion that releases them.
            Example:  xchg sync plan lokaal
            """)
    @OptionGroup var selection: FeedSelection
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var output: FormatOptions

    func run() throws {
        let composition = try Composition(try workspace.open())
        let outlooks = try FeedPicking.pick(selection.names, from: try composition.feeds()).map { feed in
            try feed.outlook(from: try composition.store.feedPosition(feed.name))
        }
        if output.format == .json { return Terminal.say(try JSONOutput.text(outlooks)) }
        var table = Table(["feed", "from", "until", "goes on", "files", "without trigger", "bytes"])
        for one in outlooks {
            let isWindow = one.from != nil
            table.add([
                one.feed, one.from?.description ?? "-", one.to?.description ?? "-", one.resumes ? "within a window" : "-",
                isWindow ? "-" : String(one.files), isWindow ? "-" : String(one.withoutTrigger), isWindow ? "-" : String(one.bytes),
            ])
        }
        Terminal.say(table.text)
    }
}
