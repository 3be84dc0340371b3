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
struct DiaryConnector: SourceConnector {
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
struct DiaryFeed: SourceFeed {
    let name = "dagboek"
    let agency = Agency.inburgering
    let lines: [String]

    func poll(from position: FeedPosition?, take: (FramedBatch) throws -> Void) throws {
        try take(
            FramedBatch(
                records: lines.map { line in
                    SourceRecord(
                        agency: agency, organisation: .agii, format: DiaryConnector().formats[0],
                        sourceKey: String(line.prefix { $0 != ";" && $0 != "|" }),
                        reference: line, body: Array(line.utf8), place: "")
                }))
    }
}

/// A gateway on a fixed day, with the agreements and contracts of the project.
struct DiaryGateway {
    let folder: TemporaryFolder
    let store: Store
    let book: AgreementBook
    let clock = ManualClock(Instant(utc: Cast.day("2024-06-01")))

    init(book: AgreementBook? = nil) throws {
        folder = try TemporaryFolder()
        let paths = StorePaths(store: folder.path + "/s.db", keys: folder.path + "/k.db", masterKey: folder.path + "/m.key")
        try Store.create(paths)
        store = try Store(paths, clock: { [clock] in clock.now })
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

    func receive(_ lines: String...) throws { try receive(lines) }

    func receive(_ lines: [String], limit: BacklogLimit? = nil) throws {
        _ = try Intake(store: store, limit: limit, now: { [clock] in clock.now }).drain(DiaryFeed(lines: lines))
    }

    func take(_ lines: String...) throws {
        try receive(lines)
        let pipeline = pipeline()
        while try pipeline.step(limit: 1) > 0 {}
    }

    func pipeline(_ connector: any SourceConnector = DiaryConnector(), shift: Shift? = nil) -> Pipeline {
        Pipeline(
            store: store, connectors: [connector], book: book, municipalities: MunicipalityRegister(successions: []), shift: shift)
    }

    var decisions: PersonDecision {
        PersonDecision(store: store, book: book, municipalities: MunicipalityRegister(successions: []))
    }

    func replay(_ connector: any SourceConnector) -> Replay {
        Replay(store: store, connectors: [connector], book: book, municipalities: MunicipalityRegister(successions: []))
    }

    func person(_ insz: INSZ) throws -> StoredPerson { try #require(try store.person(byINSZ: insz)) }

    func service(_ forms: (any DeliveryFormBook)? = nil, over transport: (any DeliveryTransport)? = nil) throws -> DeliveryService {
        let catalog = try DeliveryCatalog(
            contracts: ContractSet(path: Checkout.root + "/contracts"), origin: "uitwisseling.example.vlaanderen.be")
        return DeliveryService(
            store: store, book: book, forms: forms ?? catalog, transport: transport ?? FolderTransport(root: folder.path + "/deliveries"),
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
