// SPDX-License-Identifier: EUPL-1.2
import AuditLog
import ExchangeSchema
import ExchangeStore
import Foundation
import GRDB
import TestSupport
import Testing
import Vault

/// What survives, and what never gets in.
struct StoreTests {
    private struct Site {
        let folder: TemporaryFolder
        let paths: StorePaths

        init() throws {
            folder = try TemporaryFolder()
            paths = StorePaths(store: folder.path + "/xchg.db", keys: folder.path + "/keys.db", masterKey: folder.path + "/master.key")
            try Store.create(paths)
        }

        func open() throws -> Store { try Store(paths, clock: { Instant(milliseconds: 1_790_000_000_000) }) }
    }

    private func record(_ reference: String, _ body: String = "inhoud", key: String = "k") -> SourceRecord {
        SourceRecord(
            agency: .lokaal, organisation: .municipality("44021"), format: MessageFormat(rawValue: "test/1"), sourceKey: key,
            reference: reference,
            body: Array(body.utf8), context: ["row": "3"], place: "row 3")
    }

    private func take(_ store: Store, _ records: [SourceRecord], faults: [FramingFault] = []) throws -> IntakeCounts {
        try store.intake(
            FramedBatch(records: records, faults: faults, position: FeedPosition(rawValue: "p")), feed: "lokaal/inbox", agency: .lokaal,
            receivedAt: Instant(milliseconds: 1_790_000_000_000)
        ) { _ in nil }
    }

    @Test func `a commit waits for the disk`() throws {
        let site = try Site()
        _ = try take(try site.open(), [record("1")])
        // The setting is per connection: the store itself refuses to open without it. The journal is a property of the file.
        let queue = try DatabaseQueue(path: site.paths.store)
        let journal = try queue.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") }
        #expect(journal == "wal")
        #expect(try site.open().effectiveSynchronous() == 2)
    }

    @Test func `the same reference is a duplicate, with other content it is held once`() throws {
        let store = try Site().open()
        #expect(try take(store, [record("1"), record("2")]).new == 2)
        #expect(try take(store, [record("1")]).duplicates == 1)
        let conflict = try take(store, [record("1", "anders")])
        #expect(conflict.conflicts == 1)
        #expect(try take(store, [record("1", "anders")]).duplicates == 1)
        #expect(try store.quarantineItems().map(\.rejection.rule) == ["intake:reference-reused"])
        let fault = FramingFault(rejection: Rejection(rule: "csv:trailer", field: "", place: "whole file"), reference: "f")
        #expect(try take(store, [], faults: [fault]).faults == 1)
        #expect(try take(store, [], faults: [fault]).duplicates == 1)
        #expect(try store.feedPosition("lokaal/inbox")?.rawValue == "p")
        let counts = try #require(try store.agencyCounts().first)
        #expect(counts.addsUp)
        #expect(counts.received == 7)
        #expect(counts.waiting == 2)
    }

    @Test func `records come back in the order of intake, as they were`() throws {
        let store = try Site().open()
        _ = try take(store, (1...5).map { record(String($0), "inhoud \($0)") })
        let claimed = try store.waiting(limit: 3).map(store.open)
        try store.work(on: claimed.map { ($0.seq, $0.record.agency) }) { transaction, waiting in
            #expect(waiting == [1, 2, 3])
            for one in claimed { try transaction.quarantine(one.seq, agency: .lokaal, Rejection(rule: "r", field: "f", place: "p")) }
        }
        #expect(claimed.map { String(decoding: $0.record.body, as: UTF8.self) } == ["inhoud 1", "inhoud 2", "inhoud 3"])
        #expect(claimed.first?.record.context == ["row": "3"])
        #expect(claimed.first?.record.place == "row 3")
        #expect(try store.waiting(limit: 10).map(\.seq) == [4, 5])
        #expect(try store.waiting(after: 4, limit: 10).map(\.seq) == [5])
        try store.work(on: claimed.map { ($0.seq, $0.record.agency) }) { _, waiting in
            #expect(waiting.isEmpty, "what another process finished is not done again")
        }
    }

