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

    @Test func `an answer that says nothing at all is no data`() throws {
        #expect(try Frames.read(connector, text: answer([])).outcome == SourceOutcome(course: .noData, code: ""))
    }
}
