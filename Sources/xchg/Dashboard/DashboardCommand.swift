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
    @OptionGroup var day: DayOption

    func run() throws {
        let workspace = try workspace.open()
        Terminal.say("Dashboard: \(try DashboardBuild(workspace: workspace, store: try workspace.store()).run(asOf: try day.day()))")
    }
}
