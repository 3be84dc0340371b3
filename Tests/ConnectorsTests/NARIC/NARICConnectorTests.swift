// SPDX-License-Identifier: EUPL-1.2

import Connectors
import ExchangeSchema
import Foundation
import TestSupport
import Testing

struct NARICConnectorTests {
    let connector: NARICConnector

    init() throws { connector = try NARICConnector(contracts: ContractSet(path: ContractFolder.path)) }

    @Test(arguments: [
        Golden("contracts/sources/naric/samples/gelijkwaardigheid-selam.xml"),
        Golden("Tests/Fixtures/naric/refused-withdrawn-unclear.xml"),
    ])
    func `decisions become the facts beside them`(golden: Golden) throws { try golden.check(connector) }
}

/// What the NARIC connector does beyond mapping.
struct NARICBehaviourTests {
    let connector: NARICConnector
    private let sample = Checkout.root + "/contracts/sources/naric/samples/gelijkwaardigheid-selam.xml"

    init() throws { connector = try NARICConnector(contracts: ContractSet(path: ContractFolder.path)) }

    @Test func `a decision is framed under its applicant`() throws {
        let record = try #require(try Frames.records(connector, fileAt: sample).first)
        #expect(connector.agency == .naric)
        #expect(connector.formats == [NARICConnector.events, record.format])
        #expect(record.format.rawValue == "naric-bewijzen/02.00")
        #expect(record.organisation == .naric)
        #expect(record.sourceKey == "94651721852")
        #expect(record.reference == "NARIC-2024-000019")
    }

    @Test func `the INSZ asked for goes before that of the proof`() throws {
        let folder = try TemporaryFolder()
        try FileManager.default.copyItem(atPath: sample, toPath: folder.path + "/88710334171.xml")
        let record = try #require(try Frames.records(connector, fileAt: folder.path + "/88710334171.xml").first)
        #expect(record.sourceKey == "88710334171")
        #expect(connector.read(record).record?.subject.insz == INSZ("88710334171"))
        let empty = try Frames.read(connector, text: "<Leeg/>")
        #expect(empty.rejections.first?.rule == "xsd:unknown-root")
    }

    @Test func `a decision without a known person keeps its reference as key`() throws {
        let folder = try TemporaryFolder()
        try "<x><Afzender><Referte>n-7</Referte></Afzender></x>".write(toFile: folder.path + "/x.xml", atomically: true, encoding: .utf8)
        #expect(try Frames.records(connector, fileAt: folder.path + "/x.xml").first?.sourceKey == "n-7")
    }
}
