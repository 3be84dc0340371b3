// SPDX-License-Identifier: EUPL-1.2
import Agreements
import AuditLog
import ExchangeSchema
import ExchangeStore
import Foundation
import Glibc
import TestSupport
import Testing
import Vault

@testable import Gateway

/// What a person may ask: no longer passed on, no longer wrong, no longer known.
struct PersonRightsTests {
    private static let selam = Cast.selam.digits

    /// Lines of `number;day;family name;NIS code` as facts of one person who lives in Flanders.
    private struct LineConnector: SourceConnector {
        let agency = Agency.lokaal
        let formats = [MessageFormat(rawValue: "regel/1")]

        func frame(fileAt path: String, named name: String, batchSize: Int, take: (FramedBatch) throws -> Void) throws {}

        func read(_ record: SourceRecord) -> RecordReading {
            let cells = String(decoding: record.body, as: UTF8.self).split(separator: ";").map(String.init)
            guard cells.count == 4 else { return .rejected([Rejection(rule: "regel:cells", field: "", place: record.place)]) }
            var details = PersonDetails()
            details.names = [PersonName(familyName: cells[2], givenNames: ["Selam"])]
            var contract = Contract(contractId: "C", signedOn: Cast.day("2024-01-10"))
            contract.trajectoryId = "T"
            var trajectory = Trajectory(trajectoryId: "T", status: .running)
            trajectory.period = Period(from: Cast.day("2024-01-15"))
            let home = Residence(nis: cells[3], validity: Period(from: Cast.day("2020-01-01")))
            return .mapped(
                CanonicalRecord(
                    source: Cast.stamp(agency, cells[1]), subject: Subject(insz: INSZ(cells[0])),
                    facts: [
                        Fact(id: "identity", value: .identity(details)), Fact(id: "T", value: .trajectory(trajectory)),
                        Fact(id: "C", value: .contract(contract)), Fact(id: "home", value: .residence(home)),
                    ]))
        }
    }

    private struct Office {
        let folder: TemporaryFolder
        let store: Store
        let book: AgreementBook
        let clock: Instant

        init(_ folder: TemporaryFolder? = nil, at clock: Instant = Instant(utc: Cast.day("2024-06-01"))) throws {
            self.clock = clock
            self.folder = try folder ?? TemporaryFolder()
            let paths = Self.paths(self.folder)
            if folder == nil { try Store.create(paths) }
            store = try Store(paths) { clock }
            let path = Checkout.root + "/contracts/agreements"
            book = AgreementBook(
                try FileNames.under(path).filter { $0.hasSuffix(".yaml") }.map { name in
                    try AgreementFile.read(Array(try Data(contentsOf: URL(fileURLWithPath: path + "/" + name))), named: name) {
                        Digest32.of($0).hex
                    }
                })
        }

        static func paths(_ folder: TemporaryFolder) -> StorePaths {
            StorePaths(store: folder.path + "/store.db", keys: folder.path + "/keys.db", masterKey: folder.path + "/master.key")
        }

        var rights: PersonRights { PersonRights(store: store, book: book, municipalities: MunicipalityRegister(successions: [])) }

        @discardableResult
        func take(_ lines: String...) throws -> IntakeCounts {
            let records = lines.map { line in
                SourceRecord(
                    agency: .lokaal, organisation: .municipality("44021"), format: MessageFormat(rawValue: "regel/1"),
                    sourceKey: String(line.prefix { $0 != ";" }), reference: line, body: Array(line.utf8), place: "row 1")
            }
            let counts = try store.intake(FramedBatch(records: records), feed: "regels", agency: .lokaal, receivedAt: clock) { _ in nil }
            try Pipeline(
                store: store, connectors: [LineConnector()], book: book, municipalities: MunicipalityRegister(successions: [])
            ).run()
            return counts
        }

        func person() throws -> StoredPerson { try #require(try store.person(byINSZ: Cast.selam)) }

        func act(_ verb: String, by user: String = "first", of person: PersonNumber? = nil) -> Act {
            Act(verb, reason: "test", user: user, role: "officer", person: person)
        }

        /// Kinds of what was released of the person, in order.
        func story(of number: PersonNumber) throws -> [String] {
            try store.deliveries(of: number).map { "\($0.delivery.recipient) \($0.delivery.kind.name)" }
        }

        func seal() throws -> Verification.Report {
            try FileManager.default.createDirectory(atPath: folder.path + "/2024", withIntermediateDirectories: true)
            _ = try Sealer(store: store, directory: folder.path + "/2024", origin: "gateway.test/log", year: 2024).seal()
            return Verification(directory: folder.path + "/2024").run()
        }

        /// Everything left the outbox, as a delivery round leaves it.
        func emptyOutbox() throws {
            try store.transaction { transaction in
                let waiting = try transaction.pendingDeliveries(limit: 1000)
                try transaction.stage(recipient: .vdab, files: [], deliveries: waiting.map(\.seq))
            }
        }
    }

