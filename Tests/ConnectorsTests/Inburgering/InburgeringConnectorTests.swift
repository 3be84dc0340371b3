// SPDX-License-Identifier: EUPL-1.2

import Connectors
import ExchangeSchema
import Foundation
import TestSupport
import Testing

struct InburgeringConnectorTests {
    let connector: InburgeringConnector

    init() throws { connector = try InburgeringConnector(contracts: ContractFolder.path) }

    @Test(arguments: [
        Golden("contracts/sources/inburgering/samples/dossier-selam.xml"),
        Golden("contracts/sources/inburgering/samples/dossier-darius-01.xml"),
        Golden("Tests/Fixtures/inburgering/everything-odd.xml"),
        Golden("Tests/Fixtures/inburgering/nearly-empty.xml"),
        Golden("Tests/Fixtures/inburgering/new-number.xml"),
        Golden("Tests/Fixtures/inburgering/unknown-person.xml"),
    ])
    func `a dossier becomes the facts beside it`(golden: Golden) throws { try golden.check(connector) }

    @Test(arguments: [
        Golden("contracts/sources/inburgering/samples/mutatie-selam.xml"),
        Golden("contracts/sources/inburgering/samples/toeleiding-selam.xml"),
        Golden("Tests/Fixtures/inburgering/mutation-annulled.xml"),
        Golden("Tests/Fixtures/inburgering/mutation-removed.xml"),
        Golden("Tests/Fixtures/inburgering/mutation-odd.xml"),
        Golden("Tests/Fixtures/inburgering/referral-between-others.xml"),
    ])
    func `a mutation or a referral becomes the facts beside it`(golden: Golden) throws { try golden.check(connector) }
}

/// What the inburgering connector does beyond mapping.
struct InburgeringBehaviourTests {
    let connector: InburgeringConnector
    private let sample: String

    init() throws {
        connector = try InburgeringConnector(contracts: ContractFolder.path)
        sample = try String(
            contentsOfFile: Checkout.root + "/contracts/sources/inburgering/samples/dossier-selam.xml", encoding: .utf8)
    }

    private func frame(_ text: String) throws -> SourceRecord {
        let folder = try TemporaryFolder()
        try text.write(toFile: folder.path + "/dossier.xml", atomically: true, encoding: .utf8)
        return try #require(try Frames.records(connector, fileAt: folder.path + "/dossier.xml").first)
    }

