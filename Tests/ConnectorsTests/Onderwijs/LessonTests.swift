// SPDX-License-Identifier: EUPL-1.2

import Contracts
import ExchangeSchema
import Foundation
import TestSupport
import Testing

@testable import Connectors

/// Private providers of Dutch lessons report as well, in a plain table.
struct LessonTests {
    let connector: OnderwijsConnector
    private static let sample = "contracts/sources/onderwijs/samples/7771234578_20240701_0001_taallessen.csv"
    private let header: String

    init() throws {
        connector = try OnderwijsConnector(contracts: ContractFolder.path, maximumLineBytes: 2_000)
        let text = try String(contentsOfFile: Checkout.root + "/" + Self.sample, encoding: .utf8)
        header = String(text.split(separator: "\r\n").first ?? "")
    }

    /// A file of these rows with the right trailer.
    private func batches(_ rows: [String], trailer: String? = nil, named name: String = "7771234578_20240702_0003_taallessen.csv") throws
        -> [FramedBatch]
    {
        let folder = try TemporaryFolder()
        let sum = rows.reduce(0) { $1.utf8.reduce($0) { ($0 + Int($1)) % 1_000_000 } }
        let lines = [header] + rows + [trailer ?? "#AANTAL;\(rows.count);#CONTROLE;\(sum)"]
        try Data((lines.joined(separator: "\r\n") + "\r\n").utf8).write(to: URL(fileURLWithPath: folder.path + "/" + name))
        return try Frames.batches(connector, fileAt: folder.path + "/" + name)
    }

    private func reading(_ row: String) throws -> RecordReading {
        connector.read(try #require(try batches([row]).flatMap(\.records).first))
    }

    private let row = "L-9;94651721852;;;;NT2-A1;;A1;2023-09-01;2023-09-04;2023-12-20;60;12;DAG;INGESCHREVEN;GESLAAGD;N"

    @Test(arguments: [sample, "Tests/Fixtures/onderwijs/7771234578_20240702_0001_taallessen.csv"])
    func `rows become what stands beside them`(message: String) throws { try Golden(message).check(connector) }

    @Test func `a row is a record of its provider, known by the id of the enrolment`() throws {
        let record = try #require(try batches([row, row]).flatMap(\.records).last)
        #expect(record.agency == .onderwijs)
        #expect(record.organisation.rawValue == "aanbieder-7771234578")
        #expect(record.format.rawValue == "taallessen/1")
        #expect(record.sourceKey == "taalles/7771234578/L-9")
        #expect(record.reference == "7771234578_20240702_0003_taallessen#3")
        #expect(record.place == "row 3")
        let source = try #require(connector.read(record).record).source
        #expect(source.organisation.rawValue == "aanbieder-7771234578")
        #expect(source.assertedAt == Instant("2024-07-01T22:00:00Z"))
        #expect(source.sequence == 3_000_003)
    }

    @Test(arguments: [
        "7771234578_20240702_0003_lessen.csv", "7771234579_20240702_0003_taallessen.csv", "777123452_20240702_0003_taallessen.csv",
        "7771234578_20240732_0003_taallessen.csv", "7771234578_2024072_0003_taallessen.csv", "7771234578_20240702_x_taallessen.csv",
        "7771234578_20240702_1000000_taallessen.csv", "7771234578_20240702_taallessen.csv",
    ])
    func `a file with another name is refused as a whole`(name: String) throws {
        let batches = try batches([row], named: name)
        #expect(batches.flatMap(\.records).isEmpty)
        #expect(
            batches.flatMap(\.faults) == [
                FramingFault(rejection: Rejection(rule: "taallessen:file-name", field: "name", place: "whole file"), reference: name)
            ])
    }

    @Test(arguments: [
        ("#AANTAL;2;#CONTROLE;0", "csv:trailer-count"), ("#AANTAL;1;#CONTROLE;0", "csv:trailer-sum"), ("#AANTAL;1", "csv:trailer"),
        ("#TOTAAL;1;#CONTROLE;0", "csv:trailer"), ("#AANTAL;1;#SOM;0", "csv:trailer"),
        ("L-8;;;;;NT2;;;2023-09-01;2023-09-04;;;;;INGESCHREVEN;;N", "csv:trailer-missing"),
        ("#AANTAL;1;#CONTROLE;0\r\nx", "csv:after-trailer"),
    ])
    func `a file that may be cut off is refused as a whole`(trailer: String, rule: String) throws {
        let batches = try batches([row], trailer: trailer)
        #expect(batches.flatMap(\.records).isEmpty)
        #expect(batches.flatMap(\.faults).map(\.rejection.rule) == [rule])
        #expect(batches.flatMap(\.faults).allSatisfy { $0.reference.hasPrefix("7771234578_20240702_0003_taallessen/") })
    }

