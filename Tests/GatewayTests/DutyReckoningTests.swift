// SPDX-License-Identifier: EUPL-1.2
import Agreements
import ExchangeSchema
import ExchangeStore
import Foundation
import Gateway
import Obligations
import Synchronization
import TestSupport
import Testing

/// Lines of `key;number;day;contract or registration;day or "nooit"`: what was signed, registered, or annulled.
private struct LedgerConnector: SourceConnector {
    let agency = Agency.vdab
    let formats = [MessageFormat(rawValue: "kasboek/1")]

    func frame(fileAt path: String, named name: String, batchSize: Int, take: (FramedBatch) throws -> Void) throws {}

    func read(_ record: SourceRecord) -> RecordReading {
        let cells = String(decoding: record.body, as: UTF8.self).split(separator: ";", omittingEmptySubsequences: false).map(String.init)
        let subject = Subject(insz: INSZ(cells[1]))
        let day = LocalDate(cells[4])
        var fact: Fact
        if cells[3] == "contract" {
            var contract = Contract(contractId: "C", signedOn: day)
            contract.trajectoryId = "T"
            fact = Fact(id: "C", value: .contract(contract))
        } else {
            let at = Instant(utc: day ?? Cast.day("2024-02-01"), hour: 12)
            fact = Fact(id: "R", value: .jobseeker(JobseekerRegistration(registrationId: "R", registeredAt: at)))
        }
        if day == nil { fact.standing = .annulled }
        return .mapped(
            CanonicalRecord(source: Cast.stamp(agency, cells[2], by: .vdab), subject: subject, facts: [fact]))
    }
}

private struct LedgerFeed: SourceFeed {
    let name = "kasboek"
    let agency = Agency.vdab
    let lines: [String]

    func poll(from position: FeedPosition?, take: (FramedBatch) throws -> Void) throws {
        try take(
            FramedBatch(
                records: lines.map { line in
                    SourceRecord(
                        agency: agency, organisation: .vdab, format: LedgerConnector().formats[0],
                        sourceKey: String(line.prefix { $0 != ";" }), reference: line, body: Array(line.utf8), place: "")
                }))
    }
}

/// A gateway whose clock the test turns.
private final class Ledger: Sendable {
    let store: Store
    private let folder: TemporaryFolder
    private let clock: Clock

    private final class Clock: Sendable { let instant = Mutex(Instant(utc: Cast.day("2024-03-01"))) }

    init() throws {
        let clock = Clock()
        self.clock = clock
        folder = try TemporaryFolder()
        let paths = StorePaths(store: folder.path + "/s.db", keys: folder.path + "/k.db", masterKey: folder.path + "/m.key")
        try Store.create(paths)
        store = try Store(paths, clock: { clock.instant.withLock { $0 } })
    }

    func take(on day: String, _ lines: String...) throws {
        clock.instant.withLock { $0 = Instant(utc: Cast.day(day), hour: 12) }
        _ = try Intake(store: store, now: { Instant(utc: Cast.day(day), hour: 12) }).drain(LedgerFeed(lines: lines))
        let pipeline = Pipeline(
            store: store, connectors: [LedgerConnector()], book: AgreementBook([]), municipalities: MunicipalityRegister(successions: []))
        while try pipeline.step() > 0 {}
    }

    func turn(to day: String) { clock.instant.withLock { $0 = Instant(utc: Cast.day(day), hour: 12) } }

    /// State of R18 of everybody, by trajectory.
    func states(asOf: String, knownAt: String? = nil) throws -> [Obligation.State] {
        var states: [Obligation.State] = []
        _ = try reckoning(asOf, knownAt).run { states += $0.obligations.map(\.state) }
        return states
    }

    func reckoning(_ asOf: String, _ knownAt: String?) -> DutyReckoning {
        DutyReckoning(
            store: store, book: .note, municipalities: MunicipalityRegister(successions: []), rules: RuleCatalog.rules([.r18]),
            asOf: Cast.day(asOf), knownAt: knownAt.map { Instant(utc: Cast.day($0), hour: 23) })
    }
}

/// Obligations for any day, from any state of knowledge.
struct DutyReckoningTests {
    private let number = Cast.selam.digits

