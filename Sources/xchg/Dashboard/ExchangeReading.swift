// SPDX-License-Identifier: EUPL-1.2
import AuditLog
import Dashboards
import ExchangeSchema
import ExchangeStore
import Foundation

/// Reads from store and log how the exchange itself goes.
struct ExchangeReading {
    let workspace: Workspace
    let store: Store

    func figures() throws -> ExchangeFigures {
        var figures = ExchangeFigures()
        figures.agencies = try agencies()
        figures.flows = try flows()
        figures.rejections = try store.rejectionCounts().map { ExchangeFigures.Rejected(rule: $0.rule, count: $0.count) }
        let reviews = try store.reviewCounts()
        (figures.openReviews, figures.decidedReviews) = (reviews.open, reviews.decided)
        let reports = try AuditShards.folders(of: workspace).map { Verification(directory: $0).run() }
        figures.logSize = reports.reduce(0) { $0 + $1.size }
        figures.logRoot = reports.last?.root?.hex ?? ""
        figures.logIsSound = !reports.isEmpty && reports.allSatisfy(\.isSound)
        return figures
    }

    private func agencies() throws -> [ExchangeFigures.AgencyRow] {
        let feeds = try store.feedStatus()
        return try store.agencyCounts().map { counts in
            var row = ExchangeFigures.AgencyRow(agency: counts.agency.rawValue)
            row.received = counts.received
            row.accepted = counts.accepted
            row.duplicates = counts.duplicates
            row.inReview = counts.inReview
            row.quarantined = counts.quarantined
            row.faults = counts.faults
            row.lastNewAt = feeds.filter { $0.agency == counts.agency }.compactMap(\.lastNewAt).max()
            return row
        }
    }

    /// Municipalities and schools are taken together.
    private func flows() throws -> [ExchangeFigures.FlowRow] {
        struct Group {
            var row: ExchangeFigures.FlowRow
            var recipients: Set<OrganisationID> = []
            var lead: Int64 = 0
        }
        var groups: [[String]: Group] = [:]
        for flow in try store.flows() {
            let name = flow.recipient.rawValue
            let recipient = name.hasPrefix("gemeente-") ? "gemeenten" : name.hasPrefix("school-") ? "scholen" : name
            let key = [flow.provider, recipient]
            var group = groups[key] ?? Group(row: ExchangeFigures.FlowRow(provider: flow.provider, recipient: recipient))
            group.recipients.insert(flow.recipient)
            group.row.deliveries += flow.deliveries
            group.row.withheld += flow.withheld
            group.row.withinDay += flow.withinDay
            group.lead += flow.meanLead * Int64(flow.deliveries)
            groups[key] = group
        }
        return groups.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { _, group in
            var row = group.row
            row.organisations = group.recipients.count
            row.leadSeconds = Int(group.lead / Int64(max(1, row.deliveries)) / 1000)
            return row
        }
    }
}

extension Workspace {
    /// The municipalities of Flanders and Brussels, with their mergers.
    func geography() throws -> Geography {
        let path = contracts + "/codes/municipalities.csv"
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw WorkspaceError.configuration("contracts/codes/municipalities.csv is missing; copy it from the contracts of this version")
        }
        return try Geography(csv: text, register: try municipalities())
    }
}