    @Test func `an empty file, another header and an endless line are refused`() throws {
        let rules = { (text: String) in
            let folder = try TemporaryFolder()
            let path = folder.path + "/7771234578_20240702_0003_taallessen.csv"
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
            return try Frames.batches(self.connector, fileAt: path).flatMap(\.faults).map(\.rejection.rule)
        }
        #expect(try rules("") == ["csv:empty"])
        #expect(try rules("id;insz\r\n") == ["table:header"])
        #expect(try rules("\(header)\r\n\(String(repeating: "x", count: 2_001))\r\n#AANTAL;1;#CONTROLE;0\r\n") == ["csv:line-too-long"])
    }

    @Test func `what a row must hold is refused by field and place`() throws {
        let rejections = { (from: String, to: String) in try self.reading(self.row.replacing(from, with: to)).rejections.map(\.description)
        }
        #expect(try rejections("L-9", "") == ["table:required: inschrijving_id (row 2, column inschrijving_id)"])
        #expect(try rejections("2023-09-04", "04/09/2023") == ["table:type: begin (row 2, column begin)"])
        #expect(try rejections("2023-12-20", "2023-09-03") == ["period:ends-before-it-begins: einde (row 2, column einde)"])
        #expect(try rejections(";60;", ";-60;") == ["taallessen:hours: uren_gepland (row 2, column uren_gepland)"])
        #expect(try rejections(";12;", ";100001;") == ["taallessen:hours: uren_aanwezig (row 2, column uren_aanwezig)"])
        #expect(
            try rejections("94651721852;;;;", "94651721852;;;1990-02-30;") == [
                "date:no-such-day: geboortedatum (row 2, column geboortedatum)"
            ])
        #expect(try rejections(";A1;", ";A7;") == ["table:enum: niveau (row 2, column niveau)"])
        #expect(try rejections(";N", ";") == ["table:required: mutatietype (row 2, column mutatietype)"])
    }

    @Test func `a record without its file can't be read`() {
        let record = SourceRecord(
            agency: .onderwijs, organisation: OrganisationID(rawValue: "x"), format: OnderwijsConnector.lessons, sourceKey: "x",
            reference: "x",
            body: Array(row.utf8), place: "row 2")
        #expect(connector.read(record).rejections == [Rejection(rule: "taallessen:no-context", field: "file", place: "row 2")])
    }

    @Test func `records are given in batches of the size asked for`() throws {
        var sizes: [Int] = []
        try connector.frame(
            fileAt: Checkout.root + "/" + Self.sample, named: "7771234578_20240701_0001_taallessen.csv", batchSize: 3
        ) { sizes.append($0.records.count) }
        #expect(sizes == [3, 1])
    }

    @Test(arguments: [
        ("7771234578_20240702_0003_taallessen.csv", "7771234578/taallessen", 3),
        ("126541_20240702_0012_inschrijvingen.xml", "126541/inschrijvingen", 12),
        ("126541_20240702_000001_bewijzen.xml", "126541/bewijzen", 1),
    ])
    func `numbered files of providers and centres belong to a series`(name: String, series: String, number: Int) {
        #expect(connector.sequence(ofFileNamed: name) == FileSequence(series: series, number: number))
    }

    @Test(arguments: [
        "90631240217.xml", "20240702-inschrijving-0000001-0.xml", "126541_20240732_0001_bewijzen.xml", "12654_20240702_0001_bewijzen.xml",
        "126541_20240702_0001_bewijzen.csv", "126541_20240702_1000000_bewijzen.xml", "126541_20240702_0001_iets.xml",
        "7771234579_20240702_0003_taallessen.csv", "7771234578_20240701_20240731_controle.csv",
    ])
    func `other names carry no number`(name: String) {
        #expect(connector.sequence(ofFileNamed: name) == nil)
    }
}