    private static let first = "\(selam);2024-02-01;Tesfaye;44021"

    @Test func `a restricted person's data is withdrawn and stops leaving, until the restriction ends`() throws {
        let office = try Office()
        try office.take(Self.first)
        let number = try office.person().number
        let before = try office.story(of: number)
        #expect(before.contains("vdab released") && before.contains("gemeente-44021 released"))
        try office.emptyOutbox()
        #expect(try office.rights.restrict(number, case: "Z-1", act: office.act("person restricted", of: number)))
        #expect(try !office.rights.restrict(number, case: "Z-1", act: office.act("person restricted", of: number)))
        let withdrawn = try office.story(of: number).dropFirst(before.count)
        #expect(withdrawn.allSatisfy { $0.hasSuffix(" withdrawn") } && withdrawn.count == before.count)
        try office.take("\(Self.selam);2024-03-01;Tesfaye-Bekele;44021")
        #expect(try office.story(of: number).count == 2 * before.count)
        try office.emptyOutbox()
        #expect(try office.rights.lift(number, act: office.act("person restriction lifted", of: number)))
        #expect(try !office.rights.lift(number, act: office.act("person restriction lifted", of: number)))
        #expect(try office.story(of: number).dropFirst(2 * before.count).allSatisfy { $0.hasSuffix(" released") })
        #expect(try office.seal().kinds["access"] == 2)
    }

    @Test func `nobody gets the withdrawal of what still waited when the restriction began`() throws {
        let office = try Office()
        try office.take(Self.first)
        let number = try office.person().number
        let before = try office.story(of: number)
        #expect(try office.rights.restrict(number, case: "Z-1", act: office.act("person restricted", of: number)))
        #expect(try office.story(of: number) == before, "nothing had left, so there is nothing to withdraw")
        #expect(try office.store.transaction { try $0.pendingDeliveries(limit: 1000).isEmpty })
        #expect(try office.rights.lift(number, act: office.act("person restriction lifted", of: number)))
        #expect(try office.story(of: number) == before + before)
    }

    @Test func `whoever turns out to be a restricted person is restricted`() throws {
        let office = try Office()
        try office.take(Self.first)
        let restricted = try office.person().number
        try office.take("\(Cast.darius.digits);2024-02-01;Tesfaye;44021")
        let other = try #require(try office.store.person(byINSZ: Cast.darius)).number
        #expect(try office.rights.restrict(restricted, case: "Z-1", act: office.act("person restricted", of: restricted)))
        let decisions = PersonDecision(store: office.store, book: office.book, municipalities: MunicipalityRegister(successions: []))
        #expect(try decisions.merge(restricted, into: other) { _ in } != nil)
        #expect(try office.store.transaction { try $0.restrictedPersons() } == [restricted, other])
        try office.take("\(Cast.darius.digits);2024-03-01;Tesfaye-Bekele;44021")
        #expect(try office.story(of: other).allSatisfy { !$0.hasSuffix(" corrected") })
    }

    @Test func `a record that is not believed any more is corrected with its recipients`() throws {
        let office = try Office()
        try office.take(Self.first)
        try office.take("\(Self.selam);2024-03-01;Tesfaye;11002")
        let number = try office.person().number
        let before = try office.story(of: number)
        let wrong = try #require(try office.store.records(of: number).last)
        try office.emptyOutbox()
        #expect(try office.rights.rectify(number, disregarding: wrong.record, case: "Z-2", act: office.act("person rectified", of: number)))
        #expect(try !office.rights.rectify(number, disregarding: 999, case: "Z-2", act: office.act("person rectified", of: number)))
        #expect(try PersonView.canonical(office.person()).residences.map(\.value.nis) == ["44021"])
        #expect(try office.store.records(of: number).map(\.isBelieved) == [true, false])
        let after = try office.story(of: number).dropFirst(before.count)
        #expect(after.contains("gemeente-44021 released") && after.contains("gemeente-11002 withdrawn"))
    }

