// SPDX-License-Identifier: EUPL-1.2

import Contracts
import ExchangeSchema
import Foundation
import TestSupport
import Testing

@testable import Connectors

struct WireDayTests {
    @Test(arguments: [
        ("2024-02-29", WireDay.Reading.day(LocalDate("2024-02-29")!)),
        ("2024-00-00", .partial(PartialDate("2024")!)),
        ("2024-05-99", .partial(PartialDate("2024-05")!)),
        ("2023-99-99", .partial(PartialDate("2023")!)),
        ("9999-12-31", .never),
        ("2023-02-29", .impossible),
        ("2023-13-01", .impossible),
        ("31/12/2023", .impossible),
    ])
    func `a day is read with what is known of it`(text: String, reading: WireDay.Reading) { #expect(WireDay.read(text) == reading) }

    @Test(arguments: [("19.01.2012", "2012-01-19"), ("01.12.2030", "2030-12-01")])
    func `LED writes days with dots`(text: String, day: String) { #expect(WireDay.dotted(text) == LocalDate(day)) }

    @Test(arguments: ["1.01.2012", "19.1.2012", "19.01.12", "31.02.2012", "2012-01-19", "19.01.2012.1", ""])
    func `other forms are no dotted days`(text: String) { #expect(WireDay.dotted(text) == nil) }

    @Test func `a moment without a readable time is the begin of that day in Brussels`() {
        var moment = XMLElement(name: "Tijdstip", namespace: "", line: 1)
        var day = XMLElement(name: "Datum", namespace: "", line: 1)
        day.text = "2024-07-01"
        moment.children = [day]
        #expect(WireDay.instant(moment)?.description == "2024-06-30T22:00:00.000Z")
        var time = XMLElement(name: "Tijd", namespace: "", line: 1)
        time.text = "29:59"
        moment.children = [day, time]
        #expect(WireDay.instant(moment)?.description == "2024-06-30T22:00:00.000Z")
        time.text = "23:59:01.5"
        moment.children = [day, time]
        #expect(WireDay.instant(moment)?.description == "2024-07-01T21:59:01.500Z")
        day.text = "2024-06-31"
        moment.children = [day, time]
        #expect(WireDay.instant(moment) == nil)
    }
}

struct DutchCourseNameTests {
    @Test(arguments: [
        ("NT2 Richtgraad 1.1", CEFR.a1), ("Richtgraad 1.2 Waystage", .a2), ("Richtgraad 1", .a2), ("NT2 RG2", .b1), ("RG 2.1", .b1),
        ("rg3.2", .b2), ("Richtgraad 4", .c1), ("Breakthrough", .a1), ("Waystage", .a2), ("Threshold", .b1),
        ("Vantage - schriftelijk", .b2),
        ("NT2 (A2)", .a2), ("niveau c2", .c2),
    ])
    func `the name of a course tells its level`(name: String, level: CEFR) { #expect(DutchCourseName.level(name) == level) }

    @Test(arguments: ["Koken", "Richtgraad", "Richtgraad 5", "RG", "RG 9.1", "Alfa 2", "A22"])
    func `other names tell no level`(name: String) { #expect(DutchCourseName.level(name) == nil) }

    @Test func `Dutch as a second language is known by its name`() {
        #expect(DutchCourseName.isDutch("nt2-alfa"))
        #expect(DutchCourseName.isDutch("Opleiding Nederlands Tweede Taal"))
        #expect(!DutchCourseName.isDutch("Nederlands voor koks"))
        #expect(!DutchCourseName.isDutch("ANT2"))
    }
}

struct CodeBookTests {
    @Test func `a code is known, translated or kept as it is`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/codes.csv"
        try "list;code;canonical;label;status\nkleur;R;RED;rood;official\nkleur;Z;;zwart;inferred\n\n".write(
            toFile: path, atomically: true, encoding: .utf8)
        let book = try CodeBook(filesAt: [path])
        #expect(book.canonical("kleur", "R") == "RED")
        #expect(book.canonical("kleur", "Z") == nil)
        #expect(book.knows("kleur", "Z"))
        #expect(!book.knows("kleur", "G"))
        #expect(!book.knows("smaak", "R"))
        #expect(
            book.own("kleur", "Z", label: "Zwart!")
                == Coded(scheme: "kleur", code: "Z", label: "zwart", originalCode: "Z", originalLabel: "Zwart!"))
        #expect(book.own("kleur", "G") == Coded(scheme: "kleur", code: nil, originalCode: "G"))
        #expect(
            book.translated("kleur", "R", to: "colour", label: "Rood!")
                == Coded(scheme: "colour", code: "RED", label: "rood", originalCode: "R", originalLabel: "Rood!"))
    }

    @Test(arguments: [
        ("list;code;canonical;label\n", 1), ("kleur;R;RED;rood;official\n", 1),
        ("list;code;canonical;label;status\nkleur;R;RED;rood\n", 2), ("list;code;canonical;label;status\nkleur;R;RED;rood;misschien\n", 2),
        ("list;code;canonical;label;status\nkleur;R;RED;;official\nkleur;R;REDDISH;;official\n", 3),
        ("list;code;canonical;label;status\n;R;RED;;official\n", 2),
    ])
    func `a code list that is not of the form does not load`(text: String, row: Int) throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/codes.csv"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        #expect(throws: CodeBookFault(path: path, row: row)) { try CodeBook(filesAt: [path]) }
    }
}

struct OrganisationRegisterTests {
    @Test func `a body is found by its KBO number and only by a whole one`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/organisations.csv"
        try "id;kbo;nis\nagii;0543307391\nnaamloos;;44021\nkort\n".write(toFile: path, atomically: true, encoding: .utf8)
        let register = try OrganisationRegister(fileAt: path)
        #expect(register.organisation(kbo: "0543307391") == .agii)
        #expect(register.organisation(kbo: "") == nil)
        #expect(register.organisation(kbo: "kbo") == nil)
    }
}

