// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import Foundation
import FoundationXML
import Testing

@testable import Simulation

@Suite struct MessageTests {
    @Test func `the same seed gives the same bytes, another seed gives others`() throws {
        let one = try SimulatedExchange().files()
        let again = try SimulatedExchange().files()
        let other = try SimulatedExchange(seed: 8).files()
        #expect(one.count > 300)
        #expect(one == again)
        #expect(one != other)
    }

    @Test func `a directory used again holds nothing of the run before`() throws {
        let first = try SimulatedExchange(seed: 1)
        let second = try SimulatedExchange(seed: 2, in: first.root)
        let fresh = try SimulatedExchange(seed: 2)
        #expect(try second.files() == fresh.files())
    }

    @Test func `every number is a valid test number, a wrong one on purpose, or a documented example`() throws {
        let documented: Set<String> = ["85073003328", "85273003371", "85473003317", "85400003392", "98472899765", "01490700185"]
        var rates = SimulationRates()
        rates.flawedNumber = 0.1
        let numbers = try SimulatedExchange(persons: 300, rates: rates).numbers()
        #expect(numbers.count > 300)
        var flawed = 0
        for number in numbers where !documented.contains(number) {
            let month = try #require(Int(number.dropFirst(2).prefix(2)))
            #expect((60...72).contains(month))
            switch INSZ.read(number) {
            case .valid(let insz): #expect(insz.kind == .test)
            case .flawed: flawed += 1
            case .malformed: Issue.record("a number that is none")
            }
        }
        #expect((10...120).contains(flawed))
        #expect(documented.filter { !numbers.contains($0) } == [])
    }

    @Test func `without awkward realities all numbers are valid test numbers`() throws {
        let numbers = try SimulatedExchange(rates: .untroubled).numbers()
        #expect(numbers.count == 150)
        #expect(numbers.allSatisfy { INSZ($0)?.kind == .test })
    }

    @Test func `every XML document is well-formed`() throws {
        let exchange = try SimulatedExchange()
        var parsed = 0
        for folder in ["inburgering", "onderwijs", "naric", "vdab", "lokaal"] {
            for (name, content) in try exchange.files(in: folder, ending: ".xml") {
                #expect(XMLParser(data: content).parse(), "\(name)")
                parsed += 1
            }
        }
        #expect(parsed > 300)
    }

    @Test func `Atlas sends dossiers of the version before in the same batch, without what that version lacks`() throws {
        let dossiers = try SimulatedExchange(persons: 400, rates: .untroubled).files(in: "inburgering", ending: ".xml")
            .map { String(decoding: $0.content, as: UTF8.self) }
        let earlier = dossiers.filter { $0.contains("kbi-01.00.vip") }
        let present = dossiers.filter { $0.contains("kbi-02.00.vip") }
        #expect(earlier.count > 30 && present.count > 100 && earlier.count + present.count == dossiers.count)
        let atlas = "<KboNummer>0990000113</KboNummer>"
        #expect(earlier.allSatisfy { $0.contains("<Versie>01.00.0000</Versie>") && ($0.contains(atlas) || !$0.contains("KboNummer")) })
        #expect(present.allSatisfy { $0.contains("<Versie>02.00.0000</Versie>") && !$0.contains(atlas) && $0.contains("<UniekNummer>") })
        for name in ["UniekNummer", "Betalingen", "Schriftelijk", "AFGELEGD", "AI023G<"] {
            #expect(earlier.allSatisfy { !$0.contains(name) }, "\(name)")
        }
        #expect(earlier.contains { $0.contains("<Resultaat>GESLAAGD</Resultaat>") })
        #expect(earlier.contains { $0.contains("<HoogstBehaald>") })
    }

    @Test func `an attest has another name in each version of a dossier`() throws {
        let plan = try SimulatedExchange.plan(persons: 200)
        var population = Population(plan)
        let behaviour = Behaviour(plan: plan)
        var life = try #require((0..<200).lazy.map { behaviour.life(of: population.newcomer($0)) }.first { $0.path != nil })
        let day = try #require(life.path?.begin)
        life.path?.attests = [Life.Attest(id: "1", type: "AI023G", issuedOn: day)]
        func text(_ version: DossierWriter.Version) -> String {
            let snapshot = DossierWriter.Snapshot(at: Instant(brussels: day, hour: 12), reference: "R-1", number: "", version: version)
            return String(decoding: DossierWriter().document(life, snapshot), as: UTF8.self)
        }
        #expect(text(.earlier).contains("<Type>AI023</Type>"))
        #expect(text(.current).contains("<Type>AI023G</Type>"))
    }

