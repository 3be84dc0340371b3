// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import ExchangeStore
import Foundation
import TestSupport
import Testing

@testable import Gateway

/// What an agency's clerk reads about records that were given back.
struct RejectionReportTests {
    private struct StrictConnector: SourceConnector {
        let agency = Agency.inburgering
        let formats = DiaryConnector().formats
        func frame(fileAt path: String, named name: String, batchSize: Int, take: (FramedBatch) throws -> Void) throws {}
        func read(_ record: SourceRecord) -> RecordReading {
            .rejected([Rejection(rule: "xsd:pattern", field: "Geboortedatum", place: "line 3, column 14")])
        }
    }

    private static func words() throws -> RejectionWords {
        try RejectionWords(csv: try String(contentsOfFile: Checkout.root + "/contracts/codes/afkeuringen.csv", encoding: .utf8))
    }

    private func item(_ rule: String, field: String = "", place: String = "", reference: String? = nil, note: String? = nil) -> ReportedItem
    {
        ReportedItem(
            item: 1, rejection: Rejection(rule: rule, field: field, place: place), at: Instant(utc: Cast.day("2024-06-01")), note: note,
            reference: reference)
    }

    @Test func `the sheet says in Dutch where, what and what to do, and shows no number`() throws {
        let sheet = RejectionSheet(words: try Self.words())
        let bytes = sheet.bytes([
            item(
                "lokaal:date", field: "geboortedatum", place: "row 12, column geboortedatum", reference: "44021_20240301_0001_inwoners#12"),
            item("csv:trailer-count", place: "whole file", reference: "insz 85.07.30-033.28"),
            item("nieuwe:regel", field: "=HYPERLINK(1)", place: "/resultaten/3", reference: "K-\"17\"", note: "gebeld met 85073003328"),
        ])
        let expected = [
            "\u{FEFF}\"Nr\";\"Ontvangen op\";\"Bericht\";\"Plaats\";\"Veld\";\"Wat er mis is\";\"Wat u kunt doen\";\"Code\"",
            "\"1\";\"2024-06-01\";\"44021_20240301_0001_inwoners#12\";\"rij 12, kolom geboortedatum\";\"geboortedatum\";"
                + "\"De datum heeft niet de afgesproken vorm.\";\"Schrijf de datum als dd/mm/jjjj of jjjj-mm-dd, volgens uw dialect.\";\"lokaal:date\"",
            "\"2\";\"2024-06-01\";\"insz •••\";\"hele bestand\";\"\";\"Het aantal rijen klopt niet met de sluitregel.\";"
                + "\"Kijk na of het bestand volledig is en stuur het opnieuw.\";\"csv:trailer-count\"",
            "\"3\";\"2024-06-01\";\"K-\"\"17\"\"\";\"/resultaten/3\";\"'=HYPERLINK(1)\";\"Het bericht voldoet niet aan de afspraken.\";"
                + "\"gebeld met •••\";\"nieuwe:regel\"", "",
        ]
        #expect(
            String(decoding: bytes, as: UTF8.self).split(separator: "\r\n", omittingEmptySubsequences: false).map(String.init) == expected)
    }

    @Test func `every rule by which anything is rejected has its words`() throws {
        let words = try Self.words()
        let sources = Checkout.root + "/Sources"
        var rules: Set<String> = []
        let files = try #require(FileManager.default.enumerator(atPath: sources))
        while let name = files.nextObject() as? String {
            guard name.hasSuffix(".swift"),
                name.hasPrefix("Connectors") || name.hasPrefix("Contracts") || name.hasPrefix("ExchangeStore")
                    || name.hasPrefix("Gateway")
            else { continue }
            let text = try String(contentsOfFile: sources + "/" + name, encoding: .utf8)
            for match in text.matches(of: /(?:rule: |fault\(|Rejection\()"([a-z]+:[a-zA-Z-]+)"/) { rules.insert(String(match.1)) }
        }
        #expect(rules.count > 40)
        let missing = rules.filter { words.words(for: $0) == nil && !$0.hasPrefix("delivery:") && !$0.hasPrefix("queue:") }.sorted()
        #expect(missing == [])
        for family in ["xsd:rule-12", "jsonschema:maximum", "table:pattern", "answer:99996"] { #expect(words.words(for: family) != nil) }
        #expect(words.words(for: "xsd:pattern")?.what == "De waarde heeft niet de afgesproken vorm.")
        #expect(words.words(for: "onbekend:regel") == nil)
    }

    @Test func `a list of words with a row that is not of the form is not used`() {
        #expect(throws: RejectionWordsFault(row: 3)) { try RejectionWords(csv: "code;wat;doen\na;b;c\nd;e\n") }
        #expect(throws: RejectionWordsFault(row: 3)) { try RejectionWords(csv: "code;wat;doen\na;b;c\na;b;c\n") }
    }

    @Test func `each record is told once, in a numbered file of its agency, and again only when it is rejected again`() throws {
        let gateway = try DiaryGateway()
        let root = gateway.folder.path + "/reports"
        let service = ReportService(store: gateway.store, words: try Self.words(), root: root)
        #expect(try service.report() == 0)
        try gateway.receive("\(Cast.selam.digits);;2024-02-01;Tesfaye;44021;loopt")
        _ = try gateway.pipeline(StrictConnector()).run()
        #expect(try service.report() == 1)
        #expect(try service.report() == 0)
        #expect(try FileNames.under(root + "/inburgering") == ["2024-06-01_0001_afgekeurd.csv"])
        let text = try String(contentsOfFile: root + "/inburgering/2024-06-01_0001_afgekeurd.csv", encoding: .utf8)
        #expect(text.contains("regel 3, kolom 14") && text.contains("Geboortedatum"))
        #expect(!text.contains(Cast.selam.digits) && text.contains("•••"))
        #expect(try gateway.store.quarantineItems().first?.report == 1)

        // A parked item tells nobody, until an operator gives it back.
        try gateway.receive("\(Cast.darius.digits);;2024-02-01;Rahimi;44021;loopt")
        #expect(try gateway.store.transaction { try $0.park(2) })
        #expect(try service.report() == 0)
        let parked = try #require(try gateway.store.quarantineItems().last)
        #expect(try gateway.store.transaction { try $0.rejectQuarantined(parked.id, note: "verkeerde persoon") })
        #expect(try service.report() == 1)
        #expect(try FileNames.under(root + "/inburgering").last == "2024-06-01_0002_afgekeurd.csv")
        #expect(
            try String(contentsOfFile: root + "/inburgering/2024-06-01_0002_afgekeurd.csv", encoding: .utf8).contains("verkeerde persoon"))
    }

    @Test func `a report that was made and not written is written by the next round`() throws {
        let gateway = try DiaryGateway()
        try gateway.receive("\(Cast.selam.digits);;2024-02-01;Tesfaye;44021;loopt")
        _ = try gateway.pipeline(StrictConnector()).run()
        // A file stands where the folder should be: the round fails after the report was made.
        let blocked = gateway.folder.path + "/blocked"
        try "".write(toFile: blocked, atomically: true, encoding: .utf8)
        #expect(throws: (any Error).self) { try ReportService(store: gateway.store, words: try Self.words(), root: blocked).report() }
        let root = gateway.folder.path + "/reports"
        #expect(try ReportService(store: gateway.store, words: try Self.words(), root: root).report() == 1)
        #expect(try FileNames.under(root + "/inburgering") == ["2024-06-01_0001_afgekeurd.csv"])
    }
}