struct TagScanTests {
    @Test func `leaves are found by name with their path, in any message`() {
        let text = """
            <?xml version="1.0"?><!-- <Referte>niet</Referte> --><w:Antwoord xmlns:w="urn:x"><Leeg/><a:Referte  soort='1'> r&amp;1
            </a:Referte><Groep><Referte>2</Referte><Referte></Referte></Groep><![CDATA[<Referte>3</Referte>]]><Referte><Kind/>4</Referte>
            """
        let scan = TagScan(Array(text.utf8), leavesNamed: ["Referte"])
        #expect(scan.rootName == "Antwoord")
        #expect(scan.leaves.map(\.text) == ["r&amp;1", "2", ""])
        #expect(
            scan.leaves.map(\.path) == [["Antwoord", "Referte"], ["Antwoord", "Groep", "Referte"], ["Antwoord", "Groep", "Referte"]])
        #expect(scan.first("Groep", "Referte") == "2")
        #expect(scan.first("Antwoord", "Groep") == nil)
    }

    @Test(arguments: [
        "", "<", "<>", "< ", "geen xml", "<a", "</a>", "<a><!--", "<a><![CDATA[>", "<a/>", "</>", "<!>", "<a><b></a></b></c>", "<a:",
    ])
    func `broken text is scanned without harm`(text: String) {
        #expect(TagScan(Array(text.utf8), leavesNamed: ["a", "b"]).leaves.count <= 2)
    }

    @Test func `white space at both ends of a text is cut, as XML knows it`() {
        let scan = TagScan(Array("<a> \t\r\n\u{b}1 2\u{e}\n\r\t </a>".utf8), leavesNamed: ["a"])
        #expect(scan.leaves.map(\.text) == ["\u{b}1 2\u{e}"])
    }

    @Test(arguments: [" ", "\t", "\r", "\n", "\r\n", "/"])
    func `the name of a tag ends at white space or a slash`(end: String) {
        let scan = TagScan(Array("<x:b\(end)c='1'>1</x:b>".utf8), leavesNamed: ["b"])
        #expect(scan.rootName == "b")
        #expect(scan.leaves.map(\.text) == ["1"])
    }

    @Test func `a text that nests without end is not followed`() {
        let deep = { (levels: Int) in String(repeating: "<a>", count: levels) + "<b>1</b>" }
        #expect(TagScan(Array(deep(TagScan.depthLimit - 1).utf8), leavesNamed: ["b"]).leaves.count == 1)
        #expect(TagScan(Array(deep(TagScan.depthLimit).utf8), leavesNamed: ["b"]).leaves.isEmpty)
    }

    @Test func `every cut of a message is scanned without harm`() {
        let bytes = Array("<x:a q=\"1\"><!-- c --><b>1</b><![CDATA[ d ]]><c/></x:a>".utf8)
        for length in 0...bytes.count { #expect(TagScan(Array(bytes[..<length]), leavesNamed: ["b"]).leaves.count <= 1) }
    }
}
