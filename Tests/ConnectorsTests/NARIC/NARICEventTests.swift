// SPDX-License-Identifier: EUPL-1.2

import ExchangeSchema
import Foundation
import TestSupport
import Testing

@testable import Connectors

/// Events of NARIC's dossiers, one a line.
struct NARICEventTests {
    let connector: NARICConnector
    private let sample = "contracts/sources/naric/samples/naric_20240902_0001.ndjson"

    init() throws { connector = try NARICConnector(contracts: ContractSet(path: ContractFolder.path), maximumLineBytes: 2_000) }

    private func reading(_ line: String) throws -> RecordReading { try Frames.read(connector, text: line, named: "naric.ndjson") }

    private func line(_ kind: String, _ members: String = "", applicant: String = #""naam_volledig":"A B","geboortedatum":"1990-03-12""#)
        -> String
    {
        let more = members.isEmpty ? "" : "," + members
        return
            #"{"dossiernummer":"N1","versie":3,"gebeurtenis":"\#(kind)","tijdstip":"2024-02-29T23:30:00Z","aanvrager":{\#(applicant)}\#(more)}"#
    }

    @Test(arguments: [
        "contracts/sources/naric/samples/naric_20240902_0001.ndjson", "Tests/Fixtures/naric/events-with-flaws.ndjson",
    ])
    func `every line becomes what stands beside it`(message: String) throws {
        try Golden(message, expected: "Tests/Fixtures/naric/\(Golden.stem(message)).json").check(connector)
    }

    @Test func `a line is a record known by dossier, version, kind and moment`() throws {
        let records = try Frames.records(connector, fileAt: Checkout.root + "/" + sample)
        #expect(records.count == 8)
        let third = records[2]
        #expect(third.format == NARICConnector.events)
        #expect(third.format.rawValue == "naric-gebeurtenis/1")
        #expect(third.organisation == .naric)
        #expect(third.agency == .naric)
        #expect(third.sourceKey == "ND-2024-0031")
        #expect(third.reference == "ND-2024-0031/3/VOLLEDIG/2024-02-29T23:30:00Z")
        #expect(third.place == "line 3")
        #expect(connector.read(third).record?.source.sequence == 3)
        #expect(connector.read(third).record?.source.assertedAt == Instant("2024-02-29T23:30:00Z"))
    }

    @Test func `the day of an event is that in Brussels`() throws {
        let facts = try #require(try reading(line("VOLLEDIG")).record).facts
        let decisions = facts.compactMap { fact in if case .recognition(let decision) = fact.value { decision } else { nil } }
        #expect(decisions.map(\.completeOn) == [Cast.day("2024-03-01")])
        #expect(facts.map(\.key.id) == ["dossier/N1", "identity", "N1/3"])
    }

    @Test func `an applicant without a number is known by the dossier alone`() throws {
        let subject = try #require(try reading(line("VOLLEDIG")).record).subject
        #expect(subject.insz == nil)
        #expect(!subject.hasFlawedINSZ)
        #expect(subject.localIdentifier == PersonIdentifier(scheme: .naricDossier, value: "N1"))
    }

    @Test(arguments: [
        ("{", "json:truncated", "line 1, column 2"),
        (#"{"dossiernummer":"N1"}"#, "jsonschema:required", "whole document"),
    ])
    func `a broken line is a record of its own and is refused`(text: String, rule: String, place: String) throws {
        let rejection = try #require(try reading(text).rejections.first)
        #expect(rejection.rule == rule)
        #expect(rejection.place == place)
    }

    @Test func `a broken line is known by its place in the file`() throws {
        let folder = try TemporaryFolder()
        try "\n{\n".write(toFile: folder.path + "/n.ndjson", atomically: true, encoding: .utf8)
        let record = try #require(try Frames.records(connector, fileAt: folder.path + "/n.ndjson").first)
        #expect(record.reference == "n.ndjson#2")
        #expect(record.sourceKey == "n.ndjson#2")
        #expect(record.place == "line 2")
    }

    @Test func `what an event must say and may not say depends on its kind`() throws {
        let rules = { (text: String) in try self.reading(text).rejections.map { "\($0.rule) \($0.field)" } }
        #expect(try rules(line("BESLIST")) == ["jsonschema:required beslissing"])
        #expect(try rules(line("HERZIEN")) == ["jsonschema:required beslissing"])
        #expect(try rules(line("AFGESLOTEN")) == ["jsonschema:required afsluiting"])
        #expect(try rules(line("INGEDIEND")) == ["jsonschema:required aanvraag", "jsonschema:required diploma"])
        let decision = #""beslissing":{"soort":"NIVEAU","uitkomst":"TOEGEKEND","datum":"2024-02-28"}"#
        #expect(try rules(line("VOLLEDIG", decision)) == ["jsonschema:false beslissing"])
        #expect(try rules(line("BESLIST", decision)).isEmpty)
        #expect(try rules(line("VERGETEN")) == ["jsonschema:enum gebeurtenis"])
    }

    @Test(arguments: [
        (#""naam_volledig":"A","geboortedatum":"1990-02-30""#, "", "geboortedatum", "/aanvrager/geboortedatum"),
        (#""naam_volledig":"A","geboortedatum":"1990""#, #""diploma":{"land":"SUN","jaar":"1989-13"}"#, "jaar", "/diploma/jaar"),
    ])
    func `a day that does not exist is refused`(applicant: String, more: String, field: String, place: String) throws {
        #expect(
            try reading(line("VOLLEDIG", more, applicant: applicant)).rejections == [
                Rejection(rule: "date:no-such-day", field: field, place: place)
            ])
    }

    @Test func `an endless line and an empty file are faults of framing, and the rest is read`() throws {
        let folder = try TemporaryFolder()
        let text = line("VOLLEDIG") + "\n" + String(repeating: "x", count: 2_001) + "\r\n\n" + line("VOLLEDIG")
        try text.write(toFile: folder.path + "/n.ndjson", atomically: true, encoding: .utf8)
        let batches = try Frames.batches(connector, fileAt: folder.path + "/n.ndjson")
        #expect(batches.flatMap(\.records).map(\.place) == ["line 1", "line 4"])
        #expect(
            batches.flatMap(\.faults) == [
                FramingFault(rejection: Rejection(rule: "line:too-long", field: "", place: "line 2"), reference: "n.ndjson#2")
            ])
        try "".write(toFile: folder.path + "/e.ndjson", atomically: true, encoding: .utf8)
        #expect(
            try Frames.batches(connector, fileAt: folder.path + "/e.ndjson").flatMap(\.faults) == [
                FramingFault(rejection: Rejection(rule: "ndjson:empty", field: "", place: ""), reference: "e.ndjson")
            ])
    }

    @Test func `records are given in batches of the size asked for`() throws {
        var sizes: [Int] = []
        try connector.frame(fileAt: Checkout.root + "/" + sample, named: "x.ndjson", batchSize: 3) { sizes.append($0.records.count) }
        #expect(sizes == [3, 3, 2])
    }

    @Test func `no damage of a byte does more than a rejection, and no rejection tells a value`() throws {
        let record = try #require(try Frames.records(connector, fileAt: Checkout.root + "/" + sample).dropFirst(4).first)
        for place in record.body.indices {
            for byte: UInt8 in [0, 0x22, 0x7B, 0xFF] {
                var body = record.body
                body[place] = byte
                let damaged = SourceRecord(
                    agency: .naric, organisation: .naric, format: record.format, sourceKey: "x", reference: "x", body: body)
                for rejection in connector.read(damaged).rejections { #expect(!"\(rejection)".contains("Tesfaye")) }
            }
        }
    }

    @Test(arguments: [
        ("Selam Hana Tesfaye", "Selam Hana", "Tesfaye", ["Selam", "Hana"]),
        ("Tesfaye  Selam", "Selam", "Tesfaye", ["Selam"]),
        ("Van den Berg Anna", "Anna", "Van den Berg", ["Anna"]),
        ("Selam", "Selam", "Selam", []),
        ("Tesfaye Selam Haile", "Rut", "Tesfaye Selam Haile", []),
        ("Tesfaye Selam", nil, "Tesfaye Selam", []),
        ("Tesfaye Selam", " ", "Tesfaye Selam", []),
    ])
    func `given names are split off where they end or begin the full name`(full: String, given: String?, family: String, first: [String]) {
        #expect(ApplicantName.read(full: full, given: given) == PersonName(familyName: family, givenNames: first))
    }
}
