// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import Dashboards
import ExchangeSchema

/// The exact yearly series of the whole region, for who checks them; nothing below the region is given.
struct DashboardFiguresCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "figures", abstract: "Print the yearly series of all indicators as CSV, with the numbers of the columns.",
        discussion: "Example:  xchg dashboard figures --as-of 2026-06-30 > reeksen.csv")
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var day: DayOption

    func run() throws {
        let workspace = try workspace.open()
        let input = try DashboardReading(workspace: workspace, store: try workspace.store()).input(asOf: try day.day())
        Terminal.say("indicator;column;name;year;value")
        for table in input.book.tables { for year in input.years { say(table, year) } }
    }

    private func say(_ table: IndicatorTable, _ year: Int) {
        let id = table.definition.id
        for (column, told) in table.definition.columns.enumerated() {
            Terminal.say("\(id);\(column);\(told.name.nl);\(year);\(table.count(column, 0, year))")
        }
        for (place, duration) in table.definition.durations.enumerated() {
            for perMille in [500, 900] {
                let value = table.quantile(place, perMille: perMille, 0, year).map(String.init) ?? ""
                Terminal.say("\(id);q\(place)-\(perMille);\(duration.name.nl);\(year);\(value)")
            }
        }
    }
}