    @Test func `an erasure takes two users, waits for the recipients, and forgets everything but the proofs`() throws {
        let office = try Office()
        try office.take(Self.first)
        let stored = try office.person()
        let number = stored.number
        #expect(throws: StoreError.notRequested) { try office.rights.erase(number, case: "Z-3", act: office.act("erase", by: "second")) }
        try office.emptyOutbox()
        try office.rights.requestErasure(of: number, case: "Z-3", act: office.act("erase requested", of: number))
        #expect(throws: StoreError.notRequested) { try office.rights.erase(number, case: "Z-4", act: office.act("erase", by: "second")) }
        #expect(throws: StoreError.secondUserNeeded) { try office.rights.erase(number, case: "Z-3", act: office.act("erase")) }
        let waiting = try office.store.transaction { try $0.queuedDeliveries() }
        #expect(waiting > 0)
        #expect(throws: StoreError.deliveriesWait(waiting)) {
            try office.rights.erase(number, case: "Z-3", act: office.act("erase", by: "second"))
        }
        try office.emptyOutbox()
        let before = try office.seal()
        let note = try #require(ShardReader.checkpointNote(directory: office.folder.path + "/2024"))
        #expect(try office.rights.erase(number, case: "Z-3", act: office.act("erase", by: "second")) == 1)
        #expect(throws: StoreError.alreadyErased) { try office.rights.erase(number, case: "Z-3", act: office.act("erase", by: "second")) }
        #expect(try office.store.person(byINSZ: Cast.selam) == nil)
        #expect(try office.store.person(stored.id) == nil)
        var persons = 0
        try office.store.forEachPerson { _ in persons += 1 }
        try office.store.forEachDelivery { _ in persons += 1 }
        #expect(persons == 0)
        // Every proof still holds, and the erasure is an entry itself.
        let after = try office.seal()
        #expect(after.faults == [] && after.kinds["erasure"] == 1 && after.size > before.size)
        #expect(Verification(directory: office.folder.path + "/2024").run(previous: note).faults == [])
        // C and D are closed for good; A and B stay.
        let reader = ShardReader(directory: office.folder.path + "/2024", size: after.size)
        for index in 1..<before.size {
            let entry = try #require(reader.entry(index))
            let opened = try office.store.open(leaf: entry.leaf, openings: entry.openings, periodId: 20_242, person: number)
            #expect(Set(opened.keys).isDisjoint(with: [67, 68]) && opened.keys.contains(65))
        }
        // The same file again brings nobody back.
        #expect(try office.take(Self.first).duplicates == 1)
        #expect(try office.store.person(byINSZ: Cast.selam) == nil)
        #expect(try office.store.agencyCounts().allSatisfy(\.addsUp))
    }

    @Test func `keys of an erased person that a restored backup brings back are gone with the next opening`() throws {
        let office = try Office()
        try office.take(Self.first)
        let number = try office.person().number
        let copy = try StoreBackup.copyKeys(Office.paths(office.folder), to: office.folder.path + "/apart", at: Instant(milliseconds: 0))
            .path
        try office.rights.requestErasure(of: number, case: "Z-5", act: office.act("erase requested", of: number))
        try office.emptyOutbox()
        _ = try office.rights.erase(number, case: "Z-5", act: office.act("erase", by: "second"))
        for name in ["keys.db", "keys.db-wal", "keys.db-shm"] {
            try? FileManager.default.removeItem(atPath: office.folder.path + "/" + name)
        }
        try FileManager.default.copyItem(atPath: copy, toPath: office.folder.path + "/keys.db")
        #expect(try Office(office.folder).store.keyCounts().subjects == 0)
    }

    @Test func `a replaced master key opens everything, the old one nothing, and numbers are still found`() throws {
        let office = try Office()
        try office.take(Self.first)
        let paths = Office.paths(office.folder)
        let old = try Data(contentsOf: URL(fileURLWithPath: paths.masterKey))
        #expect(try office.store.replaceMasterKey(paths) > 2)
        // Who still holds the old key writes nothing more.
        #expect(throws: StoreError.keysReplaced) { try office.take("\(Self.selam);2024-04-01;Tesfaye;44021") }
        let again = try Office(office.folder)
        #expect(again.store.keyGeneration == 1)
        #expect(try again.take(Self.first).duplicates == 1)
        #expect(try PersonView.canonical(again.person()).officialName?.value.familyName == "Tesfaye")
        #expect(try again.store.replaceMasterKey(paths) > 2)
        #expect(try Office(office.folder).store.keyGeneration == 2)
        try old.write(to: URL(fileURLWithPath: paths.masterKey))
        chmod(paths.masterKey, 0o600)
        #expect(throws: VaultError.notAuthentic) { _ = try Office(office.folder) }
    }