    @Test func `the same day is judged by what was known when, also after an annulment`() throws {
        let ledger = try Ledger()
        try ledger.take(on: "2024-03-01", "a;\(number);2024-01-16;contract;2024-01-15")
        try ledger.take(on: "2024-03-20", "a;\(number);2024-03-19;registration;2024-03-10")
        try ledger.take(on: "2024-04-10", "a;\(number);2024-04-09;registration;nooit")
        #expect(try ledger.states(asOf: "2024-03-18") == [.overdue])
        #expect(try ledger.states(asOf: "2024-03-18", knownAt: "2024-02-01") == [])
        #expect(try ledger.states(asOf: "2024-03-18", knownAt: "2024-03-02") == [.overdue])
        #expect(try ledger.states(asOf: "2024-03-18", knownAt: "2024-03-20") == [.metInTime])
        #expect(try ledger.states(asOf: "2024-03-09", knownAt: "2024-03-20") == [.pending])
        #expect(try ledger.states(asOf: "2024-03-18", knownAt: "2024-04-11") == [.overdue])
    }

    @Test func `what is known today gives the same from the file as from the records`() throws {
        let ledger = try Ledger()
        try ledger.take(
            on: "2024-03-01", "a;\(number);2024-01-16;contract;2024-01-15", "b;\(Cast.darius.digits);2024-01-16;contract;2024-02-01")
        try ledger.take(on: "2024-03-20", "a;\(number);2024-03-19;registration;2024-03-10")
        var now: [PersonStanding] = []
        var known: [PersonStanding] = []
        let counts = try ledger.reckoning("2024-06-01", nil).run { now.append($0) }
        #expect(try ledger.reckoning("2024-06-01", "2024-12-31").run { known.append($0) } == counts)
        #expect(now == known)
        #expect(counts.persons == 2)
        #expect(counts.obligations == 2)
        #expect(counts.erased == 0)
        #expect(now.map { $0.obligations.map(\.state) } == [[.metInTime], [.overdue]])
    }

    @Test func `what was rectified away counts until then and not after, from the file as from the records`() throws {
        let ledger = try Ledger()
        try ledger.take(on: "2024-03-01", "a;\(number);2024-01-16;contract;2024-01-15")
        try ledger.take(on: "2024-03-20", "a;\(number);2024-03-19;registration;2024-03-10")
        let person = try #require(try ledger.store.person(byINSZ: Cast.selam)).number
        let wrong = try #require(try ledger.store.records(of: person).last).record
        ledger.turn(to: "2024-05-01")
        let rights = PersonRights(store: ledger.store, book: AgreementBook([]), municipalities: MunicipalityRegister(successions: []))
        let act = Act("person rectified", reason: "test", user: "first", role: "officer", person: person)
        #expect(try rights.rectify(person, disregarding: wrong, case: "Z-1", act: act))
        #expect(try ledger.states(asOf: "2024-06-01") == [.overdue])
        #expect(try ledger.states(asOf: "2024-06-01", knownAt: "2024-05-02") == [.overdue])
        #expect(try ledger.states(asOf: "2024-06-01", knownAt: "2024-04-30") == [.metInTime])
    }

    @Test func `a record moved by a decision counts for whom it belonged to then`() throws {
        let ledger = try Ledger()
        try ledger.take(on: "2024-03-01", "a;\(number);2024-01-16;contract;2024-01-15")
        try ledger.take(on: "2024-03-02", "b;;2024-03-01;registration;2024-02-20")
        let reviews = try ledger.store.reviewItems()
        let provisional = try #require(reviews.last)
        let canonical = try #require(try ledger.store.person(byINSZ: Cast.selam))
        #expect(try ledger.states(asOf: "2024-06-01") == [.overdue])
        ledger.turn(to: "2024-05-01")
        try ReviewDecision(store: ledger.store).same(provisional.number, as: canonical.number)
        #expect(try ledger.states(asOf: "2024-06-01") == [.metInTime])
        #expect(try ledger.states(asOf: "2024-06-01", knownAt: "2024-04-30") == [.overdue])
        #expect(try ledger.states(asOf: "2024-06-01", knownAt: "2024-05-01") == [.metInTime])
        let then = try ledger.reckoning("2024-06-01", "2024-04-30").standing(of: canonical)
        #expect(then?.obligations.map(\.state) == [.overdue])
    }
}
