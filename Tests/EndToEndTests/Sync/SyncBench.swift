// SPDX-License-Identifier: EUPL-1.2
import Connectors
import ExchangeSchema
import ExchangeStore
import Foundation
import Gateway
import TestSupport

/// One store that takes in what feeds hold, with deaths where the test orders them.
struct SyncBench {
    struct Death: Error {}
    enum Moment: CaseIterable { case beforeCommit, afterCommit }

    let folder: TemporaryFolder
    let store: Store
    let vdab: VDABConnector
    let lokaal: LokaalConnector

    init() throws {
        folder = try TemporaryFolder()
        let paths = StorePaths(store: folder.path + "/xchg.db", keys: folder.path + "/keys.db", masterKey: folder.path + "/master.key")
        try Store.create(paths)
        store = try Store(paths, clock: { Instant(milliseconds: 1_790_000_000_000) })
        let contracts = ContractSet(path: Checkout.root + "/contracts")
        vdab = try VDABConnector(contracts: contracts)
        lokaal = try LokaalConnector(contracts: contracts)
        try FileManager.default.createDirectory(atPath: inbox, withIntermediateDirectories: true)
    }

    var inbox: String { folder.path + "/inbox" }

    func feed(_ server: FakeVDAB, at now: Instant, since: Instant, overlapMinutes: Int = 60, pageSize: Int = 3) -> VDABFeed {
        VDABFeed(service: server, since: since, now: now, overlapMinutes: overlapMinutes, pageSize: pageSize, connector: vdab)
    }

    /// Takes in all that a feed gives, or dies at the commit of that number.
    @discardableResult
    func drain(_ feed: some SourceFeed, dying death: (page: Int, moment: Moment)? = nil) throws -> IntakeCounts {
        var total = IntakeCounts()
        var page = 0
        try feed.poll(from: try store.feedPosition(feed.name)) { batch in
            page += 1
            if let death, death.page == page, death.moment == .beforeCommit { throw Death() }
            total += try store.intake(batch, feed: feed.name, agency: feed.agency, receivedAt: Instant(milliseconds: 0)) { _ in nil }
            if let death, death.page == page, death.moment == .afterCommit { throw Death() }
        }
        return total
    }

    /// References of all records that the store holds of an agency.
    func held(_ agency: Agency = .vdab) throws -> Set<String> {
        var references: Set<String> = []
        _ = try store.forEachSourceRecord(of: agency) { references.insert($0.reference) }
        return references
    }

    /// A municipality's file of activities with so many rows, and its trailer.
    static func activities(_ ids: [String]) -> String {
        let rows = ids.map(activity)
        let sum = rows.reduce(0) { sum, row in row.utf8.reduce(sum) { ($0 + Int($1)) % 1_000_000 } }
        let header = "activiteit_id;rijksregisternummer;vorm;organisator;uren;begin;einde;bewijs_getekend;mutatietype"
        return ([header] + rows + ["#AANTAL;\(ids.count);#CONTROLE;\(sum)"]).map { $0 + "\r\n" }.joined()
    }

    /// The row of one activity.
    static func activity(_ id: String) -> String { "\(id);90631240217;BUDDY;vzw De Brug;12,5;05/02/2024;28/02/2024;29/02/2024;N" }

    /// Drops file `number` of Ghent's activities into the inbox, its trigger last.
    func drop(_ number: Int, _ ids: [String]) throws {
        let stem = "\(inbox)/44021_20240301_\(Digits.padded(number, 4))_participatie"
        try Self.activities(ids).write(toFile: stem + ".csv", atomically: true, encoding: .utf8)
        try "".write(toFile: stem + ".ok", atomically: true, encoding: .utf8)
    }

    /// The files that are still to be taken.
    var messages: [String] { get throws { try FileNames.under(inbox).filter { $0.hasSuffix(".csv") } } }

    var folderFeed: DropFolderFeed { DropFolderFeed(folder: inbox, connector: lokaal) }
}

/// A seeded generator.
struct Dice {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed }
    mutating func next(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((value ^ (value >> 31)) % UInt64(bound))
    }
}
