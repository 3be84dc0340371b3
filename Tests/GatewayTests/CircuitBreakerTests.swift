// SPDX-License-Identifier: EUPL-1.2
import Agreements
import ExchangeSchema
import ExchangeStore
import Foundation
import Gateway
import Synchronization
import TestSupport
import Testing

/// When a destination that failed is tried again.
struct CircuitBreakerTests {
    private let noon = Instant(utc: Cast.day("2024-06-01"), hour: 12)

    @Test func `each failure in a row opens it for longer, up to an hour; one attempt is let through after that`() {
        var breaker = CircuitBreaker()
        #expect(breaker.phase(at: noon) == .closed)
        var waits: [Int64] = []
        for _ in 0..<10 {
            breaker.attemptFailed(at: noon, chance: 1)
            waits.append(((breaker.retryAt ?? noon).milliseconds - noon.milliseconds) / 1000)
        }
        #expect(waits == [30, 60, 120, 240, 480, 960, 1_920, 3_600, 3_600, 3_600])
        #expect(breaker.phase(at: noon.adding(milliseconds: 3_599_999)) == .open)
        #expect(breaker.phase(at: noon.adding(milliseconds: 3_600_000)) == .halfOpen)
        breaker.attemptSucceeded()
        #expect(breaker == CircuitBreaker())
    }

    @Test func `chance spreads the wait over its second half, and the same seeds give the same chance`() {
        let backoff = Backoff(first: 30, most: 3_600)
        #expect(backoff.wait(after: 1, chance: 0) == 15_000)
        #expect(backoff.wait(after: 1, chance: 0.5) == 22_500)
        #expect(backoff.wait(after: 500, chance: 1) == 3_600_000)
        let chances = (0..<1_000).map { SeededChance.fraction(7, $0) }
        #expect(chances.allSatisfy { (0..<1).contains($0) })
        #expect(abs(chances.reduce(0, +) / 1_000 - 0.5) < 0.05)
        #expect(SeededChance.fraction(7, 3) == SeededChance.fraction(7, 3))
    }

    @Test func `a clock that was set back a day does not keep a destination closed for a day`() {
        var breaker = CircuitBreaker()
        breaker.attemptFailed(at: noon, chance: 1)
        #expect(breaker.phase(at: noon.adding(milliseconds: -86_400_000)) == .halfOpen)
    }
}

/// A destination that fails delays nobody else, and gets the same bytes until it takes them.
struct FailingDestinationTests {
    /// Folders behind a door that is shut for some.
    private final class Door: DeliveryTransport {
        private let folders: FolderTransport
        private let shut = Mutex<Set<OrganisationID>>([])
        let attempts = Mutex<[String]>([])
        struct Shut: Error {}

        init(_ root: String) { folders = FolderTransport(root: root) }

        func set(shut recipients: Set<OrganisationID>) { shut.withLock { $0 = recipients } }
        func stage(_ file: DeliveryFile, to recipient: OrganisationID) throws -> Receipt { try folders.stage(file, to: recipient) }
        func publish(_ name: String, to recipient: OrganisationID) throws {
            attempts.withLock { $0.append("\(recipient)") }
            if shut.withLock({ $0.contains(recipient) }) { throw Shut() }
            try folders.publish(name, to: recipient)
        }
        func discardStaged(except names: Set<String>, of recipient: OrganisationID) throws {
            try folders.discardStaged(except: names, of: recipient)
        }
    }

    @Test func `for an hour VDAB answers nothing: the municipality gets its files, VDAB gets all of them afterwards, once, in order`()
        throws
    {
        let gateway = try DiaryGateway()
        let door = Door(gateway.folder.path + "/deliveries")
        let service = try gateway.service(over: door)
        door.set(shut: [.vdab])
        try gateway.take("\(Cast.selam.digits);;2024-02-01;Tesfaye;44021;loopt")
        #expect(try service.deliver().failing == [.vdab])
        #expect(try gateway.files(of: "gemeente-44021").count == 2)
        #expect(try gateway.files(of: "vdab").isEmpty)
        let staged = gateway.folder.path + "/deliveries/vdab/.pending/20240601_000001_vdab-traject.json"
        let bytes = try Data(contentsOf: URL(fileURLWithPath: staged))

        // Open: not even tried. More for it is staged behind what waits, and what waits is kept.
        try gateway.take("\(Cast.darius.digits);;2024-02-01;Rahimi;44021;loopt")
        #expect(try service.deliver().failing == [.vdab])
        #expect(door.attempts.withLock { $0.count { $0 == "vdab" } } == 1)
        #expect(try gateway.files(of: "gemeente-44021").count == 4)
        for _ in 0..<120 {
            gateway.clock.move(seconds: 30)
            #expect(try service.deliver().failing == [.vdab])
        }
        // Tried ever more seldom in that hour.
        #expect(door.attempts.withLock { $0.count { $0 == "vdab" } } < 12)

        door.set(shut: [])
        gateway.clock.move(seconds: 3_600)
        #expect(try service.deliver().failing.isEmpty)
        #expect(try gateway.files(of: "vdab") == ["20240601_000001_vdab-traject.json", "20240601_000002_vdab-traject.json"])
        #expect(
            try Data(contentsOf: URL(fileURLWithPath: gateway.folder.path + "/deliveries/vdab/20240601_000001_vdab-traject.json")) == bytes)
        #expect(try gateway.store.transaction { try $0.destinations() }.isEmpty)
        #expect(try gateway.store.totals().published == gateway.store.totals().deliveries)
    }
}
