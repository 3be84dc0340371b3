// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import ExchangeStore
import Foundation
import TestSupport
import Testing

@testable import Gateway

/// Rejects everything by one rule: a contract that is wrong until it is mended.
private struct StrictConnector: SourceConnector {
    let agency = Agency.inburgering
    let formats = DiaryConnector().formats
    func frame(fileAt path: String, named name: String, batchSize: Int, take: (FramedBatch) throws -> Void) throws {}
    func read(_ record: SourceRecord) -> RecordReading {
        .rejected([Rejection(rule: "xsd:pattern", field: "Naam", place: "line 3")])
    }
}

/// Reads every family name in capitals: a mapping that was changed.
private struct LoudConnector: SourceConnector {
    let agency = Agency.inburgering
    let formats = DiaryConnector().formats
    func frame(fileAt path: String, named name: String, batchSize: Int, take: (FramedBatch) throws -> Void) throws {}
    func read(_ record: SourceRecord) -> RecordReading {
        guard case .mapped(var mapped) = DiaryConnector().read(record) else { return .rejected([]) }
        for index in mapped.facts.indices {
            guard case .identity(var details) = mapped.facts[index].value else { continue }
            details.names = details.names.map { PersonName(familyName: $0.familyName?.uppercased(), givenNames: $0.givenNames) }
            mapped.facts[index].value = .identity(details)
        }
        return .mapped(mapped)
    }
}

/// Held records go through the pipeline again, past ones are read again.
struct RedriveTests {
    private let selam = Cast.selam.digits

    @Test func `a group goes back in line after its window, each record at its place`() throws {
        let gateway = try DiaryGateway()
        try gateway.receive("\(selam);;2024-02-01;Tesfaye;44021;loopt", "\(selam);;2024-03-01;Haile;44021;loopt")
        _ = try gateway.pipeline(StrictConnector()).run()
        let held = try gateway.store.heldItems(rule: "xsd:pattern")
        #expect(held.map(\.record) == [1, 2])
        #expect(try gateway.store.heldItems(rule: "xsd:pattern", agency: .vdab).isEmpty)
        #expect(try gateway.store.queueStanding().groups.map(\.items) == [2])
        let redrive = try #require(
            try gateway.store.transaction { transaction in
                try transaction.orderRedrive(
                    of: held.map(\.item).reversed(), rule: "xsd:pattern", dueAt: transaction.at.adding(milliseconds: 600_000))
            })
        #expect(redrive.items == 2)
        // What is under way is not ordered twice.
        #expect(try gateway.store.heldItems(rule: "xsd:pattern").isEmpty)
        #expect(try gateway.store.transaction { try $0.orderRedrive(of: held.map(\.item), rule: "xsd:pattern", dueAt: $0.at) } == nil)
        #expect(try gateway.pipeline().run() == 0)
        gateway.clock.move(seconds: 600)
        #expect(try gateway.pipeline().run() == 2)
        #expect(try gateway.story() == ["gemeente-44021 released", "vdab released", "gemeente-44021 corrected 0"])
        #expect(try gateway.store.redrives().first?.endedAt == gateway.clock.now)
        #expect(try !gateway.store.transaction { try $0.undoRedrive(redrive.id) })
    }

    @Test func `until the window closes a redrive can be undone, and nothing has happened`() throws {
        let gateway = try DiaryGateway()
        try gateway.receive("\(selam);;2024-02-01;Tesfaye;44021;loopt")
        _ = try gateway.pipeline(StrictConnector()).run()
        let items = try gateway.store.heldItems(rule: "xsd:pattern").map(\.item)
        let redrive = try #require(
            try gateway.store.transaction { try $0.orderRedrive(of: items, rule: "xsd:pattern", dueAt: $0.at.adding(milliseconds: 60_000)) }
        )
        #expect(try gateway.store.transaction { try $0.undoRedrive(redrive.id) })
        gateway.clock.move(seconds: 61)
        #expect(try gateway.pipeline().run() == 0)
        #expect(try gateway.store.heldItems(rule: "xsd:pattern").map(\.item) == items)
        #expect(try gateway.store.redrives().first?.isUndone == true)
    }

    @Test func `a held item that is released waits again, and can't be released twice`() throws {
        let gateway = try DiaryGateway()
        try gateway.receive("\(selam);;2024-02-01;Tesfaye;44021;loopt")
        _ = try gateway.pipeline(StrictConnector()).run()
        let item = try #require(try gateway.store.quarantineItems().first)
        #expect(try gateway.store.transaction { try $0.releaseQuarantined(item.id) })
        #expect(try !gateway.store.transaction { try $0.releaseQuarantined(item.id) })
        #expect(try gateway.pipeline().run() == 1)
        #expect(try gateway.store.agencyCounts().first?.accepted == 1)
    }

    @Test func `a replay names the members that differ and changes nothing`() throws {
        let gateway = try DiaryGateway()
        try gateway.take("\(selam);;2024-02-01;Tesfaye;44021;loopt")
        let before = try gateway.store.totals()
        let comparison = try #require(try gateway.replay(LoudConnector()).compare(1))
        #expect(comparison.before == "mapped" && comparison.after == "mapped")
        #expect(comparison.differences.count == 1)
        #expect(
            comparison.differences.allSatisfy {
                $0.hasPrefix("IDENTITY: value.names") || $0.lowercased().hasPrefix("identity: value.names")
            })
        #expect(!comparison.differences.joined().localizedCaseInsensitiveContains("tesfaye"))
        #expect(try gateway.replay(DiaryConnector()).compare(1)?.isDifferent == false)
        #expect(try gateway.replay(DiaryConnector()).compare(99) == nil)
        #expect(try gateway.store.totals() == before)
        #expect(try gateway.person(Cast.selam).version == 1)
    }

    @Test func `a replay that is applied corrects what recipients got`() throws {
        let gateway = try DiaryGateway()
        try gateway.take("\(selam);;2024-02-01;Tesfaye;44021;loopt")
        let applied = try gateway.replay(LoudConnector()).apply(1) { _, person in #expect(person == 1) }
        #expect(applied?.isDifferent == true)
        #expect(try gateway.story() == ["gemeente-44021 released", "vdab released", "gemeente-44021 corrected 0"])
        #expect(try gateway.payloads()[2].contains("TESFAYE"))
        #expect(try gateway.replay(LoudConnector()).compare(1)?.isDifferent == false)
        #expect(try gateway.replay(LoudConnector()).apply(1) { _, _ in } == nil)
    }

    @Test func `what today's contract rejects is believed no longer, and withdrawn`() throws {
        let gateway = try DiaryGateway()
        try gateway.take("\(selam);;2024-02-01;Tesfaye;44021;loopt")
        #expect(try gateway.replay(StrictConnector()).apply(1) { _, _ in }?.after == "rejected by xsd:pattern")
        #expect(
            try gateway.story() == ["gemeente-44021 released", "vdab released", "gemeente-44021 withdrawn 0", "vdab withdrawn 1"])
        #expect(try gateway.store.quarantineItems().map(\.rejection.rule) == ["xsd:pattern"])
        #expect(try gateway.store.agencyCounts().first?.addsUp == true)
        // And believed again when the contract is mended.
        #expect(try gateway.replay(DiaryConnector()).apply(1) { _, _ in }?.after == "mapped")
        #expect(try gateway.pipeline().run() == 1)
        #expect(try gateway.store.agencyCounts().first?.accepted == 1)
    }
}
