// SPDX-License-Identifier: EUPL-1.2

import ExchangeSchema
import Foundation
import TestSupport
import Testing

@testable import Connectors

/// A proof is registered, changed and annulled, and stays the same proof.
struct LedLifeCycleTests {
    let connector: OnderwijsConnector
    private static let samples = "contracts/sources/onderwijs/samples/"

    init() throws { connector = try OnderwijsConnector(contracts: ContractFolder.path) }

    private func text(_ step: String) throws -> String {
        try String(contentsOfFile: Checkout.root + "/" + Self.samples + "bewijs-\(step)-selam.xml", encoding: .utf8)
    }

    private func fact(_ text: String) throws -> Fact {
        try #require(try Frames.read(connector, text: text).record?.facts.first { $0.key.kind == .credential })
    }

    private func credential(_ text: String) throws -> Credential {
        guard case .credential(let credential) = try fact(text).value else { throw CocoaError(.featureUnsupported) }
        return credential
    }

    @Test(arguments: ["registratie", "mutatie", "annulatie"])
    func `a step becomes the facts beside it`(step: String) throws {
        try Golden(Self.samples + "bewijs-\(step)-selam.xml").check(connector)
    }

    @Test func `every step tells of one fact, at the moment its sender says`() throws {
        let steps = try ["registratie", "mutatie", "annulatie"].map { try #require(try Frames.read(connector, text: text($0)).record) }
        #expect(
            steps.map { $0.facts.map(\.key) }
                == Array(repeating: [FactKey(kind: .credential, id: "Volwassenenonderwijs/VWO-2024-0117")], count: 3))
        #expect(steps.map { $0.facts.map(\.standing) } == [[.held], [.held], [.annulled]])
        #expect(
            steps.map(\.source.assertedAt.description)
                == ["2024-02-05T08:30:00.000Z", "2024-02-20T12:59:58.120Z", "2024-03-12T15:45:00.000Z"])
        #expect(steps.map(\.source.format.rawValue) == ["led-registratie/02.00", "led-mutatie/02.00", "led-annulatie/02.00"])
        #expect(steps.map(\.subject.insz) == Array(repeating: INSZ("94651721852"), count: 3))
    }

    @Test func `an answer of LED tells of the same fact`() throws {
        let answer = try String(contentsOfFile: Checkout.root + "/" + Self.samples + "bewijzen-selam.xml", encoding: .utf8)
        #expect(try fact(answer.replacing("VWO-2023-8817", with: "VWO-2024-0117")).key == fact(text("registratie")).key)
    }

    @Test func `steps are framed under the person, each under its own reference`() throws {
        let records = try ["registratie", "mutatie", "annulatie"].map {
            try #require(try Frames.records(connector, fileAt: Checkout.root + "/" + Self.samples + "bewijs-\($0)-selam.xml").first)
        }
        #expect(records.map(\.sourceKey) == Array(repeating: "94651721852", count: 3))
        #expect(records.map(\.reference) == ["VWO-BER-2024-000301", "LED-MUT-2024-000077", "VWO-BER-2024-000455"])
    }

    @Test(arguments: [("00", Fact.Standing.held), ("01", .held), ("02", .held), ("09", .held), ("03", .annulled), ("04", .removed)])
    func `the kind of a mutation says whether the proof still holds`(type: String, standing: Fact.Standing) throws {
        #expect(try fact(text("mutatie").replacing("<Type>02<", with: "<Type>\(type)<")).standing == standing)
    }

    @Test func `a proof of status 10 is annulled, whatever brings it`() throws {
        let cancelled = try text("mutatie").replacing("<Code>1</Code>", with: "<Code>10</Code>")
        #expect(try fact(cancelled).standing == .annulled)
        #expect(try credential(cancelled).status == .cancelled)
        #expect(try fact(cancelled.replacing("<Type>02<", with: "<Type>04<")).standing == .removed)
        #expect(try credential(text("annulatie")).status == .cancelled)
        #expect(try credential(text("registratie")).status == .registered)
    }

    @Test(arguments: [
        ("Authentiek", Credential.Authenticity.authentic, Quality?.none),
        ("Geverifieerd door VDAB", .verifiedByVDAB, nil),
        ("Eigen verklaring - Op eer", .declaredOnHonour, .selfDeclared),
        ("Van horen zeggen", .unknown, .unmappedCode),
    ])
    func `who vouches for a proof is kept apart`(word: String, authenticity: Credential.Authenticity, quality: Quality?) throws {
        let message = try text("registratie").replacing("<Naam>Authentiek</Naam>", with: "<Naam>\(word)</Naam>")
        #expect(try credential(message).authenticity == authenticity)
        #expect(try credential(message).originalAuthenticity == word)
        #expect(try fact(message).quality == Set([quality].compactMap(\.self)))
    }

    @Test func `a type that nobody knows is kept and flagged`() throws {
        let message = try text("registratie").replacing("<Naam>Certificaat</Naam>", with: "<Naam>DiplomaXYZ</Naam>")
        #expect(try credential(message).proofType == "DiplomaXYZ")
        #expect(try fact(message).quality == [.unmappedCode])
    }

    @Test(arguments: ["NBS", "Niet beschikbaar", "Niet van toepassing", "niet beschikbaar"])
    func `words for nothing are nothing`(word: String) throws {
        let message = try text("registratie").replacing("<Naam>TSO</Naam>", with: "<Naam>\(word)</Naam>")
        #expect(try credential(message).form == nil)
    }

    @Test(arguments: [
        ("<Maand>06</Maand>", "", "<Dag>30</Dag>", "", "2024"),
        ("<Dag>30</Dag>", "", "<x/>", "<x/>", "2024-06"),
        ("<x/>", "<x/>", "<x/>", "<x/>", "2024-06-30"),
    ])
    func `the day of issue may be a year or a month alone`(one: String, new: String, other: String, newer: String, date: String) throws {
        let message = try text("registratie").replacing(one, with: new).replacing(other, with: newer)
        #expect(try credential(message).issuedOn == PartialDate(date))
        #expect(try fact(message).quality == (date.utf8.count == 10 ? [] : [.partial]))
    }

    @Test func `annulling a proof of NARIC annuls the decision too`() throws {
        let message = try text("annulatie").replacing("Volwassenenonderwijs", with: "NARIC Vlaanderen")
        let facts = try #require(try Frames.read(connector, text: message).record).facts
        #expect(facts.map(\.key.kind) == [.recognition, .credential])
        #expect(facts.map(\.key.id) == ["VWO-2024-0117", "NARIC Vlaanderen/VWO-2024-0117"])
        #expect(facts.allSatisfy { $0.standing == .annulled })
        guard case .recognition(let decision) = facts[0].value else { return }
        #expect(decision.outcome == nil)
    }

    @Test(arguments: [
        ("mutatie", "<Datum>20.02.2024</Datum>", "<Datum>31.02.2024</Datum>", "date:no-such-day", "DatumModificatie"),
        ("mutatie", "<Type>02</Type>", "<Type>05</Type>", "xsd:enumeration", "Type"),
        ("mutatie", "<Datum>2024-02-20T13:59:58</Datum>", "<Datum>20.02.2024</Datum>", "xsd:type", "Datum"),
        ("registratie", "<INSZ>94651721852</INSZ>", "<INSZ>9465172185</INSZ>", "xsd:pattern", "INSZ"),
        ("registratie", "<Jaar>2024</Jaar>", "", "xsd:content", "Maand"),
        ("annulatie", "<Bewijsreferte>VWO-2024-0117</Bewijsreferte>", "", "xsd:content", "Leverancier"),
        ("annulatie", "<Datum>2024-03-12</Datum>", "<Datum>2024-03-32</Datum>", "date:no-such-day", "Tijdstip"),
    ])
    func `a broken step is refused with rule and field`(wrong: (step: String, from: String, to: String, rule: String, field: String)) throws
    {
        let rejection = try #require(
            try Frames.read(connector, text: text(wrong.step).replacing(wrong.from, with: wrong.to)).rejections.first)
        #expect(rejection.rule == wrong.rule)
        #expect(rejection.field == wrong.field)
    }
}