    @Test func `every municipal file ends in a trailer that counts its rows and their bytes`() throws {
        let files = try SimulatedExchange(persons: 400).files(in: "lokaal", ending: ".csv")
        #expect(files.count > 100)
        for (name, content) in files {
            #expect(content.suffix(2) == Data([13, 10]))
            let lines = SimulatedExchange.lines(content)
            let rows = lines.dropFirst().dropLast()
            let sum = rows.reduce(0) { $0 + $1.reduce(0) { $0 + Int($1) } }
            let trailer = String(decoding: try #require(lines.last), as: UTF8.self)
            #expect(trailer == "#AANTAL;\(rows.count);#CONTROLE;\(sum % 1_000_000)", "\(name)")
            #expect(!rows.isEmpty)
        }
        let serials = files.map { Int($0.name.split(separator: "_")[2]) }
        #expect(serials.allSatisfy { $0 != nil })
    }

    @Test func `some municipalities write the modern dialect, some tell of moves, and all say when a file is complete`() throws {
        let exchange = try SimulatedExchange(persons: 1500)
        let files = try exchange.files(in: "lokaal", ending: ".csv")
        let modern = files.filter { $0.content.starts(with: [0xEF, 0xBB, 0xBF]) }
        #expect(Set(modern.map { $0.name.dropFirst("lokaal/".count).prefix(5) }).isSuperset(of: ["12025", "31005", "36015"]))
        for (name, content) in modern { #expect(String(data: content, encoding: .utf8)?.contains("/20") == false, "\(name)") }
        #expect(modern.contains { SimulatedExchange.lines($0.content).contains { $0.contains(10) } })
        let moves = files.filter { $0.name.hasSuffix("_verhuis.csv") }
        #expect(moves.count > 30)
        for (name, content) in moves {
            let cells = try #require(SimulatedExchange.lines(content).dropFirst().first).split(
                separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
            #expect(cells[4].elementsEqual(name.dropFirst("lokaal/".count).prefix(5).utf8), "the municipality that is left tells of it")
            #expect(cells[4] != cells[5])
        }
        let triggers = try exchange.files(in: "lokaal", ending: ".ok").map { $0.name.dropLast(3) }
        #expect(triggers == files.map { $0.name.dropLast(4) })
    }

    @Test func `municipal files use letters that only Windows-1252 has`() throws {
        let files = try SimulatedExchange(persons: 400).files(in: "lokaal", ending: ".csv")
        let bytes = Set(files.flatMap { Array($0.content) })
        for letter in [UInt8(0x8A), 0x8C, 0x9E] { #expect(bytes.contains(letter)) }
        #expect(files.contains { String(data: $0.content, encoding: .utf8) == nil })
    }

    @Test func `the feed counts its mutations upwards, and a repetition keeps its number`() throws {
        var rates = SimulationRates()
        rates.duplicate = 0.2
        let exchange = try SimulatedExchange(persons: 300, rates: rates)
        var last = 0
        var repetitions = 0
        for element in try exchange.feed() {
            let serial = try #require(element["volgnummer"] as? Int)
            #expect(serial <= last + 1)
            if serial <= last { repetitions += 1 } else { last = serial }
        }
        #expect(last > 200)
        #expect(repetitions > 20)
        #expect(repetitions <= exchange.truth.records["vdab"]?.duplicate ?? 0)
    }

    @Test func `after a merger files carry the new code of the municipality`() throws {
        let files = try SimulatedExchange(persons: 1500).files(in: "lokaal", ending: "inwoners.csv").map(\.name)
        let stamped = files.map { name in
            let parts = name.dropFirst("lokaal/".count).split(separator: "_")
            return (nis: String(parts[0]), day: String(parts[1]))
        }
        #expect(stamped.contains { $0.nis == "71022" && $0.day < "20250101" })
        #expect(stamped.contains { $0.nis == "71072" && $0.day > "20250101" })
        #expect(!stamped.contains { $0.nis == "71072" && $0.day < "20250101" })
        #expect(!stamped.contains { $0.nis == "71022" && $0.day > "20250101" })
    }
}
