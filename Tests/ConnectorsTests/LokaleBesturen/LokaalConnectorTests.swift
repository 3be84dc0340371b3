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
    private let fixtures = Checkout.root + "/Tests/Fixtures/lokaal"

    init() throws { connector = try LokaalConnector(contracts: ContractSet(path: ContractFolder.path), maximumLineBytes: 2000) }

    @Test(arguments: [Golden("contracts/sources/lokaal/samples/persoon-darius.xml")])
    func `a person in the register becomes the facts beside them`(golden: Golden) throws { try golden.check(connector) }

    @Test(arguments: [
        "contracts/sources/lokaal/samples/44021_20240301_0007_inwoners.csv",
        "contracts/sources/lokaal/samples/44021_20240301_0008_participatie.csv",
        "contracts/sources/lokaal/samples/44021_20240301_0009_verhuis.csv",
        "contracts/sources/lokaal/samples/44021_20240301_0010_nummers.csv",
        "contracts/sources/lokaal/samples/12025_20240302_0001_inwoners.csv",
        "contracts/sources/lokaal/samples/12025_20240302_0002_participatie.csv",
        "contracts/sources/lokaal/samples/12025_20240302_0003_verhuis.csv",
        "contracts/sources/lokaal/samples/12025_20240302_0004_nummers.csv",
        "Tests/Fixtures/lokaal/44021_20240302_0001_inwoners.csv",
        "Tests/Fixtures/lokaal/12025_20240303_0001_inwoners.csv",
        "Tests/Fixtures/lokaal/12025_20240303_0002_inwoners.csv",
        "Tests/Fixtures/lokaal/12025_20240303_0003_verhuis.csv",
        "Tests/Fixtures/lokaal/44021_20240303_0004_nummers.csv",
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
        #expect(
            connector.formats.map(\.rawValue) == [
                "inwoners/klassiek-1", "inwoners/modern-2", "participatie/klassiek-1", "participatie/modern-2", "verhuis/klassiek-1",
                "verhuis/modern-2", "nummers/klassiek-1", "nummers/modern-2", "geefpersoon/02.02",
            ])
        let activities = try Frames.records(connector, fileAt: samples + "/44021_20240301_0008_participatie.csv")
        #expect(activities[0].sourceKey == "participatie/44021/P-1")
        let moves = try Frames.records(connector, fileAt: samples + "/44021_20240301_0009_verhuis.csv")
        #expect(moves.map(\.sourceKey) == [Cast.selam, Cast.darius, Cast.selam].map { "inwoner/" + $0.digits })
        let numbers = try Frames.records(connector, fileAt: samples + "/12025_20240302_0004_nummers.csv")
        #expect(numbers.map(\.sourceKey) == ["inwoner/" + Cast.darius.digits])
        #expect(numbers.map(\.format.rawValue) == ["nummers/modern-2"])
        let damaged = try Frames.records(connector, fileAt: fixtures + "/12025_20240303_0001_inwoners.csv")
        #expect(damaged[5].sourceKey == "inwoner/01620300402", "the zero that a spreadsheet ate")
        #expect(damaged[7].sourceKey == "inwoner/12025/Tesfaye|Selam|1990-03-12", "a number of which digits are lost")
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
            "inwoners.csv", "44021_20241301_0001_inwoners.csv", "4402_20240301_0001_inwoners.csv", "44021_20240301_0001_gezinnen.csv",
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

    @Test func `a quote that is never closed, or stands in the wrong place, does not swallow the rows after it unseen`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/12025_20240302_0009_verhuis.csv"
        var bytes = try #require(FileManager.default.contents(atPath: samples + "/12025_20240302_0003_verhuis.csv"))
        let quote = try #require(bytes.firstIndex(of: UInt8(ascii: "\"")))
        bytes.remove(at: quote)
        try bytes.write(to: URL(fileURLWithPath: path))
        let faults = try Frames.batches(connector, fileAt: path).flatMap(\.faults)
        #expect(faults.map(\.rejection.description) == ["csv:trailer-missing: message (whole file)"])
        let second = try #require(bytes.firstIndex(of: UInt8(ascii: "\"")))
        bytes.insert(UInt8(ascii: "x"), at: second + 1)
        bytes.insert(UInt8(ascii: "\""), at: quote)
        try bytes.write(to: URL(fileURLWithPath: path))
        #expect(try Frames.batches(connector, fileAt: path).flatMap(\.faults).map(\.rejection.rule) == ["csv:trailer-sum"])
    }

    @Test func `a file that says it is UTF-8 and is not, and one with a character that Windows-1252 lacks, are refused`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/12025_20240302_0009_verhuis.csv"
        for (sample, byte) in [("12025_20240302_0003_verhuis.csv", UInt8(0xE9)), ("44021_20240301_0009_verhuis.csv", 0x81)] {
            var bytes = try #require(FileManager.default.contents(atPath: samples + "/" + sample))
            let place = try #require(bytes.range(of: Data("Tesfaye".utf8)))
            bytes[place.lowerBound + 3] = byte
            try bytes.write(to: URL(fileURLWithPath: path))
            #expect(
                try Frames.batches(connector, fileAt: path).flatMap(\.faults).map(\.rejection.description) == [
                    "csv:encoding: message (row 2)"
                ])
        }
    }

    @Test func `under a code that merged away an event is right before the merger and warned of from that day on`() throws {
        let warned = { (name: String) in
            try Frames.read(connector, fileAt: fixtures + "/" + name).map { reading in
                let outcomes = try #require(reading.record).outcomes
                #expect(outcomes.allSatisfy { $0 == SourceOutcome(course: .warning, code: "49021", origin: "NIS") })
                return outcomes.count
            }
        }
        #expect(try warned("46003_20250303_0001_inwoners.csv") == [0, 1, 1, 0, 0, 0, 1])
        #expect(try warned("46030_20250303_0002_verhuis.csv") == [0, 1, 1], "the new municipality tells of moves from its old parts")
    }

    @Test func `a file of rows is taken only when its trigger stands beside it, and waits in sight until then`() throws {
        let folder = try TemporaryFolder()
        let names = ["44021_20240301_0007_inwoners.csv", "44021_20240301_0008_participatie.csv", "persoon-darius.xml"]
        for name in names { try FileManager.default.copyItem(atPath: samples + "/" + name, toPath: folder.path + "/" + name) }
        let feed = DropFolderFeed(folder: folder.path, connector: connector)
        let poll = {
            var formats: [String] = []
            try feed.poll(from: nil) { formats += $0.records.map(\.format.rawValue) }
            return Set(formats)
        }
        #expect(try feed.waiting() == Array(names[..<2]))
        #expect(try poll() == ["geefpersoon/02.02"])
        #expect(try FileNames.under(folder.path) == Array(names[..<2]), "what waits is not removed")
        try Data().write(to: URL(fileURLWithPath: folder.path + "/44021_20240301_0008_participatie.ok"))
        #expect(try feed.waiting() == [names[0]])
        #expect(try poll() == ["participatie/klassiek-1"])
        #expect(try FileNames.under(folder.path) == [names[0]], "a trigger goes with its file")
        try Data().write(to: URL(fileURLWithPath: folder.path + "/\(names[0]).ok"))
        #expect(try poll() == ["inwoners/klassiek-1"])
        #expect(try feed.waiting().isEmpty && FileNames.under(folder.path).isEmpty)
    }

    @Test func `a trigger without its file has done its work; one of a file that could not be read is kept`() throws {
        let folder = try TemporaryFolder()
        let name = "44021_20240301_0007_inwoners.csv"
        try FileManager.default.createDirectory(atPath: folder.path + "/" + name, withIntermediateDirectories: true)
        for trigger in ["44021_20240301_0007_inwoners.ok", "44021_20240229_0006_inwoners.ok"] {
            try Data().write(to: URL(fileURLWithPath: folder.path + "/" + trigger))
        }
        let feed = DropFolderFeed(folder: folder.path, connector: connector)
        #expect(throws: FolderTransportError.unreadable(folder.path + "/" + name)) { try feed.poll(from: nil) { _ in } }
        #expect(try FileNames.under(folder.path).count == 3)
        try FileManager.default.removeItem(atPath: folder.path + "/" + name)
        try FileManager.default.copyItem(atPath: samples + "/" + name, toPath: folder.path + "/" + name)
        try feed.poll(from: nil) { _ in }
        #expect(try FileNames.under(folder.path).isEmpty)
    }

    @Test func `a feed reads a folder in order, removes what is durable, and names a folder that is not there`() throws {
        let folder = try TemporaryFolder()
        for name in ["44021_20240301_0007_inwoners.csv", "44021_20240301_0008_participatie.csv", "persoon-darius.xml"] {
            try FileManager.default.copyItem(atPath: samples + "/" + name, toPath: folder.path + "/" + name)
            if name.hasSuffix(".csv") { try Data().write(to: URL(fileURLWithPath: folder.path + "/\(name).ok")) }
        }
        try "x".write(toFile: folder.path + "/a.ok", atomically: true, encoding: .utf8)
        struct Stop: Error {}
        let feed = DropFolderFeed(folder: folder.path, connector: connector, batchSize: 4)
        #expect(throws: Stop.self) { try feed.poll(from: nil) { _ in throw Stop() } }
        #expect(try FileNames.under(folder.path).count == 6)
        var sizes: [Int] = []
        try feed.poll(from: nil) { sizes.append($0.records.count) }
        #expect(sizes.reduce(0, +) == 12)
        #expect(try FileNames.under(folder.path).isEmpty)
        #expect(throws: FolderTransportError.unreadable(folder.path + "/none")) {
            try DropFolderFeed(folder: folder.path + "/none", connector: connector).poll(from: nil) { _ in }
        }
    }
}
