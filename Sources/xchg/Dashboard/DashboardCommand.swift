// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import ExchangeSchema
import ExchangeStore

struct DashboardCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "dashboard", abstract: "Pages for the steering group.")
}
struct DashboardBuild {
    let workspace: Workspace
    let store: Store
    func run(asOf: LocalDate) throws -> String { "" }
}
