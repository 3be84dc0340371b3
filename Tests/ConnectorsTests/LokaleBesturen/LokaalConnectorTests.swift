// SPDX-License-Identifier: EUPL-1.2
import Connectors
import ExchangeSchema
import Foundation
import TestSupport
import Testing

/// Municipalities' rows and the national register's answers become facts; a file with a wrong end is no file.
struct LokaalConnectorTests {
    let connector: LokaalConnector
    private let samples = Checkout.root + "/contracts/sources/lokaal/samples"

    init() throws { connector = try LokaalConnector(contracts: ContractSet(path: ContractFolder.path), maximumLineBytes: 2000) }

    @Test(arguments: [Golden("contracts/sources/lokaal/samples/persoon-darius.xml")])
    func `a person in the register becomes the facts beside them`(golden: Golden) throws { try golden.check(connector) }

    @Test(arguments: [
        "contracts/sources/lokaal/samples/44021_20240301_0007_inwoners.csv",
        "contracts/sources/lokaal/samples/44021_20240301_0008_participatie.csv",
        "Tests/Fixtures/lokaal/44021_20240302_0001_inwoners.csv",
    ])
    func `rows become the facts beside them`(path: String) throws {
        let name = path.split(separator: "/").last.map { String($0.dropLast(4)) } ?? ""
        try GoldenText.check(
            try Golden.describe(try Frames.read(connector, fileAt: Checkout.root + "/" + path)), at: "Tests/Fixtures/lokaal/\(name).json")
    }

    @Test func `a row is framed under its number, or its name and birth, and named by file and row`() throws {
        let records = try Frames.records(connector, fileAt: samples + "/44021_20240301_0007_inwoners.csv")
        #expect(records.map(\.place) == (2...7).map { "row \($0)" })
        #expect(records[0].reference == "44021_20240301_0007_inwoners#2")
        #expect(records[0].sourceKey == "inwoner/" + Cast.selam.digits)
        #expect(records[5].sourceKey == "inwoner/44021/Zonder|Nummer|02/03/1992")
        #expect(records[0].organisation == .municipality("44021"))
        #expect(connector.agency == .lokaal)
        #expect(connector.formats.map(\.rawValue) == ["inwoners/klassiek-1", "participatie/klassiek-1", "geefpersoon/02.02"])
        let activities = try Frames.records(connector, fileAt: samples + "/44021_20240301_0008_participatie.csv")
        #expect(activities[0].sourceKey == "participatie/44021/P-1")
    }

    /// The sample with its text changed, under a good name.
    private func faults(_ change: (inout String) -> Void) throws -> [String] {
        var text = try String(contentsOfFile: samples + "/44021_20240301_0008_participatie.csv", encoding: .isoLatin1)
        change(&text)
        let folder = try TemporaryFolder()
        let path = folder.path + "/44021_20240301_0009_participatie.csv"
        try text.write(toFile: path, atomically: true, encoding: .isoLatin1)
        let batches = try Frames.batches(connector, fileAt: path)
        #expect(batches.flatMap(\.records).count == 0, "nothing of the file is taken")
        return batches.flatMap { $0.faults.map(\.rejection.rule) }
    }

    @Test func `a wrong count, a wrong sum, a missing end, a wrong head or a line after the end rejects the file`() throws {
        #expect(try faults { $0 = $0.replacingOccurrences(of: "#AANTAL;5", with: "#AANTAL;6") } == ["csv:trailer-count"])
        #expect(try faults { $0 = $0.replacingOccurrences(of: "De Brug", with: "De Burg!") } == ["csv:trailer-sum"])
        #expect(try faults { $0 = String($0.prefix(upTo: $0.range(of: "#AANTAL")?.lowerBound ?? $0.endIndex)) } == ["csv:trailer-missing"])
        #expect(try faults { $0 = $0.replacingOccurrences(of: "vorm;", with: "form;") } == ["table:header"])
        #expect(try faults { $0 += "P-9;;BUDDY;;1;01/02/2024;;;N\r\n" } == ["csv:after-trailer"])
        #expect(try faults { $0 = "" } == ["csv:empty"])
        #expect(try faults { $0 = $0.replacingOccurrences(of: "#CONTROLE", with: "#CHECK") } == ["csv:trailer"])
        #expect(
            try faults { $0 = $0.replacingOccurrences(of: "vzw De Brug", with: String(repeating: "x", count: 3000)) } == [
                "csv:line-too-long"
            ])
    }

    @Test func `a file that is UTF-8 though Windows-1252 was agreed, and one with a wrong name, are refused`() throws {
        #expect(try faults { $0 = $0.replacingOccurrences(of: "vzw De Brug", with: "CafÃ©") } == ["csv:encoding"])
        let folder = try TemporaryFolder()
        for name in [
            "inwoners.csv", "44021_20241301_0001_inwoners.csv", "4402_20240301_0001_inwoners.csv", "44021_20240301_0001_verhuis.csv",
        ] {
            try "x".write(toFile: folder.path + "/" + name, atomically: true, encoding: .utf8)
            #expect(
                try Frames.batches(connector, fileAt: folder.path + "/" + name).flatMap { $0.faults.map(\.rejection.rule) } == [
                    "lokaal:file-name"
                ])
        }
    }

    @Test func `no rejection shows what stood in the cell`() throws {
        let readings = try Frames.read(connector, fileAt: Checkout.root + "/Tests/Fixtures/lokaal/44021_20240302_0001_inwoners.csv")
        #expect(readings.allSatisfy { !$0.rejections.isEmpty })
        #expect(readings[0].rejections.first?.description == "table:type: geboortedatum (row 2, column geboortedatum)")
        for text in readings.flatMap(\.rejections).map(\.description) {
            #expect(!text.contains("99/99"))
            #expect(!text.contains("Tesfaye"))
            #expect(!text.contains(Cast.selam.digits))
        }
    }

    @Test(.enabled(if: SharedFolder.isPresent, "the shared folder is not beside this checkout"))
    func `every public sample of the register is accepted`() throws {
        let folder = SharedFolder.path + "/samples/magda/Persoon/GeefPersoon/02.02.0000"
        for name in try FileNames.under(folder) {
            for reading in try Frames.read(connector, fileAt: folder + "/" + name) {
                #expect(reading.record != nil, "\(name): \(reading.rejections)")
            }
        }
    }

    @Test func `a feed reads a folder in order, removes what is durable, and names a folder that is not there`() throws {
        let folder = try TemporaryFolder()
        for name in try FileNames.under(samples) {
            try FileManager.default.copyItem(atPath: samples + "/" + name, toPath: folder.path + "/" + name)
        }
        try "x".write(toFile: folder.path + "/a.ok", atomically: true, encoding: .utf8)
        struct Stop: Error {}
        let feed = DropFolderFeed(folder: folder.path, connector: connector, batchSize: 4)
        #expect(throws: Stop.self) { try feed.poll(from: nil) { _ in throw Stop() } }
        #expect(try FileNames.under(folder.path).count == 4)
        var sizes: [Int] = []
        try feed.poll(from: nil) { sizes.append($0.records.count) }
        #expect(sizes.reduce(0, +) == 12)
        #expect(try FileNames.under(folder.path).isEmpty)
        #expect(throws: FolderTransportError.unreadable(folder.path + "/none")) {
            try DropFolderFeed(folder: folder.path + "/none", connector: connector).poll(from: nil) { _ in }
        }
    }
}
