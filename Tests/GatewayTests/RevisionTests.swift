// SPDX-License-Identifier: EUPL-1.2
import Agreements
import Connectors
import ExchangeSchema
import ExchangeStore
import Foundation
import Gateway
import TestSupport
import Testing

/// Lines of `number;old number;day;family name;NIS code;trajectory` as facts of one person: enough to move, to marry and to end a trajectory.
private struct DiaryConnector: SourceConnector {
    let agency = Agency.inburgering
    let formats = [MessageFormat(rawValue: "dagboek/1")]

    func frame(fileAt path: String, named name: String, batchSize: Int, take: (FramedBatch) throws -> Void) throws {}

    func read(_ record: SourceRecord) -> RecordReading {
        let cells = String(decoding: record.body, as: UTF8.self).split(separator: ";", omittingEmptySubsequences: false).map(String.init)
        var details = PersonDetails()
        details.names = [PersonName(familyName: cells[3], givenNames: ["Selam"])]
        var trajectory = Trajectory(trajectoryId: "T", status: cells[5] == "loopt" ? .running : .completed)
        trajectory.period = Period(from: Cast.day("2024-01-15"))
        var subject = Subject(insz: INSZ(cells[0]))
        if let old = INSZ(cells[1]), let new = INSZ(cells[0]) { subject.replacements = [INSZReplacement(old: old, new: new)] }
        return .mapped(
            CanonicalRecord(
                source: Cast.stamp(agency, cells[2], by: .agii), subject: subject,
                facts: [
                    Fact(id: "identity", value: .identity(details)), Fact(id: "T", value: .trajectory(trajectory)),
                    Fact(id: "home", value: .residence(Residence(nis: cells[4], validity: Period(from: Cast.day("2020-01-01"))))),
                ]))
    }
}

/// One line as a feed.
private struct DiaryFeed: SourceFeed {
    let name = "dagboek"
    let agency = Agency.inburgering
    let lines: [String]

    func poll(from position: FeedPosition?, take: (FramedBatch) throws -> Void) throws {
        try take(
            FramedBatch(
                records: lines.map { line in
                    SourceRecord(
                        agency: agency, organisation: .agii, format: DiaryConnector().formats[0],
                        sourceKey: String(line.prefix { $0 != ";" }),
                        reference: line, body: Array(line.utf8), place: "")
                }))
    }
}

/// A gateway on a fixed day, with the agreements and contracts of the project.
private struct DiaryGateway {
    let folder: TemporaryFolder
    let store: Store
    let book: AgreementBook

    init(book: AgreementBook? = nil) throws {
        folder = try TemporaryFolder()
        let paths = StorePaths(store: folder.path + "/s.db", keys: folder.path + "/k.db", masterKey: folder.path + "/m.key")
        try Store.create(paths)
        store = try Store(paths, clock: { Instant(utc: Cast.day("2024-06-01")) })
        self.book = try book ?? Self.projectBook()
    }

    static func projectBook(without ended: Set<String> = []) throws -> AgreementBook {
        let folder = Checkout.root + "/contracts/agreements"
        return AgreementBook(
            try FileNames.under(folder).filter { $0.hasSuffix(".yaml") && !ended.contains($0) }.map { name in
                try AgreementFile.read(Array(try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))), named: name) { _ in
                    String(repeating: "5a", count: 32)
                }
            })
    }

    func take(_ lines: String...) throws {
        _ = try Intake(store: store, now: { Instant(utc: Cast.day("2024-06-01")) }).drain(DiaryFeed(lines: lines))
        let pipeline = Pipeline(
            store: store, connectors: [DiaryConnector()], book: book, municipalities: MunicipalityRegister(successions: []))
        while try pipeline.step(limit: 1) > 0 {}
    }

    func service(_ forms: (any DeliveryFormBook)? = nil) throws -> DeliveryService {
        let catalog = try DeliveryCatalog(
            contracts: ContractSet(path: Checkout.root + "/contracts"), origin: "uitwisseling.example.vlaanderen.be")
        return DeliveryService(
            store: store, book: book, forms: forms ?? catalog, transport: FolderTransport(root: folder.path + "/deliveries"),
            lockPath: folder.path + "/.lock")
    }

    /// Everything released, as `recipient kind`, with the position of the delivery that it names.
    func story() throws -> [String] {
        var ids: [String] = []
        var lines: [String] = []
        try store.forEachDelivery { delivery in
            let previous = delivery.kind.previous.map { " \(ids.firstIndex(of: $0).map { String($0) } ?? "unknown")" } ?? ""
            ids.append(delivery.deliveryId)
            lines.append("\(delivery.recipient) \(delivery.kind.name)\(previous)")
        }
        #expect(Set(ids).count == ids.count)
        return lines
    }

    func payloads() throws -> [String] {
        var texts: [String] = []
        try store.forEachDelivery { texts.append(String(decoding: $0.payload, as: UTF8.self)) }
        return texts
    }

    func files(of recipient: String) throws -> [String] {
        let path = "\(folder.path)/deliveries/\(recipient)"
        return FileManager.default.fileExists(atPath: path) ? try FileNames.under(path).filter { !$0.hasPrefix(".") } : []
    }
}

