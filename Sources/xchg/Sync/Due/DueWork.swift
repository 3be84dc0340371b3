// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import ExchangeSchema
import Gateway

/// Does what jobs name, and says what was wrong instead of ending the call.
struct DueWork {
    private let composition: Composition

    init(_ composition: Composition) { self.composition = composition }

    /// Every feed that a job names must exist, before the first of them runs.
    func check(_ jobs: [JobSettings]) throws {
        let feeds = try composition.feeds()
        for job in jobs {
            guard let problem = FeedPicking.stranger(among: job.feeds, to: feeds) else { continue }
            throw WorkspaceError.configuration("jobs.\(job.name).feeds: \(problem)")
        }
    }

    func run(_ job: JobSettings) -> [String] {
        var trouble: [String] = []
        for task in job.does {
            do { trouble += try run(task, of: job) } catch { trouble.append(Wording.sentence(for: error)) }
        }
        return trouble
    }

    private func run(_ task: JobSettings.Task, of job: JobSettings) throws -> [String] {
        switch task {
        case .sync: return try SyncRun(composition, feeds: job.feeds).run().trouble
        case .deliver:
            return try composition.delivery.deliver().trouble
        case .seal: _ = try composition.currentSealer().seal()
        case .dashboard:
            _ = try DashboardBuild(workspace: composition.workspace, store: composition.store).run(asOf: WallClock.now.brusselsDate)
        }
        return []
    }
}
