// SPDX-License-Identifier: EUPL-1.2
import Connectors
import ExchangeSchema
import Foundation
import TestSupport
import Testing

/// Answers of the national register in every state of a file, register, replaced number, nationality of the 700s and 800s, and exception:
/// one golden file a group, a reading a case in the order of the cases.
struct PersonStateTests {
    /// The parts of an answer in which the cases differ.
    private struct Answer {
        var number = Cast.darius.digits
        var states: [(day: String, code: String)] = []
        var register: (code: String, label: String?)?
        var nationality: String?
        var exceptions: [(code: String, type: String, notes: [(String, String)])] = []
        var hasContent = true

        var xml: String {
            var person = "<INSZ>\(number)</INSZ><Naam><Achternamen><Achternaam>Rahimi</Achternaam></Achternamen></Naam>"
            if let register {
                let label = register.label.map { "<Omschrijving>\($0)</Omschrijving>" } ?? ""
                person += "<Register DatumBegin=\"2023-02-03\"><Code>\(register.code)</Code>\(label)</Register>"
            }
            if let nationality {
                person +=
                    "<Nationaliteiten><Nationaliteit DatumBegin=\"2023-02-03\"><Code>\(nationality)</Code></Nationaliteit></Nationaliteiten>"
            }
            if !states.isEmpty {
                let all = states.map { "<Status DatumBegin=\"\($0.day)\"><Code>\($0.code)</Code></Status>" }.joined()
                person += "<Statussen>\(all)</Statussen>"
            }
            let content = hasContent ? "<Inhoud><Persoon>\(person)</Persoon></Inhoud>" : ""
            let said = exceptions.map { one in
                let notes = one.notes.map { "<Annotatie><Naam>\($0.0)</Naam><Waarde>\($0.1)</Waarde></Annotatie>" }.joined()
                return "<Uitzondering><Identificatie>\(one.code)</Identificatie><Oorsprong>MAGDA</Oorsprong><Type>\(one.type)</Type>"
                    + "<Diagnose>x</Diagnose>\(notes.isEmpty ? "" : "<Annotaties>\(notes)</Annotaties>")</Uitzondering>"
            }.joined()
            let exceptions = said.isEmpty ? "" : "<Uitzonderingen>\(said)</Uitzonderingen>"
            return """
                <?xml version="1.0" encoding="UTF-8"?>
                <p:GeefPersoonResponse xmlns:p="http://magda.vlaanderen.be/persoon/soap/geefpersoon/v02_02"><Repliek>
                <Context><Naam>GeefPersoon</Naam><Versie>02.02.0000</Versie><Bericht><Type>ANTWOORD</Type>
                <Tijdstip><Datum>2024-05-06</Datum><Tijd>09:10:11.120</Tijd></Tijdstip>
                <Afzender><Identificatie>vip.vlaanderen.be</Identificatie><Referte>PERS-2024-000044</Referte></Afzender></Bericht></Context>
                <Antwoorden><Antwoord><Referte>vraag-44</Referte>\(content)\(exceptions)</Antwoord></Antwoorden>
                </Repliek></p:GeefPersoonResponse>
                """
        }
    }

    private func check(_ answers: [Answer], _ golden: String) throws {
        let connector = try LokaalConnector(contracts: ContractSet(path: ContractFolder.path))
        let folder = try TemporaryFolder()
        let readings = try answers.enumerated().flatMap { index, answer in
            let path = "\(folder.path)/persoon-\(index).xml"
            try answer.xml.write(toFile: path, atomically: true, encoding: .utf8)
            return try Frames.read(connector, fileAt: path)
        }
        #expect(readings.count == answers.count)
        try GoldenText.check(try Golden.describe(readings), at: "Tests/Fixtures/lokaal/\(golden).json")
    }

    private func with(_ change: (inout Answer) -> Void) -> Answer {
        var answer = Answer()
        change(&answer)
        return answer
    }

    @Test func `every state of a file; a cancelled file cancels its number, and the state that began last holds`() throws {
        let cancelled = (0...10).map { "99994-" + Digits.padded($0, 2) }
        let codes = ["99990", "99991", "99992", "99997", "21099", "99994"] + cancelled + ["88888"]
        var answers = codes.map { code in with { $0.states = [("2024-03-01", code)] } }
        answers.append(with { $0.states = [("2024-03-02", "99997"), ("2024-03-01", "99990")] })
        answers.append(with { $0.states = [("2024-03-01", "99990"), ("2024-03-01", "21099")] })
        // A number for a foreigner, without a place in a register.
        answers.append(
            with {
                $0.number = "85273003371"
                $0.states = [("2024-03-01", "99994-03")]
            })
        try check(answers, "persoon-staten")
    }

    @Test func `every register, by its name before its code`() throws {
        let registers: [(String, String?)] = [
            ("1", nil), ("01", "Vreemdelingenregister"), ("2", nil), ("02", "Bevolkingsregister"), ("02", "Wachtregister"), ("5", nil),
            ("05", "W.R."), ("1", "b.r."), ("9", "Iets anders"), ("9", nil),
        ]
        try check(registers.map { register in with { $0.register = register } }, "persoon-registers")
    }

    @Test func `replaced numbers, also two in a row and one that is no number`() throws {
        func replaced(_ old: String, _ new: String) -> (code: String, type: String, notes: [(String, String)]) {
            ("30004", "WAARSCHUWING", [("Oud INSZ", old), ("Nieuw INSZ", new)])
        }
        let (first, second, last) = ("85473003317", "85273003371", "85073003328")
        try check(
            [
                with {
                    $0.number = last
                    $0.exceptions = [replaced(second, last)]
                },
                with {
                    $0.number = last
                    $0.exceptions = [replaced(first, second), replaced(second, last)]
                },
                with {
                    $0.number = last
                    $0.exceptions = [replaced("85273003372", last)]
                },
                with {
                    $0.number = last
                    $0.exceptions = [("30004", "WAARSCHUWING", [("Nieuw INSZ", last)])]
                },
            ], "persoon-vervangen")
    }

    @Test func `nationalities that are no country`() throws {
        try check(["711", "822", "800", "899", "150"].map { code in with { $0.nationality = code } }, "persoon-nationaliteiten")
    }

    @Test func `exceptions without an answer`() throws {
        let codes = [
            "15021", "20002", "20110", "30001", "30002", "30003", "30014", "30101", "30106", "40000", "40003", "40006", "40019", "90000",
            "99995", "99996", "12345",
        ]
        var answers = codes.map { code in
            with {
                $0.hasContent = false
                $0.exceptions = [(code, "FOUT", [])]
            }
        }
        answers += ["30040", "30042", "40200", "49021"].map { code in with { $0.exceptions = [(code, "WAARSCHUWING", [])] } }
        try check(answers, "persoon-uitzonderingen")
    }
}