    @Test func `a replacement of the master key that a crash cut short is ended or undone by the next opening`() throws {
        let office = try Office()
        try office.take(Self.first)
        let paths = Office.paths(office.folder)
        // Before the commit: the new key lies there and nothing stands under it.
        try MasterKey.create(at: paths.masterKey + ".next")
        #expect(try Office(office.folder).person().version == 1)
        #expect(!FileManager.default.fileExists(atPath: paths.masterKey + ".next"))
        // After the commit: the new key has not got its name yet.
        let old = try Data(contentsOf: URL(fileURLWithPath: paths.masterKey))
        _ = try Office(office.folder).store.replaceMasterKey(paths)
        try FileManager.default.moveItem(atPath: paths.masterKey, toPath: paths.masterKey + ".next")
        try old.write(to: URL(fileURLWithPath: paths.masterKey))
        chmod(paths.masterKey, 0o600)
        #expect(try Office(office.folder).person().version == 1)
        #expect(!FileManager.default.fileExists(atPath: paths.masterKey + ".next"))
        #expect(try Office(office.folder).store.keyGeneration == 1)
    }

    @Test func `keys of a quarter go after the waiting period, and with them everything of that quarter but the proofs`() throws {
        let office = try Office()
        try office.take(Self.first)
        try office.emptyOutbox()
        let sealed = try office.seal()
        let later = try Office(office.folder, at: Instant(utc: Cast.day("2034-07-15")))
        let plan = RetentionPlan(book: office.book, leastDays: 3650)
        #expect(plan.periodsToEnd(of: [20_242], at: Instant(utc: Cast.day("2034-06-01"))) == [])
        #expect(plan.periodsToEnd(of: [20_242, 20_343, 7], at: later.clock) == [20_242])
        let first = try Retention(store: later.store, plan: plan, waitingDays: 30).run()
        let deliveries = try office.store.totals().deliveries
        #expect(first.scheduled == [20_242] && first.destroyed == [] && first.payloads == deliveries)
        #expect(try later.store.keyDestructions().map(\.period) == [20_242])
        let last = try Office(office.folder, at: Instant(utc: Cast.day("2034-08-20")))
        let second = try Retention(store: last.store, plan: plan, waitingDays: 30).run()
        #expect(second.destroyed == [20_242] && second.payloads == 0)
        #expect(try !last.store.keyCounts().periods.contains(20_242))
        let entry = try #require(ShardReader(directory: office.folder.path + "/2024", size: sealed.size).entry(1))
        #expect(try last.store.open(leaf: entry.leaf, openings: entry.openings, periodId: 20_242, person: nil).isEmpty)
        #expect(try last.seal().faults == [])
    }

    @Test func `keys that are wanted back before their time are kept`() throws {
        let office = try Office()
        try office.take(Self.first)
        #expect(try office.store.transaction { try $0.destroyKeys(of: 20_242, after: 5) })
        #expect(try office.store.transaction { try !$0.destroyKeys(of: 20_242, after: 5) })
        #expect(try office.store.transaction { try $0.keepKeys(of: 20_242) })
        #expect(try office.store.transaction { try !$0.keepKeys(of: 20_242) })
        #expect(try office.store.keyDestructions() == [])
    }

    @Test func `agreements and settings are logged when they change, quarantine when it happens`() throws {
        let office = try Office()
        let announcements = Announcements(store: office.store)
        for _ in 0..<2 {
            try announcements.agreements(office.book)
            try announcements.configuration(digest: "d", program: "1")
            try announcements.publication("dashboards", asOf: Cast.day("2024-06-01"), state: "1/2/3")
        }
        try announcements.agreements(AgreementBook(Array(office.book.agreements.dropFirst())))
        try announcements.trouble("feed can't be read", at: "vdab/mutaties")
        try office.take("onleesbaar")
        let kinds = try office.seal().kinds
        #expect(kinds == ["shard": 1, "agreement": office.book.agreements.count + 1, "config": 1, "publication": 1, "error": 2])
    }
}
