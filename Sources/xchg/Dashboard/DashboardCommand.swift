// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import AuditLog
import Dashboards
import ExchangeSchema
import ExchangeStore
import Gateway

struct DashboardCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dashboard", abstract: "Pages for the steering group.", subcommands: [DashboardBuildCommand.self])
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

/// Gathers the figures and renders the pages.
struct DashboardBuild {
    let workspace: Workspace
    let store: Store

    /// Returns the path of the first page.
    func run(asOf: LocalDate) throws -> String {
        var input = DashboardInput(asOf: asOf, years: (asOf.year - 6)...asOf.year)
        try store.forEachPerson { stored in input.add(try PersonView.canonical(stored)) }
        input.exchange = try exchange()
        let builder = try DashboardBuilder(
            input, knownAt: WallClock.now, fictitious: workspace.configuration.fictitious, version: XchgVersion.text)
        try builder.write(to: workspace.dashboards)
        let totals = try store.totals()
        let state = "\(totals.sourceRecords)/\(totals.personVersions)/\(totals.published)"
        try Announcements(store: store).publication("dashboards", asOf: asOf, state: state)
        return workspace.dashboards + "/index.html"
    }

    private func exchange() throws -> ExchangeFigures {
        var figures = ExchangeFigures()
        let feeds = try store.feedStatus()
        figures.agencies = try store.agencyCounts().map { counts in
            let last = feeds.filter { $0.agency == counts.agency }.compactMap(\.lastNewAt).max()
            return ExchangeFigures.AgencyRow(
                agency: counts.agency.rawValue, received: counts.received, accepted: counts.accepted, duplicates: counts.duplicates,
                inReview: counts.inReview, quarantined: counts.quarantined, lastNew: last?.brusselsDate.description)
        }
        var groups: [[String]: (Set<OrganisationID>, Int, Int, Int64)] = [:]
        for flow in try store.flows() {
            let name = flow.recipient.rawValue
            let recipient = name.hasPrefix("gemeente-") ? "gemeenten" : name.hasPrefix("school-") ? "scholen" : name
            var group = groups[[flow.provider, recipient]] ?? ([], 0, 0, 0)
            group.0.insert(flow.recipient)
            group.1 += flow.deliveries
            group.2 += flow.withheld
            group.3 += flow.meanLead * Int64(flow.deliveries)
            groups[[flow.provider, recipient]] = group
        }
        figures.flows = groups.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { key, group in
            ExchangeFigures.FlowRow(
                provider: key[0], recipient: key[1], organisations: group.0.count, deliveries: group.1, withheld: group.2,
                leadSeconds: Int(group.3 / Int64(max(1, group.1)) / 1000))
        }
        let reports = try AuditShards.folders(of: workspace).map { Verification(directory: $0).run() }
        figures.logSize = reports.reduce(0) { $0 + $1.size }
        figures.logRoot = reports.last?.root?.hex ?? ""
        figures.logIsSound = !reports.isEmpty && reports.allSatisfy(\.isSound)
        return figures
    }
}
