// SPDX-License-Identifier: EUPL-1.2
import Connectors
import ExchangeSchema
import ExchangeStore
import Foundation
import Gateway

/// Puts the parts of one gateway together.
struct Composition: Sendable {
    let workspace: Workspace
    let store: Store
    let connectors: [any SourceConnector]
    let pipeline: Pipeline
    let delivery: DeliveryService
    let reports: ReportService
    let replay: Replay
    let decisions: PersonDecision

    init(_ workspace: Workspace) throws {
        self.workspace = workspace
        store = try workspace.soundStore()
        connectors = try workspace.connectors()
        let book = try workspace.book()
        let municipalities = try workspace.municipalities()
        pipeline = Pipeline(
            store: store, connectors: connectors, book: book, municipalities: municipalities,
            urgent: Set(workspace.configuration.queue.urgent.map(Agency.init(rawValue:))))
        replay = Replay(store: store, connectors: connectors, book: book, municipalities: municipalities)
        decisions = PersonDecision(store: store, book: book, municipalities: municipalities)
        reports = ReportService(store: store, words: try workspace.rejectionWords(), root: workspace.path + "/reports")
        let host = String(workspace.configuration.origin.prefix { $0 != "/" })
        let forms = try DeliveryCatalog(
            contracts: ContractSet(path: workspace.contracts), origin: host, dialects: workspace.configuration.dialects)
        delivery = DeliveryService(
            store: store, book: book, forms: forms, transport: FolderTransport(root: workspace.deliveries),
            lockPath: workspace.deliveries + "/.lock")
    }

    /// The sealer of this year's shard, also for who has been at work since last year.
    func currentSealer() throws -> Sealer {
        let year = WallClock.now.utcDate.year
        try FileManager.default.createDirectory(atPath: workspace.shard(year), withIntermediateDirectories: true)
        return Sealer(store: store, directory: workspace.shard(year), origin: workspace.configuration.origin, year: year)
    }

    /// The inflows, in the order in which they are read.
    func feeds(keepingFiles: Bool = false) throws -> [any SourceFeed] {
        var feeds: [any SourceFeed] = connectors.map {
            DropFolderFeed(
                folder: workspace.inbox($0.agency), connector: $0, batchSize: workspace.configuration.batchSize, keepsFiles: keepingFiles)
        }
        let settings = workspace.configuration.vdab
        if !settings.url.isEmpty, let vdab = connectors.lazy.compactMap({ $0 as? VDABConnector }).first {
            guard let since = LocalDate(settings.since) else {
                throw WorkspaceError.configuration("vdab.since must be a date of the form jjjj-mm-dd")
            }
            feeds.append(
                VDABFeed(
                    baseURL: settings.url, since: Instant(utc: since), now: WallClock.now, overlapMinutes: settings.overlapMinutes,
                    pageSize: settings.pageSize, connector: vdab))
        }
        return feeds
    }
}

extension Workspace {
    /// What rules of rejection mean in Dutch; a workspace that was made before there was such a list goes without.
    func rejectionWords() throws -> RejectionWords {
        let path = contracts + "/codes/afkeuringen.csv"
        guard FileManager.default.fileExists(atPath: path) else { return try RejectionWords(csv: "") }
        return try RejectionWords(csv: try String(contentsOfFile: path, encoding: .utf8))
    }

    func connectors() throws -> [any SourceConnector] {
        try ConnectorCatalog.connectors(contracts: ContractSet(path: contracts), maximumMessageBytes: configuration.maximumMessageBytes)
    }
}