/// What recipients had and no longer holds: corrected, or taken back.
struct RevisionTests {
    private let selam = Cast.selam.digits
    private let darius = Cast.darius.digits

    @Test func `what changes is corrected where it was delivered, and names what it corrects`() throws {
        let gateway = try DiaryGateway()
        try gateway.take("\(selam);;2024-02-01;Tesfaye;44021;loopt")
        try gateway.take("\(selam);;2024-03-01;Haile;44021;loopt")
        try gateway.take("\(selam);;2024-03-02;Haile;44021;loopt")
        #expect(try gateway.story() == ["gemeente-44021 released", "vdab released", "gemeente-44021 corrected 0"])
        #expect(try gateway.payloads()[2].contains("Haile"))
    }

    @Test func `who moves away is withdrawn there and released where they arrive`() throws {
        let gateway = try DiaryGateway()
        try gateway.take("\(selam);;2024-02-01;Tesfaye;44021;loopt")
        try gateway.take("\(selam);;2024-03-01;Tesfaye;11002;loopt")
        #expect(
            try gateway.story() == ["gemeente-44021 released", "vdab released", "gemeente-11002 released", "gemeente-44021 withdrawn 0"])
        #expect(try gateway.payloads()[3] == "{\"insz\":\"\(selam)\"}")
        try gateway.take("\(selam);;2024-04-01;Tesfaye;44021;loopt")
        #expect(try gateway.story().suffix(2) == ["gemeente-44021 released", "gemeente-11002 withdrawn 2"])
    }

    @Test func `a trajectory that ends is withdrawn from VDAB, and released again when it runs again`() throws {
        let gateway = try DiaryGateway()
        try gateway.take("\(selam);;2024-02-01;Tesfaye;44021;loopt")
        try gateway.take("\(selam);;2024-03-01;Tesfaye;44021;af")
        try gateway.take("\(selam);;2024-03-02;Haile;44021;af")
        try gateway.take("\(selam);;2024-04-01;Haile;44021;loopt")
        #expect(
            try gateway.story() == [
                "gemeente-44021 released", "vdab released", "vdab withdrawn 1", "gemeente-44021 corrected 0", "vdab released",
            ])
    }

    @Test func `two persons who turn out to be one: what was said of the one is withdrawn under the old number`() throws {
        let gateway = try DiaryGateway()
        try gateway.take("\(selam);;2024-02-01;Tesfaye;44021;af", "\(darius);;2024-02-01;Tesfaye;44021;loopt")
        #expect(try gateway.story() == ["gemeente-44021 released", "gemeente-44021 released", "vdab released"])
        try gateway.take("\(selam);\(darius);2024-03-01;Haile;44021;loopt")
        let story = try gateway.story()
        #expect(
            story.dropFirst(3).sorted() == [
                "gemeente-44021 corrected 0", "gemeente-44021 withdrawn 1", "vdab released", "vdab withdrawn 2",
            ])
        let withdrawn = try zip(story, gateway.payloads()).filter { $0.0.contains("withdrawn") }.map(\.1)
        #expect(withdrawn.allSatisfy { $0 == "{\"insz\":\"\(darius)\"}" })
    }

    @Test func `nothing is told under an agreement that ended, not even that it no longer holds`() throws {
        let before = try DiaryGateway()
        try before.take("\(selam);;2024-02-01;Tesfaye;44021;loopt")
        let pipeline = Pipeline(
            store: before.store, connectors: [DiaryConnector()], book: try DiaryGateway.projectBook(without: ["vdab-traject.yaml"]),
            municipalities: MunicipalityRegister(successions: []))
        _ = try Intake(store: before.store, now: { Instant(utc: Cast.day("2024-06-01")) }).drain(
            DiaryFeed(lines: ["\(selam);;2024-03-01;Tesfaye;44021;af"]))
        while try pipeline.step(limit: 1) > 0 {}
        #expect(try before.story() == ["gemeente-44021 released", "vdab released"])
    }

    @Test func `every release, correction and withdrawal is one entry to be logged`() throws {
        let gateway = try DiaryGateway()
        try gateway.take("\(selam);;2024-02-01;Tesfaye;44021;loopt")
        let before = try gateway.store.totals()
        try gateway.take("\(selam);;2024-03-01;Tesfaye;11002;af")
        let after = try gateway.store.totals()
        // One entry for the intake of the line beside them.
        #expect(after.auditEntries - before.auditEntries == after.deliveries - before.deliveries + 1)
        #expect(after.deliveries - before.deliveries == 3)
        #expect(try gateway.service().deliver().delivered == 5)
        #expect(try gateway.files(of: "gemeente-44021") == ["44021_20240601_0001_inburgering.csv", "44021_20240601_0001_inburgering.ok"])
        #expect(try gateway.files(of: "vdab") == ["20240601_000001_vdab-traject.json"])
    }
}

