// SPDX-License-Identifier: EUPL-1.2
import Agreements
import ExchangeSchema
import ExchangeStore
import Foundation
import Gateway
import TestSupport
import Testing

/// An agency that the gateway has never heard of: lines of `number;family name;given name`.
private struct LibraryConnector: SourceConnector {
    let agency = Agency(rawValue: "bibliotheek")
    let formats = [MessageFormat(rawValue: "lener/1")]

    func frame(fileAt path: String, named name: String, batchSize: Int, take: (FramedBatch) throws -> Void) throws {
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        try take(
            FramedBatch(
                records: lines.enumerated().map { row, line in
                    SourceRecord(
                        agency: agency, organisation: OrganisationID(rawValue: "bibliotheek"), format: formats[0],
                        sourceKey: String(line.prefix { $0 != ";" }), reference: "\(name)#\(row + 1)", body: Array(line.utf8),
                        place: "row \(row + 1)")
                }))
    }

    func read(_ record: SourceRecord) -> RecordReading {
        let cells = String(decoding: record.body, as: UTF8.self).split(separator: ";", omittingEmptySubsequences: false).map(String.init)
        guard cells.count == 3 else { return .rejected([Rejection(rule: "bibliotheek:cells", field: "row", place: record.place)]) }
        var details = PersonDetails()
        details.names = [PersonName(familyName: cells[1], givenNames: [cells[2]])]
        return .mapped(
            CanonicalRecord(
                source: Cast.stamp(agency, "2024-01-01"), subject: Subject(insz: INSZ(cells[0])),
                facts: [Fact(id: "identity", value: .identity(details))]))
    }
}

/// A feed that gives one file again and again.
private struct FileFeed: SourceFeed {
    let name = "bibliotheek/inbox"
    let agency = Agency(rawValue: "bibliotheek")
    let path: String
    func poll(from position: FeedPosition?, take: (FramedBatch) throws -> Void) throws {
        try LibraryConnector().frame(fileAt: path, named: "leners.csv", batchSize: 100, take: take)
    }
}

struct SixthAgencyTests {
    @Test func `its records go through intake, pipeline and store without a change anywhere else`() throws {
        let folder = try TemporaryFolder()
        let paths = StorePaths(store: folder.path + "/s.db", keys: folder.path + "/k.db", masterKey: folder.path + "/m.key")
        try Store.create(paths)
        let store = try Store(paths, clock: { Instant(utc: Cast.day("2024-06-01")) })
        let file = folder.path + "/leners.csv"
        let text =
            "\(Cast.selam.digits);Tesfaye;Selam\nwie;Zonder;Nummer\n\(Cast.darius.digits);te weinig\n\(Cast.selam.digits);Tesfaye;Selam Hana\n"
        try text.write(toFile: file, atomically: true, encoding: .utf8)
        let intake = Intake(store: store, now: { Instant(utc: Cast.day("2024-06-01")) })
        let pipeline = Pipeline(
            store: store, connectors: [LibraryConnector()], book: AgreementBook([]), municipalities: MunicipalityRegister(successions: []))
        for round in 1...2 {
            let counts = try intake.drain(FileFeed(path: file))
            #expect(counts.new == (round == 1 ? 4 : 0))
            #expect(counts.duplicates == (round == 1 ? 0 : 4))
            while try pipeline.step(limit: 3) > 0 {}
        }
        let agency = try #require(try store.agencyCounts().first)
        #expect(agency.addsUp)
        #expect(agency.received == 8)
        #expect(agency.accepted == 2)
        #expect(agency.inReview == 1)
        #expect(agency.quarantined == 1)
        let totals = try store.totals()
        #expect(totals.persons == 1)
        #expect(totals.provisionalPersons == 1)
        #expect(totals.deliveries == 0)
        #expect(try store.quarantineItems().first?.rejection == Rejection(rule: "bibliotheek:cells", field: "row", place: "row 3"))
        #expect(try store.reviewItems().first?.reason == "no-insz")
        let person = try PersonView.canonical(try #require(try store.person(byINSZ: Cast.selam)))
        #expect(person.officialName?.value.familyName == "Tesfaye")
        #expect(person.officialName?.rule == "only-source")
    }

    @Test func `an operator's decision joins a provisional person to the one it is`() throws {
        let folder = try TemporaryFolder()
        let paths = StorePaths(store: folder.path + "/s.db", keys: folder.path + "/k.db", masterKey: folder.path + "/m.key")
        try Store.create(paths)
        let store = try Store(paths, clock: { Instant(utc: Cast.day("2024-06-01")) })
        let file = folder.path + "/leners.csv"
        try "\(Cast.selam.digits);Tesfaye;Selam\nwie;Tesfaye;Selam\n".write(toFile: file, atomically: true, encoding: .utf8)
        _ = try Intake(store: store, now: { Instant(utc: Cast.day("2024-06-01")) }).drain(FileFeed(path: file))
        let pipeline = Pipeline(
            store: store, connectors: [LibraryConnector()], book: AgreementBook([]), municipalities: MunicipalityRegister(successions: []))
        while try pipeline.step() > 0 {}
        let waiting = try #require(try store.reviewItems().first)
        let known = try #require(try store.person(byINSZ: Cast.selam))
        try ReviewDecision(store: store).same(waiting.number, as: known.number)
        #expect(try store.totals().provisionalPersons == 0)
        #expect(try store.reviewItems().isEmpty)
        #expect(try store.reviewItems(all: true).first?.decision == "same-as")
        #expect(try store.agencyCounts().first?.accepted == 2)
        #expect(try store.person(waiting.person)?.mergedInto == known.number)
    }
}
