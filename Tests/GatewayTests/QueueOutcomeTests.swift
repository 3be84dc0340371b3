// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import ExchangeStore
import Foundation
import GRDB
import TestSupport
import Testing

@testable import Gateway

/// What becomes of a record that can't be worked on now, and of those behind it.
struct QueueOutcomeTests {
    private let selam = Cast.selam.digits
    private let darius = Cast.darius.digits

    /// Takes the keys of records away, as a lost backup would; gives what puts them back.
    private func loseKeys(_ gateway: DiaryGateway, _ records: [Int64]) throws -> () throws -> Void {
        let keys = try DatabaseQueue(path: gateway.folder.path + "/k.db")
        let rows = try keys.write { db in
            let rows = try Row.fetchAll(
                db, sql: "SELECT * FROM record_key WHERE record IN (\(records.map(String.init).joined(separator: ",")))")
            try db.execute(sql: "DELETE FROM record_key WHERE record IN (\(records.map(String.init).joined(separator: ",")))")
            return rows.map { Array($0.databaseValues) }
        }
        return {
            try keys.write { db in
                for row in rows { try db.execute(sql: "INSERT INTO record_key VALUES (?, ?, ?)", arguments: StatementArguments(row)) }
            }
        }
    }

    @Test func `a record that does not open waits with those of its source key; all others go on`() throws {
        let gateway = try DiaryGateway()
        try gateway.receive(
            "\(selam);;2024-02-01;Tesfaye;44021;loopt", "\(darius);;2024-02-01;Rahimi;44021;loopt", "\(selam);;2024-03-01;Haile;44021;loopt"
        )
        let giveBack = try loseKeys(gateway, [1])
        let pipeline = gateway.pipeline()
        #expect(try pipeline.run() == 3)
        #expect(try gateway.story() == ["gemeente-44021 released", "vdab released"])
        let deferred = try gateway.store.deferredRecords()
        #expect(deferred.map(\.record) == [1, 3])
        #expect(deferred.map(\.reason) == ["store:key-missing", "queue:behind-its-source-key"])
        #expect(deferred.map(\.attempts) == [1, 0])
        #expect(deferred[0].dueAt == deferred[1].dueAt)
        #expect(try gateway.store.agencyCounts().first?.waiting == 2)
        #expect(try gateway.store.agencyCounts().first?.addsUp == true)

        // Not yet due: nothing happens. Due and mended: both, in their order.
        try giveBack()
        #expect(try pipeline.run() == 0)
        gateway.clock.move(seconds: 61)
        #expect(try pipeline.run() == 2)
        #expect(try gateway.store.deferredRecords().isEmpty)
        #expect(try gateway.story().suffix(3) == ["gemeente-44021 released", "vdab released", "gemeente-44021 corrected 2"])
    }

    @Test func `what never opens is parked after six retries, and its followers go on`() throws {
        let gateway = try DiaryGateway()
        try gateway.receive("\(selam);;2024-02-01;Tesfaye;44021;loopt", "\(selam);;2024-03-01;Haile;44021;loopt")
        _ = try loseKeys(gateway, [1])
        let pipeline = gateway.pipeline()
        for _ in 0..<6 {
            _ = try pipeline.run()
            #expect(try gateway.store.deferredRecords().first?.record == 1)
            gateway.clock.move(seconds: 21_601)
        }
        _ = try pipeline.run()
        _ = try pipeline.run()
        #expect(try gateway.store.deferredRecords().isEmpty)
        let parked = try gateway.store.quarantineItems()
        #expect(parked.map(\.rejection.rule) == ["store:key-missing"])
        #expect(parked.map(\.outcome) == [.parked])
        #expect(try gateway.story() == ["gemeente-44021 released", "vdab released"])
    }

    @Test func `a clock that was set back a day does not make a record wait for a day`() throws {
        let gateway = try DiaryGateway()
        try gateway.receive("\(selam);;2024-02-01;Tesfaye;44021;loopt", "\(darius);;2024-02-01;Rahimi;44021;loopt")
        let giveBack = try loseKeys(gateway, [1])
        _ = try gateway.pipeline().run()
        try giveBack()
        gateway.clock.move(seconds: -86_400)
        #expect(try gateway.pipeline().run() == 1)
    }

    @Test func `where no key opens anything the world is wrong, and no record is blamed`() throws {
        let gateway = try DiaryGateway()
        try gateway.receive((1...12).map { "\(selam);;2024-02-01;Tesfaye \($0);44021;loopt" })
        _ = try loseKeys(gateway, Array(1...12))
        #expect(throws: StoreError.missingKey(record: 1)) { try gateway.pipeline().run() }
        #expect(try gateway.store.deferredRecords().isEmpty)
        #expect(try gateway.store.queueItems().count == 12)
    }

    @Test func `a parked record leaves the line and comes back to its place`() throws {
        let gateway = try DiaryGateway()
        try gateway.receive("\(selam);;2024-02-01;Tesfaye;44021;loopt", "\(darius);;2024-02-01;Rahimi;44021;loopt")
        #expect(try gateway.store.transaction { try $0.park(1) })
        #expect(try !gateway.store.transaction { try $0.park(1) })
        #expect(try gateway.pipeline().run() == 1)
        #expect(try gateway.store.quarantineItems().map(\.rejection.rule) == ["operator:parked"])
        #expect(try gateway.store.transaction { try $0.resume(1) })
        #expect(try !gateway.store.transaction { try $0.resume(1) })
        #expect(try gateway.pipeline().run() == 1)
        #expect(try gateway.store.agencyCounts().first?.accepted == 2)
    }

    @Test func `nothing of a paused agency is worked on until it is resumed`() throws {
        let gateway = try DiaryGateway()
        try gateway.receive("\(selam);;2024-02-01;Tesfaye;44021;loopt")
        try gateway.store.transaction { try $0.pause(.inburgering, reason: "wrong code list") }
        #expect(try gateway.pipeline().run() == 0)
        #expect(try gateway.store.queueStanding().lanes.map(\.pausedFor) == ["wrong code list"])
        #expect(try gateway.store.transaction { try $0.unpause(.inburgering) })
        #expect(try !gateway.store.transaction { try $0.unpause(.inburgering) })
        #expect(try gateway.pipeline().run() == 1)
    }

    @Test func `where too much waits nothing is taken in, the feed keeps its input, and the refusal says so`() throws {
        let gateway = try DiaryGateway()
        let lines = (1...3).map { "\(selam);;2024-02-0\($0);Tesfaye;44021;loopt" }
        try gateway.receive(lines, limit: BacklogLimit(most: 3))
        #expect(throws: GatewayError.backlogFull(waiting: 3, most: 3)) {
            try gateway.receive(["\(darius);;2024-02-01;Rahimi;44021;loopt"], limit: BacklogLimit(most: 3))
        }
        #expect(try gateway.store.totals().sourceRecords == 3)
        #expect("\(GatewayError.backlogFull(waiting: 3, most: 3))".contains("nothing was lost"))
        // With somebody who makes room, the intake waits for it.
        let pipeline = gateway.pipeline()
        try gateway.receive(
            ["\(darius);;2024-02-01;Rahimi;44021;loopt"], limit: BacklogLimit(most: 3) { (try? pipeline.step(limit: 1)) == 1 })
        #expect(try gateway.store.backlog() == 3)
        // One batch larger than the limit fits into an empty queue.
        _ = try pipeline.run()
        try gateway.receive((1...4).map { "\(selam);;2024-03-0\($0);Tesfaye;44021;loopt" }, limit: BacklogLimit(most: 3))
        #expect(try gateway.store.backlog() == 4)
    }
}
