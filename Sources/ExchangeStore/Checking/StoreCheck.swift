// SPDX-License-Identifier: EUPL-1.2
import Foundation
import GRDB
import Vault

/// Holds everything a gateway keeps against everything else it keeps; writes nothing, and may run beside a gateway at work.
///
/// One snapshot of the store is looked at from beginning to end; keys and log are read after it was taken, and only ever lead it.
package struct StoreCheck: Sendable {
    package struct Report: Sendable, Codable, Equatable {
        /// Names of the parts that were looked at, in order.
        package var parts: [String] = []
        package var findings: [StoreFinding] = []
        /// Harmless findings aside.
        package var isSound: Bool { findings.allSatisfy(\.isHarmless) }
    }

    /// Larger stores are not read through at each start.
    static let largestAtStart = 256 << 20
    private let site: CheckedSite
    private let readDossier: @Sendable ([UInt8]) throws -> Void

    /// `readDossier` throws where an opened dossier is not in the packed form, which is the gateway's business.
    package init(_ site: CheckedSite, readDossier: @escaping @Sendable ([UInt8]) throws -> Void) {
        self.site = site
        self.readDossier = readDossier
    }

    /// Looks at everything; `progress` hears the name of each part before it begins.
    package func run(progress: (String) -> Void = { _ in }) -> Report {
        var report = Report()
        look(into: &report, progress) { db, keys, lead in
            [
                ("structure", { try structure(db) }), ("keys", { try KeyCheck(db: db, keys: keys, lead: lead.tally).run() }),
                ("references", { try ReferenceCheck.run(db) }),
                ("rows", { try RowCheck(db: db, keys: keys, readDossier: readDossier).run() }),
                ("log", { try LogCheck(db: db, keys: keys, site: site, lead: lead).run() }),
                ("deliveries", { try DeliveryFolderCheck(db: db, root: site.deliveries, lead: lead).run() }),
            ]
        }
        return report
    }

    /// What can be seen in a moment, before any work is done: the parts are there, fit each other, and lack nothing at their ends.
    package func glance() -> Report {
        var report = Report()
        look(into: &report, { _ in }) { db, keys, lead in
            [
                ("structure", { isSmall ? try structure(db) : [] }), ("keys", { try KeyCheck(db: db, keys: keys, lead: lead.tally).run() }),
                ("log", { try LogCheck(db: db, keys: keys, site: site, lead: lead).glance() }),
                ("deliveries", { try DeliveryFolderCheck(db: db, root: site.deliveries, lead: lead).staged() }),
            ]
        }
        return report
    }

    private typealias Part = (name: String, look: () throws -> [StoreFinding])

    /// Opens the files; what can't be opened is itself a finding. A part that finds something damaged does not stop the others.
    private func look(into report: inout Report, _ progress: (String) -> Void, _ parts: (Database, KeyStore, CheckLead) -> [Part]) {
        report.parts = ["files"]
        progress("files")
        do {
            let master = try MasterKey.load(from: site.paths.masterKey)
            guard site.paths.hasStore else { return report.findings.append(StoreFinding(.storeMissing, site.paths.store)) }
            if let missing = site.paths.missingFile { return report.findings.append(missing) }
            let keys = try guarding(site.paths.keys, .keysDamaged) { try KeyStore(existing: site.paths.keys, master: master) }
            let queue = try guarding(site.paths.store, .storeDamaged) { try SQLiteFile.openReadOnly(site.paths.store) }
            let lead = try guarding(site.paths.keys, .keysDamaged) { try CheckLead(site, keys: keys) }
            try guarding(site.paths.store, .storeDamaged) {
                try queue.read { db in
                    for part in parts(db, keys, lead) {
                        report.parts.append(part.name)
                        progress(part.name)
                        do { report.findings += try part.look() } catch { report.findings.append(finding(error)) }
                    }
                }
            }
        } catch {
            report.findings.append(finding(error))
        }
    }

    private func finding(_ error: any Error) -> StoreFinding {
        switch error {
        case let known as StoreFinding: known
        case is VaultError: StoreFinding(.masterKey, site.paths.masterKey)
        default: StoreFinding(.storeDamaged, site.paths.store)
        }
    }

    private func guarding<Result>(_ path: String, _ kind: StoreFinding.Kind, _ body: () throws -> Result) throws -> Result {
        do { return try body() } catch is DatabaseError { throw StoreFinding(kind, path) }
    }

    private var isSmall: Bool {
        let size = try? FileManager.default.attributesOfItem(atPath: site.paths.store)[.size] as? Int
        return (size ?? 0) <= Self.largestAtStart
    }

    /// SQLite's own check of pages, records and indexes.
    private func structure(_ db: Database) throws -> [StoreFinding] {
        let lines = try String.fetchAll(db, sql: "PRAGMA integrity_check(20)")
        return lines == ["ok"] ? [] : [StoreFinding(.storeDamaged, site.paths.store, count: max(1, lines.count))]
    }
}
