// SPDX-License-Identifier: EUPL-1.2
import Connectors
import ExchangeSchema
import Foundation
import TestSupport
import Testing

/// VDAB's words become facts, and its feed loses nothing.
struct VDABConnectorTests {
    let connector: VDABConnector

    init() throws { connector = try VDABConnector(contracts: ContractSet(path: ContractFolder.path)) }

    @Test(arguments: [
        Golden("contracts/sources/vdab/samples/werkrelaties-selam.xml"), Golden("contracts/sources/vdab/samples/dossier-selam.xml"),
        Golden("contracts/sources/vdab/samples/nwwz-selam.xml"), Golden("Tests/Fixtures/vdab/dossier-odd.xml"),
        Golden("Tests/Fixtures/vdab/nwwz-not-registered.xml"),
    ])
    func `answers become the facts beside them`(golden: Golden) throws { try golden.check(connector) }

    @Test(arguments: [
        ("contracts/sources/vdab/samples/pagina-selam.json", "pagina-selam"), ("Tests/Fixtures/vdab/odd-ones.json.in", "odd-ones"),
    ])
    func `mutations become the facts beside them`(page: String, name: String) throws {
        let readings = try Frames.read(connector, fileAt: Checkout.root + "/" + page)
        try GoldenText.check(try Golden.describe(readings), at: "Tests/Fixtures/vdab/\(name).json")
    }

    @Test func `an element is framed under its customer and named by kind, id and moment`() throws {
        let records = try Frames.records(connector, fileAt: Checkout.root + "/contracts/sources/vdab/samples/pagina-selam.json")
        #expect(records.count == 18)
        #expect(records[0].sourceKey == "4410027")
        #expect(records[0].reference == "INSCHRIJVING/INS-1/2024-03-02T08:01:00.250Z")
        #expect(records[17].reference.hasSuffix("!"))
        #expect(records[3].place == "/resultaten/3")
        #expect(records[0].organisation == .vdab)
        #expect(connector.agency == .vdab)
        #expect(
            connector.formats.map(\.rawValue) == [
                "vdab-mutatie/1", "geefwerkrelaties/02.00", "geefdossiervdab/01.00", "geefnietwerkendwerkzoekende/02.00",
            ])
    }

    @Test(.enabled(if: SharedFolder.isPresent, "the shared folder is not beside this checkout"))
    func `every public sample of work relations is accepted, or is an answer with a named outcome`() throws {
        let folder = SharedFolder.path + "/samples/magda/Werk/GeefWerkrelaties/02.00.0000"
        for name in try FileNames.under(folder) {
            for reading in try Frames.read(connector, fileAt: folder + "/" + name) {
                #expect(reading.record != nil || reading.outcome != nil, "\(name): \(reading.rejections)")
            }
        }
    }

    @Test func `answers are framed under kind and person, and the person asked for stands in where the answer names none`() throws {
        let folder = try TemporaryFolder()
        var keys: [String] = []
        for name in ["dossier-selam", "nwwz-selam", "werkrelaties-selam"] {
            let sample = ContractFolder.path + "/sources/vdab/samples/\(name).xml"
            keys.append(try #require(try Frames.records(connector, fileAt: sample).first).sourceKey)
            try FileManager.default.createDirectory(atPath: folder.path + "/" + name, withIntermediateDirectories: true)
            let asked = folder.path + "/\(name)/90631240217.xml"
            try FileManager.default.copyItem(atPath: sample, toPath: asked)
            let record = try #require(try Frames.records(connector, fileAt: asked).first)
            keys.append(record.sourceKey)
            #expect(connector.read(record).record?.subject.insz == INSZ("90631240217"))
        }
        #expect(
            keys == [
                "dossier/90631240217", "dossier/90631240217", "nwwz/NWWZ-2024-000008", "nwwz/90631240217", "dimona/90631240217",
                "dimona/90631240217",
            ])
    }

    @Test(arguments: [
        ("dossier-selam", "<AantalUur>12,5</AantalUur>", "<AantalUur>veel</AantalUur>", "vdab:hours", "AantalUur"),
        ("dossier-selam", "<Startdatum>2024-04-03", "<Startdatum>2024-07-03", "period:ends-before-it-begins", "Opleiding"),
        ("dossier-selam", "<Startdatum>2024-04-03", "<Startdatum>2024-04-31", "date:no-such-day", "Startdatum"),
        ("dossier-selam", ">93</Catwz>", ">932</Catwz>", "xsd:maxLength", "Catwz"),
        ("nwwz-selam", "2024-02-29T23:30:00Z", "2023-02-29T23:30:00Z", "xsd:type", "DatumTijdstipRegistratie"),
        ("nwwz-selam", "2024-02-29T23:30:00Z", "-2024-02-29T23:30:00Z", "date:no-such-day", "DatumTijdstipRegistratie"),
        ("nwwz-selam", "<Annulatie>0", "<Annulatie>ja", "xsd:pattern", "Annulatie"),
        ("werkrelaties-selam", "<Datum>2024-02-05", "<Datum>2024-02-30", "date:no-such-day", "Datum"),
    ])
    func `a broken answer is rejected with its field`(name: String, from: String, to: String, rule: String, field: String) throws {
        let path = ContractFolder.path + "/sources/vdab/samples/\(name).xml"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(text.contains(from))
        let rejections = try Frames.read(connector, text: text.replacing(from, with: to)).rejections
        #expect(rejections.first?.rule == rule)
        #expect(rejections.first?.field == field)
    }

    @Test func `no rejection shows a value`() throws {
        let readings = try Frames.read(connector, fileAt: Checkout.root + "/Tests/Fixtures/vdab/odd-ones.json.in")
        for rejection in readings.flatMap(\.rejections) {
            #expect(!rejection.description.contains("2024"))
            #expect(!rejection.description.contains("Tesfaye"))
        }
    }
}

/// A text that was recorded and looked at.
enum GoldenText {
    static func check(_ text: String, at path: String) throws {
        let file = Checkout.root + "/" + path
        if ProcessInfo.processInfo.environment["XCHG_RECORD_GOLDENS"] == "1" {
            try text.write(toFile: file, atomically: true, encoding: .utf8)
            Issue.record("recorded \(path); look at it and run without XCHG_RECORD_GOLDENS")
        }
        #expect(text == (try String(contentsOfFile: file, encoding: .utf8)), "something else than \(path)")
    }
}
