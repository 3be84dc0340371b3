// SPDX-License-Identifier: EUPL-1.2

import Connectors
import ExchangeSchema
import Foundation
import TestSupport
import Testing

struct OnderwijsConnectorTests {
    let connector: OnderwijsConnector

    init() throws { connector = try OnderwijsConnector(contracts: ContractFolder.path) }

    @Test(arguments: [
        Golden("contracts/sources/onderwijs/samples/inschrijvingen-selam.xml"),
        Golden("contracts/sources/onderwijs/samples/bewijzen-selam.xml"),
        Golden("Tests/Fixtures/onderwijs/producers-fail-in-part.xml"),
        Golden("Tests/Fixtures/onderwijs/proofs-with-nothing-said.xml"),
        Golden("Tests/Fixtures/onderwijs/88713334171.xml"),
    ])
    func `an answer becomes the facts beside it`(golden: Golden) throws { try golden.check(connector) }
}

/// What the connector of education does beyond mapping.
struct OnderwijsBehaviourTests {
    let connector: OnderwijsConnector
    private let enrolments = Checkout.root + "/contracts/sources/onderwijs/samples/inschrijvingen-selam.xml"
    private let proofs = Checkout.root + "/contracts/sources/onderwijs/samples/bewijzen-selam.xml"

    init() throws { connector = try OnderwijsConnector(contracts: ContractFolder.path) }

    @Test func `it reads enrolments, proofs, the life of proofs and private lessons`() {
        #expect(connector.agency == .onderwijs)
        #expect(
            connector.formats.map(\.rawValue) == [
                "inschrijvingen/02.01", "led-bewijzen/02.00", "taallessen/1", "led-registratie/02.00", "led-mutatie/02.00",
                "led-annulatie/02.00",
            ])
    }

    @Test func `enrolments are about the person of the register of questions`() throws {
        let folder = try TemporaryFolder()
        try "referte;insz\nvraag-3107;94651721852\n".write(toFile: folder.path + "/vragen.csv", atomically: true, encoding: .utf8)
        try FileManager.default.copyItem(atPath: enrolments, toPath: folder.path + "/antwoord.xml")
        let framed = try #require(try Frames.records(connector, fileAt: folder.path + "/antwoord.xml").first)
        #expect(framed.sourceKey == "94651721852")
        #expect(framed.reference == "OND-2024-000731")
        #expect(framed.organisation.rawValue == "onderwijs")
        #expect(connector.read(framed).record?.subject.insz == INSZ("94651721852"))
        #expect(try Frames.records(connector, fileAt: enrolments).first?.sourceKey == "OND-2024-000731")
    }

    @Test func `proofs are filed under the INSZ they were issued to`() throws {
        #expect(try Frames.records(connector, fileAt: proofs).first?.sourceKey == "94651721852")
        let folder = try TemporaryFolder()
        try FileManager.default.copyItem(atPath: proofs, toPath: folder.path + "/88710334171.xml")
        let framed = try #require(try Frames.records(connector, fileAt: folder.path + "/88710334171.xml").first)
        #expect(framed.sourceKey == "88710334171")
        let record = try #require(connector.read(framed).record)
        #expect(record.facts.isEmpty)
        #expect(record.subject.insz == INSZ("88710334171"))
        #expect(record.outcomes.map(\.code) == ["led:proof-under-other-insz"])
    }

    @Test func `proofs under a number that was replaced are taken over`() throws {
        let annotations =
            "<Annotaties><Annotatie><Naam>Oud INSZ</Naam><Waarde>94651721852</Waarde></Annotatie>"
            + "<Annotatie><Naam>Nieuw INSZ</Naam><Waarde>88710334171</Waarde></Annotatie></Annotaties>"
        let warning =
            "<Uitzonderingen><Uitzondering><Identificatie>30004</Identificatie><Oorsprong>MAGDA</Oorsprong>"
            + "<Type>WAARSCHUWING</Type><Diagnose/>\(annotations)</Uitzondering></Uitzonderingen>"
        let text = try String(contentsOfFile: proofs, encoding: .utf8).replacing(
            "</Inhoud>\n      </Antwoord>", with: "</Inhoud>\(warning)</Antwoord>")
        let record = try #require(try Frames.read(connector, text: text, named: "88710334171.xml").record)
        #expect(record.facts.count == 1)
        #expect(record.subject.replacements.map(\.new.digits) == ["88710334171"])
    }

    @Test(arguments: [
        ("<Datum>05.07.2023</Datum>", "<Datum>31.06.2023</Datum>", "date:no-such-day", "DatumModificatie", "line 35"),
        ("<INSZ>94651721852</INSZ>", "<INSZ>9465172185A</INSZ>", "xsd:pattern", "INSZ", "line 45"),
        ("<Graad>", "<Grad>", "xsd:content", "Grad", "line 54"),
        ("<Datum>05.07.2023</Datum>", "<Datum>2023-07-05</Datum>", "xsd:pattern", "Datum", "line 36"),
    ])
    func `a broken proof is rejected with rule, field and place`(
        wrong: (from: String, to: String, rule: String, field: String, place: String)
    ) throws {
        let text = try String(contentsOfFile: proofs, encoding: .utf8).replacing(wrong.from, with: wrong.to)
        let rejections = try Frames.read(connector, text: text).rejections
        let first = try #require(rejections.first)
        #expect(first.rule == wrong.rule)
        #expect(first.field == wrong.field)
        #expect(first.place == wrong.place || first.place.hasPrefix(wrong.place + ","))
        #expect(!"\(rejections)".contains("9465172185"))
    }

    @Test func `an answer of no known kind is rejected`() throws {
        #expect(try Frames.read(connector, text: "<Iets/>").rejections.first?.rule == "xsd:unknown-root")
        #expect(try Frames.read(connector, text: "geen xml").rejections.first?.rule == "xml:syntax")
    }

    @Test func `an envelope with an impossible day is rejected unless the content says when`() throws {
        let text = try String(contentsOfFile: enrolments, encoding: .utf8).replacing(
            "<Datum>2024-06-27</Datum>", with: "<Datum>2024-06-31</Datum>")
        let rejection = try #require(try Frames.read(connector, text: text).rejections.first)
        #expect(rejection == Rejection(rule: "date:no-such-day", field: "Tijdstip", place: "line 2"))
        let proof = try String(contentsOfFile: proofs, encoding: .utf8).replacing(
            "<Datum>2024-07-02</Datum>", with: "<Datum>2024-07-32</Datum>")
        #expect(try Frames.read(connector, text: proof).record?.source.assertedAt == Instant("2023-07-05T14:20:45.310Z"))
    }

    @Test(arguments: [("OND-2024-1234567890", Int64(0)), ("OND-2024-123456789", 123_456_789), ("77", 77), ("OND-", 0), ("OND-12a", 0)])
    func `answers of one moment are ordered by the number that ends the reference`(reference: String, sequence: Int64) throws {
        let text = try String(contentsOfFile: enrolments, encoding: .utf8).replacing("OND-2024-000731", with: reference)
        #expect(try Frames.read(connector, text: text).record?.source.sequence == sequence)
    }

    @Test func `a period that ends before it begins is rejected`() throws {
        let text = try String(contentsOfFile: enrolments, encoding: .utf8).replacing(
            "<Einde>2011-06-30</Einde>", with: "<Einde>2010-08-31</Einde>")
        #expect(try Frames.read(connector, text: text).rejections.map(\.rule) == ["period:ends-before-it-begins"])
    }
}
