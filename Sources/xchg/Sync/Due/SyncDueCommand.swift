// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import ExchangeSchema
import ExchangeStore
import Gateway

struct SyncDueCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "due", abstract: "Run the jobs of xchg.yaml that are due; what a timer or cron calls, every minute.",
        discussion: """
            Calls may overlap: a job that runs is left alone. A call that was killed is made good by the next one.
            A job begins to count when it is first seen here. With --dry-run nothing runs; it says what is due and when each job comes next.

            Exit codes: 0 nothing was due, or all that was due went well; 2 something was wrong with a job, or with the settings.
            Examples:
              xchg sync due
              xchg sync due --dry-run
            """)
    @Flag(name: .long, help: "Say what is due and what comes next; run nothing.") var dryRun = false
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var output: FormatOptions

    func run() throws {
        let workspace = try workspace.open()
        let jobs = workspace.configuration.jobs
        if dryRun { return try show(DueOutlook.list(jobs, in: try workspace.store(), now: WallClock.now)) }
        guard !jobs.isEmpty else { return Terminal.say("xchg.yaml names no jobs.") }
        let composition = try Composition(workspace)
        let work = DueWork(composition)
        try work.check(jobs)
        let round = try JobRound(store: composition.store, folder: workspace.path + "/store/jobs", now: { WallClock.now })
        let results = try round.run(try jobs.map { try $0.schedule() }) { name in
            jobs.first { $0.name == name }.map { work.run($0) } ?? []
        }
        if output.format == .json { Terminal.say(try JSONOutput.text(results)) } else { Terminal.say(Self.text(results)) }
        if let trouble = results.first(where: { !$0.trouble.isEmpty }) { throw Stop.world("\(trouble.job): \(trouble.trouble[0])") }
    }

    private static func text(_ results: [JobRound.Result]) -> String {
        guard !results.isEmpty else { return "Nothing is due." }
        return results.flatMap { one in ["\(one.job): \(one.outcome.sentence)"] + one.trouble.map { "Trouble: \($0)" } }
            .joined(separator: "\n")
    }

    private func show(_ outlook: [DueOutlook]) throws {
        if output.format == .json { return Terminal.say(try JSONOutput.text(outlook)) }
        var table = Table(["job", "does", "at", "due", "last ended", "outcome", "next"])
        for one in outlook {
            table.add([
                one.job, one.does.joined(separator: ", "), one.at, one.due, one.lastEndedAt?.description ?? "never", one.outcome ?? "-",
                one.nextAt?.description ?? "-",
            ])
        }
        Terminal.say(table.isEmpty ? "xchg.yaml names no jobs." : table.text)
    }
}

extension JobRound.Outcome {
    var sentence: String {
        switch self {
        case .done: "done"
        case .trouble: "done, with trouble; it comes again at its next moment"
        case .skipped: "missed, and left out as its settings say"
        case .busy: "runs already"
        }
    }
}

/// How one job stands, without running it.
struct DueOutlook: Encodable {
    let job: String
    let does: [String]
    let at: String
    /// `no`, `yes`, `missed` where it will be left out, `not seen yet`.
    let due: String
    let lastEndedAt: Instant?
    let outcome: String?
    let nextAt: Instant?

    static func list(_ jobs: [JobSettings], in store: Store, now: Instant) throws -> [DueOutlook] {
        try jobs.map { job in
            let schedule = try job.schedule()
            let state = try store.jobRun(job.name)
            let due =
                switch schedule.decide(state, now: now, punctualSince: now.adding(milliseconds: -JobSchedule.tolerance)) {
                case .begin: "not seen yet"
                case .wait: "no"
                case .run: "yes"
                case .skip: "missed"
                }
            return DueOutlook(
                job: job.name, does: job.does.map(\.rawValue), at: job.at, due: due, lastEndedAt: state?.endedAt, outcome: state?.outcome,
                nextAt: schedule.next(after: now))
        }
    }
}
