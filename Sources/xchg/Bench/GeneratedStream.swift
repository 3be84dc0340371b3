// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import ExchangeSchema
import Foundation

/// Messages of invented persons, as many as a size needs; the same size gives the same bytes.
///
/// `csv`: one file of residents in the classic dialect. `ndjson`: one file of NARIC's events. `xml`: a folder of KBI dossiers, a file each.
struct GeneratedStream {
    enum Kind: String, ExpressibleByArgument, CaseIterable { case csv, xml, ndjson }

    let kind: Kind
    let megabytes: Int

    var agency: String {
        switch kind {
        case .csv: "lokaal"
        case .xml: "inburgering"
        case .ndjson: "naric"
        }
    }

    struct Written {
        let path: String
        let bytes: Int
        let messages: Int
    }

    func write(into folder: String, contracts: String) throws -> Written {
        switch kind {
        case .csv: try table(folder + "/44021_20240301_0001_inwoners.csv")
        case .xml: try dossiers(folder + "/dossiers", contracts)
        case .ndjson: try events(folder + "/naric_20240301_0001.ndjson")
        }
    }

    private var size: Int { megabytes * 1_000_000 }

    /// The person at one place of the stream.
    private struct Person {
        static let families = ["Tesfaye", "Haile", "Al-Masri", "Okafor", "Müller", "Nguyen", "Popescu", "Garçia", "Öztürk", "Van den Berg"]
        static let given = ["Selam", "Darius", "Amina", "Élodie", "Yusuf", "Ioana", "Chidi", "Linh", "José", "Fatma"]
        let number: Int
        let birth: LocalDate
        let insz: String

        init(_ number: Int) throws {
            self.number = number
            guard let birth = LocalDate(year: 1960 + number % 45, month: 1 + number / 7 % 12, day: 1 + number / 3 % 28),
                let insz = INSZ.test(birth: PartialDate(birth), sequence: 1 + number / 11 % 998)
            else { throw Stop.world("person \(number) can't be made") }
            self.birth = birth
            self.insz = insz.digits
        }

        var family: String { Self.families[number % Self.families.count] }
        var given: String { Self.given[number / 10 % Self.given.count] }
    }

    private func table(_ path: String) throws -> Written {
        let file = try GrowingFile(path)
        try file.add(
            Array(
                ("rijksregisternummer;oud_insz;naam;voornaam;geboortedatum;nationaliteit;register;straat;huisnr;bus;postcode;gemeente;"
                    + "niscode;datum_inschrijving;mutatietype\r\n").utf8))
        var rows = 0
        var sum = 0
        while file.bytes < size {
            let person = try Person(rows)
            let (birth, day) = (person.birth.parts, String(format: "%02d/%02d/%04d", 1 + rows % 28, 1 + rows / 28 % 12, 2010 + rows % 14))
            let text = """
                \(person.insz);;\(person.family);\(person.given);\(String(format: "%02d/%02d/%04d", birth.day, birth.month, birth.year));\
                \(["251", "128", "354", "129"][rows % 4]);\(1 + rows % 2);Korenmarkt;\(1 + rows % 150);;9000;Gent;44021;\(day);N
                """
            let row = text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
            for byte in row { sum = (sum + Int(byte)) % 1_000_000 }
            try file.add(row + [13, 10])
            rows += 1
        }
        try file.add(Array("#AANTAL;\(rows);#CONTROLE;\(sum)\r\n".utf8))
        return Written(path: path, bytes: try file.close(), messages: rows)
    }

    private func events(_ path: String) throws -> Written {
        let file = try GrowingFile(path)
        var events = 0
        while file.bytes < size {
            let number = events / 3
            let person = try Person(number)
            let head = { (version: Int, event: String, day: Int) in
                """
                {"dossiernummer":"ND-2024-\(number)","versie":\(version),"gebeurtenis":"\(event)",\
                "tijdstip":"2024-0\(day)-1\(number % 10)T09:15:00+01:00","aanvrager":{"naam_volledig":"\(person.given) \(person.family)",\
                "voornamen":"\(person.given)","geboortedatum":"\(person.birth)","insz":"\(person.insz)"}
                """
            }
            let lines = [
                """
                \(head(1, "INGEDIEND", 1)),"aanvraag":{"soort":"NIVEAU","ingediend_op":"2024-01-07","bijdrage_euro":90},\
                "diploma":{"titel":"Diploma in Nursing Science","titel_nl":"Diploma verpleegkunde","land":"ERI","jaar":"2012-07",\
                "instelling":"Zandheuvel College of Nursing"}}
                """, head(2, "VOLLEDIG", 2) + "}",
                """
                \(head(3, "BESLIST", 3)),"beslissing":{"soort":"NIVEAU","uitkomst":"TOEGEKEND","datum":"2024-03-0\(1 + number % 9)",\
                "vlaamse_titel":"Bachelor","vks":6}}
                """,
            ]
            for line in lines { try file.add(Array((line + "\n").utf8)) }
            events += lines.count
        }
        return Written(path: path, bytes: try file.close(), messages: events)
    }

    /// The sample dossier of the contract again and again, each time of another person with references of its own.
    private func dossiers(_ folder: String, _ contracts: String) throws -> Written {
        let sample = try String(contentsOfFile: contracts + "/sources/inburgering/samples/dossier-selam.xml", encoding: .utf8)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        var bytes = 0
        var count = 0
        while bytes < size {
            let person = try Person(count)
            let text = sample.replacing("94651721852", with: person.insz).replacing("KBI-2024-000417", with: "KBI-2024-\(count)")
                .replacing("S0417218", with: "S\(1_000_000 + count)").replacing(">Zandloper<", with: ">\(person.family)<")
            let file = try GrowingFile(folder + String(format: "/dossier-%07d.xml", count))
            try file.add(Array(text.utf8))
            bytes += try file.close()
            count += 1
        }
        return Written(path: folder, bytes: bytes, messages: count)
    }
}

/// A file that is written in large pieces.
private final class GrowingFile {
    private let handle: FileHandle
    private var buffer: [UInt8] = []
    private(set) var bytes = 0

    init(_ path: String) throws {
        guard FileManager.default.createFile(atPath: path, contents: nil) else { throw Stop.world("\(path) can't be written") }
        handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    }

    func add(_ more: [UInt8]) throws {
        buffer += more
        bytes += more.count
        if buffer.count >= 1 << 20 { try flush() }
    }

    /// Ends the file and gives its size.
    func close() throws -> Int {
        try flush()
        try handle.close()
        return bytes
    }

    private func flush() throws {
        try handle.write(contentsOf: Data(buffer))
        buffer.removeAll(keepingCapacity: true)
    }
}