    @Test func `a dossier is framed with its sender, key and reference`() throws {
        let record = try frame(sample)
        #expect(connector.agency == .inburgering)
        #expect(
            connector.formats.map(\.rawValue) == ["kbi-dossier/02.00", "kbi-dossier/01.00", "kbi-mutatie/02.00", "kbi-toeleiding/01.00"])
        #expect(record.format.rawValue == "kbi-dossier/02.00")
        #expect(record.organisation == .agii)
        #expect(record.sourceKey == "S0417218")
        #expect(record.reference == "KBI-2024-000417")
        #expect(try frame(sample.replacing("<UniekNummer>S0417218</UniekNummer>", with: "")).sourceKey == "94651721852")
        #expect(try frame("<GeefDossierKBIResponse><Afzender><Referte>r</Referte></Afzender></GeefDossierKBIResponse>").sourceKey == "r")
    }

    @Test func `a dossier without personalia is about the person asked for`() throws {
        let folder = try TemporaryFolder()
        let start = try #require(sample.range(of: "<Personalia>")), end = try #require(sample.range(of: "</Personalia>"))
        let text = sample[..<start.lowerBound] + sample[end.upperBound...]
        try text.write(toFile: folder.path + "/88710334171.xml", atomically: true, encoding: .utf8)
        let record = try #require(try Frames.read(connector, fileAt: folder.path + "/88710334171.xml").first?.record)
        #expect(record.subject.insz == INSZ("88710334171"))
        #expect(record.subject.localIdentifier == nil)
        #expect(!record.facts.contains { $0.key.kind == .identity })
    }

    @Test func `the body that manages the trajectory that began last is the sender`() throws {
        let begins = "<Traject><Periode><Begin>%@</Begin></Periode><Beheerder><Periode><Begin>2030-01-01</Begin></Periode><KBIVestiging>"
        let one = { (begin: String, kbo: String) in
            begins.replacing("%@", with: begin) + "<KboNummer>\(kbo)</KboNummer></KBIVestiging></Beheerder></Traject>"
        }
        let atlas = one("2022-01-01", "0990000113"), hvnb = one("2021-01-01", "0862910119"), unknown = one("2023-01-01", "0999999922")
        #expect(try frame("<x><Trajecten>\(atlas)\(hvnb)</Trajecten></x>").organisation == .atlas)
        #expect(try frame("<x><Trajecten>\(hvnb)\(atlas)</Trajecten></x>").organisation == .atlas)
        #expect(try frame("<x><Trajecten>\(hvnb)\(unknown)</Trajecten></x>").organisation == .hvnb)
        #expect(try frame("<x><Trajecten>\(one("2022-01-01", "0990000212"))\(atlas)</Trajecten></x>").organisation == .atlas)
        #expect(try frame("<x><Trajecten>\(unknown)</Trajecten></x>").organisation == .agii)
    }

    @Test(arguments: ["94651721853", "94991721852", "94651721800"])
    func `a wrong check digit or an impossible month keeps the dossier and is never matched by`(number: String) throws {
        let record = try #require(try Frames.read(connector, text: sample.replacing("94651721852", with: number)).record)
        #expect(record.subject.insz == nil)
        #expect(record.subject.hasFlawedINSZ)
        #expect(record.subject.flawedINSZ == number)
        #expect(record.facts.first { $0.key.kind == .identity }?.quality == [.checksumFail])
        #expect(record.facts.count == 23)
    }

    @Test(arguments: [
        (
            "<DatumRegistratie>2023-02-06</DatumRegistratie>", "<DatumRegistratie>2023-99-99</DatumRegistratie>", "xsd:type",
            "DatumRegistratie", 83
        ),
        ("<Begin>2023-07-03</Begin>", "<Begin>2023-02-29</Begin>", "date:no-such-day", "Begin", 101),
        ("<Einde>2023-09-29</Einde>", "<Einde>2023-06-29</Einde>", "period:ends-before-it-begins", "Periode", 100),
        ("<Geboortedatum>1994-05-17</Geboortedatum>", "<Geboortedatum>1994-19-17</Geboortedatum>", "date:no-such-day", "Geboortedatum", 41),
        ("<INSZ>94651721852</INSZ>", "<INSZ>8,5E+10</INSZ>", "xsd:pattern", "INSZ", 29),
        ("<Contracten>", "<Contracten><Contract><Iets/></Contract>", "xsd:content", "Iets", 81),
    ])
    func `a broken dossier is rejected with rule, field and place`(
        wrong: (from: String, to: String, rule: String, field: String, line: Int)
    ) throws {
        let rejections = try Frames.read(connector, text: sample.replacing(wrong.from, with: wrong.to)).rejections
        let first = try #require(rejections.first)
        #expect(first.rule == wrong.rule)
        #expect(first.field == wrong.field)
        #expect(first.place == "line \(wrong.line)" || first.place.hasPrefix("line \(wrong.line),"))
        #expect(!"\(rejections)".contains("1994") && !"\(rejections)".contains("8,5E"))
    }

    @Test func `hostile and broken XML is rejected without harm`() throws {
        let entity = "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
        #expect(
            try Frames.read(connector, text: sample.replacing("?>\n", with: "?>\n" + entity)).rejections.map(\.rule).contains("xml:doctype")
        )
        #expect(!(try Frames.read(connector, text: String(sample.prefix(5_000))).rejections.isEmpty))
        let bytes = Array(sample.utf8.prefix(3_000)) + [0xC3, 0x28] + Array(sample.utf8.dropFirst(3_000))
        let record = SourceRecord(
            agency: .inburgering, organisation: .agii, format: InburgeringConnector.dossier, sourceKey: "s", reference: "r", body: bytes)
        #expect(!connector.read(record).rejections.isEmpty)
    }

    @Test func `a contracts directory without the files does not load`() {
        #expect(throws: (any Error).self) { try InburgeringConnector(contracts: "/nergens") }
    }
}
