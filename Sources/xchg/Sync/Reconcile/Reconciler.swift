// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import Connectors
import ExchangeSchema
import ExchangeStore
import Gateway

/// Gathers what an agency states, compares it with the store, and fetches again what lacks where that can be done.
struct Reconciler {
    private let composition: Composition
    private let connector: any SourceConnector

    init(_ composition: Composition, agency: Agency) throws {
        self.composition = composition
        guard let connector = composition.connectors.first(where: { $0.agency == agency }) else {
            let known = composition.connectors.map(\.agency.rawValue).sorted().joined(separator: ", ")
            throw ValidationError("no agency '\(agency)'; known are \(known)")
        }
        self.connector = connector
    }

    func run(fetching: Bool) throws -> ReconcileReport {
        let feed = try composition.feeds().lazy.compactMap { $0 as? VDABFeed }.first { $0.agency == connector.agency }
        if fetching, feed == nil {
            throw ValidationError("--fetch needs a feed that can be asked again; ask \(connector.agency) to send its files once more")
        }
        let statements = try statements(feed)
        guard !statements.isEmpty else {
            throw Stop.world(
                "\(connector.agency) states nothing; ask it to put SENDER_VAN_TOT_controle.csv in \(composition.workspace.inbox(connector.agency)), "
                    + "as contracts/sources/\(connector.agency)/controle-1.table.json says")
        }
        var report = try compare(statements)
        guard fetching, let feed else { return report }
        let lacking = report.lots.filter { $0.sender == feed.agency.rawValue && ($0.standing == .missing || $0.standing == .different) }
        let fetched = try fetch(lacking.compactMap { LocalDate($0.lot) }, from: feed)
        if !lacking.isEmpty { report = try compare(statements) }
        report.fetched = fetched
        return report
    }

    private func statements(_ feed: VDABFeed?) throws -> [LotStatement] {
        let workspace = composition.workspace
        let folder = try StatementFolder(
            folder: workspace.inbox(connector.agency), agency: connector.agency, contracts: ContractSet(path: workspace.contracts))
        var statements = try folder.statements()
        if let feed {
            guard let days = feed.settledDays(at: try composition.store.feedPosition(feed.name)) else {
                throw Stop.world("\(feed.name): no day was read to its end yet; run 'xchg sync run \(feed.agency)' first")
            }
            statements.append(try feed.statement(of: days))
        }
        return statements
    }

    private func compare(_ statements: [LotStatement]) throws -> ReconcileReport {
        Terminal.progress("counting what is held of \(connector.agency)")
        let holding = try Reconciliation.holding(of: connector, in: composition.store, folder: composition.workspace.path + "/store")
        Terminal.endProgress()
        var report = ReconcileReport(agency: connector.agency, withoutLot: holding.withoutLot, erased: holding.erased)
        for statement in statements {
            report.statements.append(
                ReconcileReport.Scope(sender: statement.sender, from: statement.days.lowerBound, through: statement.days.upperBound))
            report.lots += Reconciliation.compare(statement, with: holding.lots)
        }
        return report
    }

    /// Takes in the days again; what is held already is known by its reference.
    private func fetch(_ days: [LocalDate], from feed: VDABFeed) throws -> Int {
        let intake = Intake(store: composition.store, now: { WallClock.now })
        var fetched = 0
        for day in days {
            try feed.reread(from: Instant(utc: day), to: Instant(utc: day.adding(days: 1))) { batch in
                let counts = try intake.take(batch, of: feed.name, feed.agency)
                fetched += counts.received - counts.duplicates
            }
        }
        return fetched
    }
}
