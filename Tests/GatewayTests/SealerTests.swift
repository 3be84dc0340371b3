// SPDX-License-Identifier: EUPL-1.2
import AuditLog
import ExchangeSchema
import ExchangeStore
import Foundation
import TestSupport
import Testing

@testable import Gateway

struct SealerTests {
    /// A store with a log beside it, at one moment.
    struct Workshop {
        let folder: TemporaryFolder
        let store: Store

        init() throws {
            folder = try TemporaryFolder()
            try Store.create(Self.paths(folder))
            store = try Self.open(folder)
        }

        static func paths(_ folder: TemporaryFolder) -> StorePaths {
            StorePaths(store: folder.path + "/store.db", keys: folder.path + "/keys.db", masterKey: folder.path + "/master.key")
        }

        static func open(_ folder: TemporaryFolder) throws -> Store {
            try Store(paths(folder)) { Instant(milliseconds: 1_795_460_699_999) }
        }

        func shard(_ year: Int) -> String { folder.path + "/audit/\(year)" }

        func sealer(_ year: Int, store other: Store? = nil) throws -> Sealer {
            try FileManager.default.createDirectory(atPath: shard(year), withIntermediateDirectories: true)
            return Sealer(store: other ?? store, directory: shard(year), origin: "gateway.test/log", year: year)
        }

        func log(_ count: Int) throws {
            try store.transaction { transaction in
                for number in 0..<count {
                    try transaction.append(
                        AuditDraft(entry: Entry(kind: .config, milliseconds: 0, sections: [.what: .integer(number)])))
                }
            }
        }

        func what(_ index: Int, _ year: Int, size: Int) throws -> String {
            let entry = try #require(ShardReader(directory: shard(year), size: size).entry(index))
            let sections = try store.open(leaf: entry.leaf, openings: entry.openings, periodId: 20_264, person: nil)
            return String(decoding: try #require(sections[UInt8(ascii: "A")]), as: UTF8.self)
        }
    }

    @Test func `the first entry opens the shard, though others waited before it`() throws {
        let workshop = try Workshop()
        try workshop.log(3)
        let head = try workshop.sealer(2026).seal()
        #expect(head.size == 4)
        let report = Verification(directory: workshop.shard(2026)).run()
        #expect(report.faults == [])
        #expect(report.kinds == ["shard": 1, "config": 3])
        #expect(try workshop.what(0, 2026, size: 4).contains("\"shard\":\"gateway.test/log/2026\""))
        for index in 1..<4 { #expect(try workshop.what(index, 2026, size: 4).hasSuffix("\"A\",\(index - 1)]")) }
    }

    @Test func `a new year begins a shard with another key that holds the last checkpoint of the old one`() throws {
        let workshop = try Workshop()
        try workshop.log(300)
        _ = try workshop.sealer(2026).seal()
        try workshop.log(2)
        #expect(try workshop.sealer(2027).seal().size == 3)
        let last = try #require(ShardReader.checkpointNote(directory: workshop.shard(2026)))
        let opening = try workshop.what(0, 2027, size: 3)
        #expect(opening.contains(String(decoding: last, as: UTF8.self).replacing("\n", with: "\\n")))
        let keys = try [2026, 2027].map { try String(contentsOfFile: workshop.shard($0) + "/vkey", encoding: .utf8).suffix(46) }
        #expect(keys[0] != keys[1])
        #expect([2026, 2027].allSatisfy { Verification(directory: workshop.shard($0)).run().isSound })
    }

    @Test func `sealing with nothing waiting changes no byte`() throws {
        let workshop = try Workshop()
        try workshop.log(10)
        let head = try workshop.sealer(2026).seal()
        let note = ShardReader.checkpointNote(directory: workshop.shard(2026))
        #expect(try workshop.sealer(2026).seal() == head)
        #expect(ShardReader.checkpointNote(directory: workshop.shard(2026)) == note)
    }

    @Test func `small and large batches end in the same size and a sound log`() throws {
        let workshop = try Workshop()
        try workshop.log(700)
        #expect(try workshop.sealer(2026).seal(limit: 37).size == 701)
        let report = Verification(directory: workshop.shard(2026)).run()
        #expect(report.faults == [])
        #expect(report.size == 701)
    }

    @Test func `a store restored from an older copy seals nothing over the published log`() throws {
        let workshop = try Workshop()
        try workshop.log(5)
        _ = try workshop.sealer(2026).seal()
        let copy = try TemporaryFolder()
        // Nobody writes now, so that database and write-ahead log copied together are the store of this moment.
        for name in ["store.db", "store.db-wal", "keys.db", "keys.db-wal", "master.key"]
        where FileManager.default.fileExists(atPath: workshop.folder.path + "/" + name) {
            try FileManager.default.copyItem(atPath: workshop.folder.path + "/" + name, toPath: copy.path + "/" + name)
        }
        try workshop.log(5)
        _ = try workshop.sealer(2026).seal()
        let note = ShardReader.checkpointNote(directory: workshop.shard(2026))
        let older = try Workshop.open(copy)
        _ = try older.transaction { try $0.append(AuditDraft(entry: Entry(kind: .config, milliseconds: 0, sections: [:]))) }
        let fault = ShardWriter.Fault.inconsistent(published: 11, size: 6)
        #expect(throws: fault) { _ = try workshop.sealer(2026, store: older).seal() }
        #expect(ShardReader.checkpointNote(directory: workshop.shard(2026)) == note)
        #expect(Verification(directory: workshop.shard(2026)).run().faults == [])
    }
}
