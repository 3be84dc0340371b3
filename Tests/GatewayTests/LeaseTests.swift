// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import ExchangeStore
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Gateway

/// When a lease may be taken over, told as a transcript.
struct LeaseWatchTests {
    private let held = LeaseSight(holder: "a", token: 3, beat: 7)

    @Test func `a lease that nobody holds is taken at once`() {
        var watch = LeaseWatch()
        #expect(watch.looked(at: nil, holderIsDead: false, now: 0) == .take(over: nil))
        let returned = LeaseSight(holder: nil, token: 3, beat: 7)
        #expect(watch.looked(at: returned, holderIsDead: false, now: 0) == .take(over: returned))
    }

    @Test func `a dead holder's lease is taken at once`() {
        var watch = LeaseWatch()
        #expect(watch.looked(at: held, holderIsDead: true, now: 0) == .take(over: held))
    }

    @Test func `a holder that gives no sign of life for four seconds loses the lease, which is within five`() {
        var watch = LeaseWatch()
        for now in stride(from: Int64(0), to: 4_000, by: 100) {
            #expect(watch.looked(at: held, holderIsDead: false, now: now) == .wait(100))
        }
        #expect(watch.looked(at: held, holderIsDead: false, now: 4_000) == .take(over: held))
        #expect(LeaseWatch.patience + 100 < 5_000)
    }

    @Test func `each sign of life begins the wait again`() {
        var watch = LeaseWatch()
        _ = watch.looked(at: held, holderIsDead: false, now: 0)
        let later = LeaseSight(holder: "a", token: 3, beat: 8)
        #expect(watch.looked(at: later, holderIsDead: false, now: 3_999) == .wait(100))
        #expect(watch.looked(at: later, holderIsDead: false, now: 7_998) == .wait(100))
        #expect(watch.looked(at: later, holderIsDead: false, now: 7_999) == .take(over: later))
    }

    @Test func `this process lives, one with its number and another start does not`() throws {
        let own = WorkerIdentity().text
        #expect(!WorkerIdentity.isDead(own))
        var parts = own.split(separator: "/").map(String.init)
        parts[1] = "1"
        #expect(WorkerIdentity.isDead(parts.joined(separator: "/")))
        #expect(!WorkerIdentity.isDead("somebody"))
    }
}

/// Who may commit.
struct LeaseTests {
    /// Calls back when a record is read: the moment at which a worker that is about to commit gets paused.
    private struct Interrupted: SourceConnector {
        let agency = Agency.inburgering
        let formats = DiaryConnector().formats
        let onRead: @Sendable () -> Void
        func frame(fileAt path: String, named name: String, batchSize: Int, take: (FramedBatch) throws -> Void) throws {}
        func read(_ record: SourceRecord) -> RecordReading {
            onRead()
            return DiaryConnector().read(record)
        }
    }

    @Test func `a worker paused past its lease is refused when it commits, runs again, and nothing is done twice`() throws {
        let gateway = try DiaryGateway()
        try gateway.receive("\(Cast.selam.digits);;2024-02-01;Tesfaye;44021;loopt")
        let rival = gateway.pipeline(
            shift: Shift(store: gateway.store, name: "queue", holder: "rival", isDead: { _ in true }, now: { 0 }, pause: { _ in }))
        let once = Mutex(true)
        let rivalDid = Mutex(0)
        let paused = gateway.pipeline(
            Interrupted {
                let isFirst = once.withLock { first in
                    defer { first = false }
                    return first
                }
                // The rival finds the lease abandoned and does all the work while this one sleeps.
                if isFirst, let count = try? rival.run() { rivalDid.withLock { $0 = count } }
            })
        #expect(try paused.run() == 0)
        #expect(rivalDid.withLock { $0 } == 1)
        #expect(try gateway.story() == ["gemeente-44021 released", "vdab released"])
        #expect(try gateway.store.agencyCounts().first?.addsUp == true)
    }

    @Test func `a commit under an old token changes nothing`() throws {
        let gateway = try DiaryGateway()
        try gateway.receive("\(Cast.selam.digits);;2024-02-01;Tesfaye;44021;loopt")
        let store = gateway.store
        let first = try #require(try store.takeLease("queue", as: "a", over: nil))
        #expect(try store.takeLease("queue", as: "b", over: nil) == nil)
        let seen = try store.sight(ofLease: "queue")
        // A sign of life between looking and taking: the taking fails.
        try store.transaction { try $0.beat(first) }
        #expect(try store.takeLease("queue", as: "b", over: seen) == nil)
        let second = try #require(try store.takeLease("queue", as: "b", over: try store.sight(ofLease: "queue")))
        #expect(second.token == 2)
        #expect(throws: StoreError.leaseLost("queue")) {
            try store.work(on: [(1, .inburgering)], under: first) { transaction, _ in
                try transaction.quarantine(1, agency: .inburgering, Rejection(rule: "r", field: "f", place: "p"))
            }
        }
        #expect(try store.queueItems().count == 1)
        #expect(try store.quarantineItems().isEmpty)
        // Giving back what was lost takes nothing from who has it now.
        try store.giveBack(first)
        #expect(try store.sight(ofLease: "queue")?.holder == "b")
    }

    @Test func `work waits while another holds the lease, and is left to them when they finish it`() throws {
        let gateway = try DiaryGateway()
        try gateway.receive("\(Cast.selam.digits);;2024-02-01;Tesfaye;44021;loopt")
        _ = try #require(try gateway.store.takeLease("queue", as: "other", over: nil))
        let time = Mutex<Int64>(0)
        let pauses = Mutex(0)
        let store = gateway.store
        let waiting = gateway.pipeline(
            shift: Shift(
                store: store, name: "queue", holder: "me", isDead: { _ in false }, now: { time.withLock { $0 } },
                pause: { milliseconds in
                    time.withLock { $0 += milliseconds }
                    pauses.withLock { $0 += 1 }
                }))
        #expect(try waiting.run() == 1)
        // Taken over after four seconds on its own clock, whatever the clock of the day says.
        #expect(time.withLock { $0 } == 4_000)
        #expect(pauses.withLock { $0 } == 40)
        #expect(try store.sight(ofLease: "queue")?.holder == nil)
    }

    @Test func `a person that somebody else changed meanwhile is not written over`() throws {
        let gateway = try DiaryGateway()
        try gateway.take("\(Cast.selam.digits);;2024-02-01;Tesfaye;44021;loopt")
        let stored = try gateway.person(Cast.selam)
        #expect(throws: StoreError.personChanged) {
            try gateway.store.transaction { transaction in
                let sealed = try transaction.keys(of: stored.number).seal(dossier: stored.dossier)
                try transaction.save(
                    stored.number, version: stored.version + 1, over: stored.version - 1, status: stored.status, dossier: sealed)
            }
        }
        #expect(try gateway.person(Cast.selam).version == stored.version)
    }
}
