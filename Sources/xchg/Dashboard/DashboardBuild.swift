// SPDX-License-Identifier: EUPL-1.2
import Dashboards
import ExchangeSchema
import ExchangeStore
import Gateway

/// Gathers the figures of all persons and of the exchange.
struct DashboardReading {
    let workspace: Workspace
    let store: Store

    func input(asOf: LocalDate) throws -> DashboardInput {
        var input = DashboardInput(asOf: asOf, years: (asOf.year - 6)...asOf.year, geography: try workspace.geography())
        input.exchange = try ExchangeReading(workspace: workspace, store: store).figures()
        try store.forEachPerson { stored in input.add(try PersonView.canonical(stored)) }
        return input
    }
}

/// Renders the pages.
struct DashboardBuild {
    let workspace: Workspace
    let store: Store

    /// Returns the path of the first page.
    func run(asOf: LocalDate) throws -> String {
        let builder = try DashboardBuilder(
            try DashboardReading(workspace: workspace, store: store).input(asOf: asOf), knownAt: WallClock.now,
            fictitious: workspace.configuration.fictitious, version: XchgVersion.text)
        try builder.write(to: workspace.dashboards)
        let totals = try store.totals()
        let state = "\(totals.sourceRecords)/\(totals.personVersions)/\(totals.published)"
        try Announcements(store: store).publication("dashboards", asOf: asOf, state: state)
        return workspace.dashboards + "/index.html"
    }
}