    @Test func `what throws leaves nothing behind`() throws {
        struct Stop: Error {}
        let store = try Site().open()
        _ = try take(store, [record("1")])
        #expect(throws: Stop.self) {
            try store.transaction { transaction in
                _ = try transaction.newPerson(.canonical)
                try transaction.finish(1, agency: .lokaal)
                throw Stop()
            }
        }
        #expect(try store.totals().persons == 0)
        #expect(try store.queueItems().count == 1)
    }

    @Test func `a person is found again by number and key, and their dossier comes back`() throws {
        let store = try Site().open()
        _ = try take(store, [record("1")])
        let id = try store.transaction { transaction in
            let person = try transaction.newPerson(.canonical)
            let keys = try transaction.keys(of: person.number)
            try transaction.link(Cast.selam, to: person.number)
            try transaction.link(sourceKey: "k", of: .lokaal, to: person.number)
            try transaction.save(person.number, version: 1, over: 0, status: .canonical, dossier: try keys.seal(dossier: [1, 2, 3]))
            try transaction.assert(
                1, agency: .lokaal, person: person.number, assertedAt: Instant(milliseconds: 0),
                record: try keys.seal(assertion: 1, record: [9]))
            try transaction.finish(1, agency: .lokaal)
            return person.id
        }
        #expect(try store.person(id)?.dossier == [1, 2, 3])
        #expect(try store.person(byINSZ: Cast.selam)?.id == id)
        #expect(try store.person(byINSZ: Cast.darius) == nil)
        try store.transaction { transaction in
            #expect(try transaction.person(bySourceKey: "k", of: .lokaal) == 1)
            #expect(try transaction.person(bySourceKey: "k", of: .vdab) == nil)
            let records = try transaction.assertions(of: 1).map(\.record)
            #expect(records == [[9]])
        }
    }

    @Test func `numbers and names never stand in the files`() throws {
        let site = try Site()
        let store = try site.open()
        _ = try take(store, [record("ref-\(Cast.selam.digits)", "Tesfaye \(Cast.selam.digits)", key: Cast.selam.digits)])
        try store.transaction { transaction in
            let person = try transaction.newPerson(.canonical)
            let keys = try transaction.keys(of: person.number)
            try transaction.link(Cast.selam, to: person.number)
            try transaction.save(
                person.number, version: 1, over: 0, status: .canonical,
                dossier: try keys.seal(dossier: Array("Tesfaye \(Cast.selam.digits)".utf8)))
            try transaction.assert(
                1, agency: .lokaal, person: person.number, assertedAt: Instant(milliseconds: 0),
                record: try keys.seal(assertion: 1, record: Array("Tesfaye".utf8)))
        }
        for name in try FileNames.under(site.folder.path) {
            let data = try Data(contentsOf: URL(fileURLWithPath: site.folder.path + "/" + name))
            #expect(data.range(of: Data("Tesfaye".utf8)) == nil, "\(name)")
            #expect(data.range(of: Data(Cast.selam.digits.utf8)) == nil, "\(name)")
            #expect(data.range(of: Data(Digest32.of(Array(Cast.selam.digits.utf8)).bytes)) == nil, "\(name)")
        }
    }

    @Test func `two stores with one master key give the same ids, two keys give others`() throws {
        let (one, other) = (try Site(), try Site())
        func firstId(_ site: Site) throws -> PersonID { try site.open().transaction { try $0.newPerson(.canonical).id } }
        let copied = try Site()
        try FileManager.default.removeItem(atPath: copied.paths.masterKey)
        try FileManager.default.copyItem(atPath: one.paths.masterKey, toPath: copied.paths.masterKey)
        #expect(try firstId(one) == firstId(copied))
        #expect(try firstId(other) != firstId(copied))
    }

    @Test func `a newer schema is refused, and so is a second master key`() throws {
        let site = try Site()
        _ = try site.open()
        try DatabaseQueue(path: site.paths.store).write { try $0.execute(sql: "PRAGMA user_version = 99") }
        #expect(throws: StoreError.self) { _ = try site.open() }
        #expect(throws: VaultError.self) { try Store.create(site.paths) }
    }

    @Test func `the constraints are sentences, and they hold`() throws {
        let site = try Site()
        _ = try site.open()
        let queue = try DatabaseQueue(path: site.paths.store)
        #expect(throws: DatabaseError.self) {
            try queue.write {
                try $0.execute(
                    sql:
                        "INSERT INTO person (num, id, status, version, merged_into, created_at, dossier) VALUES (1, x'00', 'MERGED', 0, NULL, 0, x'')"
                )
            }
        }
        let schema = try queue.read { try String.fetchAll($0, sql: "SELECT sql FROM sqlite_master WHERE sql LIKE '%CONSTRAINT%'") }.joined()
        #expect(schema.contains("a_merged_person_says_into_whom"))
    }

    @Test func `at most three indexes grow at random places with every exchange`() throws {
        let site = try Site()
        _ = try site.open()
        let named = try DatabaseQueue(path: site.paths.store).read {
            try String.fetchAll($0, sql: "SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name")
        }
        // Beside the primary key of `reference`. The others are touched when persons become one, a record can't be used or somebody looks, not by an
        // exchange.
        let seldom = ["deferred_due", "entry_subject_person", "link_history_record", "quarantine_rule", "quarantine_unreported"]
        #expect(named.filter { !seldom.contains($0) } == ["assertion_person", "delivery_person"])
    }
}
