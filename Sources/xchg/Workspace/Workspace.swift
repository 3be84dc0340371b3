// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import ExchangeStore
import Foundation
import Gateway

/// What is wrong with a workspace, with the next step.
enum WorkspaceError: Error, CustomStringConvertible {
    case notFound(String)
    case exists(String)
    case configuration(String)
    case noContracts

    var description: String {
        switch self {
        case .notFound(let path):
            "\(path) is no workspace (no xchg.yaml); run 'xchg init DIR', or name one with --workspace or XCHG_WORKSPACE"
        case .exists(let path): "\(path) is a workspace already; choose another directory"
        case .configuration(let problem): "xchg.yaml: \(problem)"
        case .noContracts: "the contracts are not found; name their folder with --contracts or XCHG_CONTRACTS"
        }
    }
}

/// One self-contained directory with all that one gateway has.
///
///     xchg.yaml  contracts/  inbox/<agency>/  store/  keys/ (0700)  audit/<year>/  deliveries/<recipient>/  dashboards/
struct Workspace: Sendable {
    let path: String
    let configuration: WorkspaceConfiguration

    static func open(_ named: String?) throws -> Workspace {
        let path = named ?? ProcessInfo.processInfo.environment["XCHG_WORKSPACE"] ?? "."
        guard let text = try? String(contentsOfFile: path + "/xchg.yaml", encoding: .utf8) else { throw WorkspaceError.notFound(path) }
        return Workspace(path: path, configuration: try WorkspaceConfiguration.read(text))
    }

    /// Makes the directories, the keys and a commented configuration.
    static func create(at path: String, contracts: String, fictitious: Bool = false) throws -> Workspace {
        let files = FileManager.default
        guard !files.fileExists(atPath: path + "/xchg.yaml") else { throw WorkspaceError.exists(path) }
        for folder in ["store", "audit", "deliveries", "dashboards", "inbox"] + Self.agencies.map({ "inbox/\($0)" }) {
            try files.createDirectory(atPath: "\(path)/\(folder)", withIntermediateDirectories: true)
        }
        try files.createDirectory(atPath: path + "/keys", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        if !files.fileExists(atPath: path + "/contracts") { try files.copyItem(atPath: contracts, toPath: path + "/contracts") }
        let workspace = Workspace(path: path, configuration: WorkspaceConfiguration(fictitious: fictitious))
        try Store.create(workspace.storePaths)
        try workspace.configuration.commentedText.write(toFile: path + "/xchg.yaml", atomically: true, encoding: .utf8)
        return workspace
    }

    static let agencies = ["vdab", "inburgering", "lokaal", "onderwijs", "naric"]

    var storePaths: StorePaths {
        StorePaths(store: path + "/store/xchg.db", keys: path + "/keys/keys.db", masterKey: masterKey)
    }
    /// XCHG_MASTER_KEY names another file, such as a credential that systemd hands over.
    private var masterKey: String { ProcessInfo.processInfo.environment["XCHG_MASTER_KEY"] ?? path + "/keys/master.key" }
    var contracts: String { path + "/contracts" }
    func inbox(_ agency: Agency) -> String { "\(path)/inbox/\(agency)" }
    var deliveries: String { path + "/deliveries" }
    var dashboards: String { path + "/dashboards" }
    func shard(_ year: Int) -> String { "\(path)/audit/\(year)" }

    func store() throws -> Store { try Store(storePaths, clock: { WallClock.now }) }

    /// The store, once a glance found nothing wrong with it, its keys, its log and what waits to be published; no work is begun otherwise.
    func soundStore() throws -> Store {
        let store = try store()
        if let finding = check.glance().findings.first(where: { !$0.isHarmless }) { throw finding }
        try store.settle()
        return store
    }

    /// Everything that belongs to this gateway, held against each other.
    var check: StoreCheck {
        StoreCheck(CheckedSite(paths: storePaths, audit: path + "/audit", deliveries: deliveries), readDossier: DossierForm.check)
    }
}

/// The time of day; everything that decides gets it passed in.
enum WallClock {
    static var now: Instant { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }
}

/// Where the contracts of the installation are: beside the program, or in the folder it was built in.
enum ContractsFolder {
    static func find(_ named: String?) throws -> String {
        let files = FileManager.default
        var candidates = [named, ProcessInfo.processInfo.environment["XCHG_CONTRACTS"], "contracts"].compactMap(\.self)
        var folder = URL(fileURLWithPath: CommandLine.arguments.first ?? "").resolvingSymlinksInPath().deletingLastPathComponent()
        for _ in 0..<6 {
            candidates.append(folder.appendingPathComponent("contracts").path)
            folder.deleteLastPathComponent()
        }
        candidates.append("/usr/share/xchg/contracts")
        guard let found = candidates.first(where: { files.fileExists(atPath: $0 + "/agreements") }) else {
            throw WorkspaceError.noContracts
        }
        return found
    }
}
