// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import AuditLog
import Dashboards
import ExchangeSchema
import ExchangeStore
import Gateway

struct DashboardCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dashboard", abstract: "Pages for the steering group.",
        subcommands: [DashboardBuildCommand.self, DashboardFiguresCommand.self, DashboardProtectCommand.self])
}

struct DashboardBuildCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "build", abstract: "Write the pages into the workspace.",
        discussion: "Example:  xchg dashboard build --as-of 2026-06-30")
    @OptionGroup var workspace: WorkspaceOptions
    @Option(name: .long, help: "Day to look from, jjjj-mm-dd; today without it.") var asOf: String?

    func run() throws {
        let workspace = try workspace.open()
        guard let day = asOf.map({ LocalDate($0) }) ?? WallClock.now.brusselsDate else {
            throw ValidationError("--as-of must be a date of the form jjjj-mm-dd")
        }
        Terminal.say("Dashboard: \(try DashboardBuild(workspace: workspace, store: try workspace.store()).run(asOf: day))")
    }
}