/// A form that finds fault with everything, or with nothing.
private struct StubbornForm: DeliveryForm, DeliveryFormBook {
    let broken: Bool
    func draft(_ batch: [Delivery], as label: DeliveryLabel) -> DraftFile {
        DraftFile(name: "\(label.number)-\(label.agreement)", mediaType: "text/plain", bytes: Array(batch.map(\.id).joined().utf8))
    }
    func faults(in draft: DraftFile, of batch: [Delivery]) -> [Rejection] {
        broken ? [Rejection(rule: "test:broken", field: "insz", place: "row 1")] : []
    }
    func form(for recipient: OrganisationID, under agreement: Agreement) -> (any DeliveryForm)? { recipient == .naric ? nil : self }
}

/// What breaks its contract stays, with the reason, until it is mended.
struct HeldDeliveryTests {
    @Test func `a file that breaks its contract is not published; the operator sees why, and nothing is lost`() throws {
        let gateway = try DiaryGateway()
        try gateway.take("\(Cast.selam.digits);;2024-02-01;Tesfaye;44021;loopt")
        let counts = try gateway.service(StubbornForm(broken: true)).deliver()
        #expect(counts.held == 2 && counts.delivered == 0 && counts.withheld == 0)
        #expect(try gateway.files(of: "vdab").isEmpty)
        let held = try gateway.store.heldDeliveries()
        #expect(held.map(\.reason) == Array(repeating: "contract test:broken: insz (row 1)", count: 2))
        #expect(Set(held.map(\.recipient.rawValue)) == ["vdab", "gemeente-44021"])
        #expect(held.map(\.kind) == ["released", "released"])
        #expect(try gateway.service().deliver().delivered == 0)

        #expect(try gateway.store.transaction { try $0.retryHeld() } == 2)
        #expect(try gateway.store.heldDeliveries().isEmpty)
        #expect(try gateway.service(StubbornForm(broken: false)).deliver().delivered == 2)
        // The attempt that failed used no number.
        #expect(try gateway.files(of: "vdab") == ["1-vdab-traject"])
        #expect(try gateway.store.totals().published == 2)
    }

    @Test func `a recipient without a contract for the agreement gets nothing, and that is seen`() throws {
        let gateway = try DiaryGateway()
        try gateway.take("\(Cast.selam.digits);;2024-02-01;Tesfaye;44021;loopt")
        struct NoForms: DeliveryFormBook {
            func form(for recipient: OrganisationID, under agreement: Agreement) -> (any DeliveryForm)? { nil }
        }
        #expect(try gateway.service(NoForms()).deliver().held == 2)
        #expect(
            Set(try gateway.store.heldDeliveries().map(\.reason)) == [
                "contract delivery:no-contract: vdab-traject (whole message)",
                "contract delivery:no-contract: gemeente-art20 (whole message)",
            ])
    }

    @Test func `what an agreement refused is withheld and not put back by a retry`() throws {
        let gateway = try DiaryGateway()
        try gateway.take("\(Cast.selam.digits);;2024-02-01;Tesfaye;44021;loopt")
        let ended = DeliveryService(
            store: gateway.store, book: AgreementBook([]), forms: StubbornForm(broken: false),
            transport: FolderTransport(root: gateway.folder.path + "/deliveries"), lockPath: gateway.folder.path + "/.lock")
        #expect(try ended.deliver().withheld == 2)
        #expect(try gateway.store.transaction { try $0.retryHeld() } == 0)
        #expect(Set(try gateway.store.heldDeliveries().map(\.reason)) == ["agreement-unknown"])
    }
}
