// SPDX-License-Identifier: EUPL-1.2

import Connectors
import ExchangeSchema
import TestSupport
import Testing

/// What an answer with an error code asks of us (domain §2.2), through a whole connector.
struct ExceptionTests {
    let connector: OnderwijsConnector

    init() throws { connector = try OnderwijsConnector(contracts: ContractFolder.path) }

    private func answer(_ exceptions: [(code: String, type: String)], date: String = "2024-01-02", beside answer: Bool = true) -> String {
        let list = exceptions.map {
            "<Uitzondering><Identificatie>\($0.code)</Identificatie><Oorsprong>LED</Oorsprong><Type>\($0.type)</Type><Diagnose/></Uitzondering>"
        }.joined()
        let block = exceptions.isEmpty ? "" : "<Uitzonderingen>\(list)</Uitzonderingen>"
        return """
            <w:GeefBewijsResponse xmlns:w="http://geefbewijs.bewijsraadplegingdienst.led.vlaanderen.be"><Repliek><Context><Naam>GeefBewijs</Naam>
            <Versie>02.00.0000</Versie><Bericht><Type>ANTWOORD</Type><Tijdstip><Datum>\(date)</Datum><Tijd>10:00</Tijd></Tijdstip><Afzender>
            <Identificatie>led</Identificatie><Referte>l-1</Referte></Afzender></Bericht></Context>
            \(answer ? "<Antwoorden><Antwoord><Referte>v</Referte>\(block)</Antwoord></Antwoorden>" : block)</Repliek></w:GeefBewijsResponse>
            """
    }

    @Test(arguments: [
        ("99996", SourceOutcome.Course.retryLater), ("90000", .retryLater), ("20110", .retryLater), ("30001", .noData), ("30101", .noData),
        ("40000", .noData), ("15021", .noData), ("20002", .doNotRetry), ("30002", .doNotRetry), ("30003", .doNotRetry),
        ("40003", .doNotRetry),
        ("40006", .doNotRetry), ("40019", .doNotRetry), ("12321", .doNotRetry), ("30004", .warning),
    ])
    func `an error code becomes its outcome`(code: String, course: SourceOutcome.Course) throws {
        for beside in [true, false] {
            let reading = try Frames.read(connector, text: answer([(code, "FOUT")], beside: beside))
            #expect(reading.outcome == SourceOutcome(course: course, code: code, origin: "LED"))
        }
    }

    @Test(arguments: ["WAARSCHUWING", "INFORMATIE"])
    func `what is no error is a warning whatever its code`(type: String) throws {
        #expect(try Frames.read(connector, text: answer([("99996", type)])).outcome?.course == .warning)
    }

    @Test func `of several the one that asks most of us stands`() throws {
        let all = [("40200", "WAARSCHUWING"), ("30001", "FOUT"), ("40006", "FOUT"), ("99996", "FOUT")]
        for (count, code) in [(4, "99996"), (3, "40006"), (2, "30001"), (1, "40200")] {
            #expect(try Frames.read(connector, text: answer(Array(all.prefix(count)))).outcome?.code == code)
        }
    }

    struct Question: Sendable, CustomTestStringConvertible {
        let agency: Agency
        let root: String
        let namespace: String
        let version: String
        var testDescription: String { "\(root) \(version)" }
    }

    static let questions = [
        Question(
            agency: .inburgering, root: "GeefDossierKBIResponse",
            namespace: "http://webservice.GeefDossierKBI-01.00.kbi-01.00.vip.vlaanderen.be", version: "01.00.0000"),
        Question(
            agency: .inburgering, root: "GeefDossierKBIResponse",
            namespace: "http://webservice.GeefDossierKBI-02.00.kbi-02.00.vip.vlaanderen.be", version: "02.00.0000"),
        Question(
            agency: .vdab, root: "GeefDossierVDABResponse", namespace: "http://webservice.geefdossier.kbi.vdab.be", version: "01.00.0000"),
        Question(
            agency: .vdab, root: "GeefNietWerkendWerkzoekendeResponse",
            namespace: "http://webservice.geefnietwerkendwerkzoekendedienst-02_00.socecon-02_00.vip.vlaanderen.be", version: "02.00.0000"),
        Question(
            agency: .vdab, root: "GeefWerkrelatiesResponse",
            namespace: "http://webservice.geefwerkrelatiesdienst-02_00.werk-02_00.vip.vlaanderen.be", version: "02.00.0000"),
    ]

    @Test(arguments: questions)
    func `the answers of inburgering and VDAB have outcomes, too, and a warning leaves their data`(question: Question) throws {
        let connector: any SourceConnector =
            question.agency == .vdab
            ? try VDABConnector(contracts: ContractSet(path: ContractFolder.path))
            : try InburgeringConnector(contracts: ContractFolder.path)
        func read(_ code: String, _ type: String, _ content: String = "") throws -> RecordReading {
            var text = answer([(code, type)]).replacing("GeefBewijsResponse", with: question.root)
                .replacing("http://geefbewijs.bewijsraadplegingdienst.led.vlaanderen.be", with: question.namespace)
                .replacing("02.00.0000", with: question.version)
            text = text.replacing("<Referte>v</Referte>", with: "<Referte>v</Referte>" + content)
            return try Frames.read(connector, text: text)
        }
        for (code, course) in [("99996", SourceOutcome.Course.retryLater), ("40019", .doNotRetry), ("30001", .noData)] {
            #expect(try read(code, "FOUT").outcome == SourceOutcome(course: course, code: code, origin: "LED"))
        }
        let content = [
            "GeefDossierKBIResponse": "<KBIDossier/>", "GeefDossierVDABResponse": "<DossierVDAB/>",
            "GeefNietWerkendWerkzoekendeResponse": "<NietWerkendWerkzoekende><Resultaat>0</Resultaat></NietWerkendWerkzoekende>",
            "GeefWerkrelatiesResponse": "<Contracten/>",
        ]
        let reading = try read("40200", "WAARSCHUWING", "<Inhoud>\(try #require(content[question.root]))</Inhoud>")
        #expect(reading.record?.outcomes == [SourceOutcome(course: .warning, code: "40200", origin: "LED")])
    }

    @Test func `an exception beside the answer of jobseekers without work counts`() throws {
        let connector = try VDABConnector(contracts: ContractSet(path: ContractFolder.path))
        let namespace = "http://webservice.geefnietwerkendwerkzoekendedienst-02_00.socecon-02_00.vip.vlaanderen.be"
        let exception = "<Identificatie>99996</Identificatie><Oorsprong>VDAB</Oorsprong><Type>FOUT</Type><Diagnose/>"
        let text =
            "<n:GeefNietWerkendWerkzoekendeResponse xmlns:n=\"\(namespace)\"><Uitzonderingen><Uitzondering>\(exception)"
            + "</Uitzondering></Uitzonderingen></n:GeefNietWerkendWerkzoekendeResponse>"
        #expect(try Frames.read(connector, text: text).outcome == SourceOutcome(course: .retryLater, code: "99996", origin: "VDAB"))
    }

    @Test func `an answer that says nothing at all is no data`() throws {
        #expect(try Frames.read(connector, text: answer([])).outcome == SourceOutcome(course: .noData, code: ""))
    }
}
