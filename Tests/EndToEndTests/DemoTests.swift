// SPDX-License-Identifier: EUPL-1.2
import AuditLog
import ExchangeSchema
import ExchangeStore
import Foundation
import Gateway
import Obligations
import Simulation
import TestSupport
import Testing

/// The whole job on simulated agencies, held against the truth that the simulator wrote beside it.
@Suite(.serialized)
struct DemoTests {
    private static let persons = "250"

    @Test func `the demo equals the truth, and a second run changes nothing`() async throws {
        let folder = try TemporaryFolder()
        let first = try await XchgBinary.run(["demo", "--persons", Self.persons, "--seed", "7", "--dir", folder.path])
        #expect(first.code == 0, "\(first.errors)")
        #expect(first.output.contains("verify OK"))
        let truth = try CanonicalCoding.decode(
            Truth.self, from: Array(try Data(contentsOf: URL(fileURLWithPath: folder.path + "/agencies/truth.json"))))
        let before = try Workplace(folder.path + "/workspace")
        try Self.compare(before, with: truth)
        let totals = try before.store.totals()
        #expect(totals.auditEntries == totals.logSize)
        #expect(totals.deliveries == totals.published)

        let second = try await XchgBinary.run(["demo", "--persons", Self.persons, "--seed", "7", "--dir", folder.path])
        #expect(second.code == 0, "\(second.errors)")
        let after = try Workplace(folder.path + "/workspace").store.totals()
        #expect(after.sourceRecords == totals.sourceRecords)
        #expect(after.personVersions == totals.personVersions)
        #expect(after.deliveries == totals.deliveries)
        #expect(after.auditEntries == totals.auditEntries)
        try Self.compare(try Workplace(folder.path + "/workspace"), with: truth)
    }

    /// Every figure of the truth, exactly.
    private static func compare(_ workplace: Workplace, with truth: Truth) throws {
        var held = Truth.FactCounts()
        var r18: [String: Int] = [:]
        var byNumber: [String: Truth.FactCounts] = [:]
        var trajectoriesBegun = 0
        var canonical = 0
        var provisional = 0
        try workplace.store.forEachPerson { stored in
            let person = try PersonView.canonical(stored)
            guard person.status == .canonical else { provisional += 1; return }
            canonical += 1
            let facts = count(person)
            held.add(facts)
            if let number = person.currentINSZ?.digits { byNumber[number] = facts }
            for obligation in R18.evaluate(person, asOf: truth.plan.asOf) {
                r18[obligation.state.rawValue, default: 0] += 1
                trajectoriesBegun += 1
            }
        }
        #expect(canonical == truth.personsCanonical)
        #expect(provisional == truth.personsInReview)
        #expect(held == truth.heldByCanonical)
        for person in truth.persons where person.facts != Truth.FactCounts() {
            #expect(byNumber[person.insz] == person.facts, "one person's facts differ from the truth")
        }
        var expected = truth.r18
        expected["NOT_STARTED"] = nil
        #expect(r18 == expected)
        for counts in try workplace.store.agencyCounts() {
            #expect(counts.addsUp)
            let told = truth.records[counts.agency.rawValue]
            #expect(counts.accepted == told?.accepted, "\(counts.agency)")
            #expect(counts.inReview == told?.inReview, "\(counts.agency)")
            #expect(counts.quarantined == told?.quarantined, "\(counts.agency)")
        }
    }

    private static func count(_ person: CanonicalPerson) -> Truth.FactCounts {
        var counts = Truth.FactCounts()
        counts.trajectories = person.trajectories.count
        counts.contracts = person.contracts.filter { $0.value.status != .withdrawn }.count
        counts.attests = person.attestations.filter { $0.value.status == .valid }.count
        counts.integrationAttests = person.attestations.filter { $0.value.status == .valid && $0.value.type == .integration }.count
        counts.registrations = person.jobseekerRegistrations.count
        counts.participationMinutes = person.participation.filter { $0.value.status == .done }.reduce(0) { $0 + $1.value.duration.minutes }
        counts.decisions = person.recognitions.count
        return counts
    }
}

extension Truth.FactCounts {
    fileprivate mutating func add(_ other: Truth.FactCounts) {
        trajectories += other.trajectories
        contracts += other.contracts
        attests += other.attests
        integrationAttests += other.integrationAttests
        registrations += other.registrations
        participationMinutes += other.participationMinutes
        decisions += other.decisions
    }
}

/// A workspace as the tests look into it.
struct Workplace {
    let path: String
    let store: Store

    init(_ path: String) throws {
        self.path = path
        store = try Store(
            StorePaths(store: path + "/store/xchg.db", keys: path + "/keys/keys.db", masterKey: path + "/keys/master.key"),
            clock: { Instant(milliseconds: 1_790_000_000_000) })
    }

    /// Folder of the only shard.
    var shard: String {
        get throws {
            let root = path + "/audit"
            let year = try FileManager.default.contentsOfDirectory(atPath: root).sorted().last ?? ""
            return root + "/" + year
        }
    }
}
