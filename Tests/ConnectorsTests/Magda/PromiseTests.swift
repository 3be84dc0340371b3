// SPDX-License-Identifier: EUPL-1.2

import Connectors
import ExchangeSchema
import Foundation
import TestSupport
import Testing

/// What every connector of XML answers promises, whoever speaks.
struct PromiseTests {
    struct Speaker: Sendable, CustomTestStringConvertible {
        let agency: Agency
        let sample: String
        var testDescription: String { sample }
    }

    static let speakers = [
        Speaker(agency: .inburgering, sample: "inburgering/samples/dossier-selam.xml"),
        Speaker(agency: .inburgering, sample: "inburgering/samples/dossier-darius-01.xml"),
        Speaker(agency: .inburgering, sample: "inburgering/samples/mutatie-selam.xml"),
        Speaker(agency: .inburgering, sample: "inburgering/samples/toeleiding-selam.xml"),
        Speaker(agency: .onderwijs, sample: "onderwijs/samples/inschrijvingen-selam.xml"),
        Speaker(agency: .onderwijs, sample: "onderwijs/samples/bewijzen-selam.xml"),
        Speaker(agency: .vdab, sample: "vdab/samples/dossier-selam.xml"),
        Speaker(agency: .vdab, sample: "vdab/samples/nwwz-selam.xml"),
        Speaker(agency: .vdab, sample: "vdab/samples/werkrelaties-selam.xml"),
        Speaker(agency: .naric, sample: "naric/samples/gelijkwaardigheid-selam.xml"),
    ]

    private func connector(_ agency: Agency) throws -> any SourceConnector {
        switch agency {
        case .inburgering: try InburgeringConnector(contracts: ContractFolder.path)
        case .vdab: try VDABConnector(contracts: ContractSet(path: ContractFolder.path))
        case .naric: try NARICConnector(contracts: ContractSet(path: ContractFolder.path))
        default: try OnderwijsConnector(contracts: ContractFolder.path)
        }
    }

    private func record(_ speaker: Speaker) throws -> (any SourceConnector, SourceRecord) {
        let connector = try connector(speaker.agency)
        return (connector, try #require(try Frames.records(connector, fileAt: ContractFolder.path + "/sources/" + speaker.sample).first))
    }

    @Test(arguments: speakers)
    func `reading a record twice gives the same facts, each under a key of its own`(speaker: Speaker) throws {
        let (connector, record) = try record(speaker)
        let first = try #require(connector.read(record).record), again = try #require(connector.read(record).record)
        #expect(first == again)
        #expect(Set(first.facts.map(\.key)).count == first.facts.count)
        #expect(first.facts.allSatisfy { !$0.key.id.isEmpty })
        #expect(first.source.agency == connector.agency)
        #expect(connector.formats.contains(record.format))
    }

    @Test(arguments: speakers)
    func `facts survive their canonical form`(speaker: Speaker) throws {
        let (connector, record) = try record(speaker)
        let facts = try #require(connector.read(record).record)
        #expect(try CanonicalCoding.decode(CanonicalRecord.self, from: CanonicalCoding.encode(facts)) == facts)
    }

    @Test(arguments: speakers)
    func `no damage of a byte does more than a rejection, and no rejection tells a value`(speaker: Speaker) throws {
        let (connector, record) = try record(speaker)
        var state: UInt64 = 2_024
        let draw = { (limit: Int) -> Int in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % limit
        }
        var rejected = 0
        for _ in 0..<300 {
            var body = record.body
            let place = draw(body.count)
            switch draw(3) {
            case 0: body[place] = UInt8(draw(256))
            case 1: body.remove(at: place)
            default: body.removeSubrange(place...)
            }
            let damaged = SourceRecord(
                agency: record.agency, organisation: record.organisation, format: record.format, sourceKey: record.sourceKey,
                reference: record.reference, body: body)
            let reading = connector.read(damaged)
            if !reading.rejections.isEmpty { rejected += 1 }
            #expect(!reading.rejections.contains { "\($0)".contains("94651721852") })
        }
        #expect(rejected > 150)
    }
}
