// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import TestSupport
import Testing

@testable import Connectors

/// What encodings and spreadsheets do to a cell, one damage at a time.
struct CellTextTests {
    @Test(arguments: [
        ("Kouter", "Kouter"), ("", ""), ("  twee  ", "  twee  "), ("Müller-Šimž", "Müller-Šimž"), ("İpek Işıl", "İpek Işıl"),
        ("Kouter\n\"achter\"\r\n 2", "Kouter \"achter\" 2"), ("a\tb", "a b"), ("a\u{2028}b\u{2029}c\u{85}d", "a b c d"), ("Ã", "Ã"),
    ])
    func `a sound text stays as it is, on one line`(cell: String, text: String) throws {
        let read = try CellText(cell)
        #expect(read.text == text)
        #expect(!read.isMended)
    }

    @Test(arguments: [
        ("Selam\u{A0}Hana", "Selam Hana"), ("Selam\u{202F}\u{2007}Hana ", "Selam Hana"), ("Tes\u{AD}faye", "Tesfaye"),
        ("Tes\u{200B}fa\u{200F}ye\u{FEFF}", "Tesfaye"), ("\u{202A}Tes\u{202E}fa\u{2060}y\u{2069}e", "Tesfaye"),
        ("\u{132}sbrand", "IJsbrand"), ("b\u{133}l", "bijl"), ("\u{8A}im\u{9E}", "Šimž"), ("5 \u{80}", "5 €"),
        ("Mu\u{308}ller", "Müller"), ("i\u{307}brahim", "ibrahim"),
    ])
    func `a damage that can be mended without guessing is mended and told`(cell: String, text: String) throws {
        let read = try CellText(cell)
        #expect(Array(read.text.unicodeScalars) == Array(text.unicodeScalars))
        #expect(read.isMended)
    }

    @Test(arguments: [
        ("MÃ¼ller", CellText.Fault.encodedTwice), ("Å\u{A0}imÅ¾", .encodedTwice), ("Ä\u{B0}pek", .encodedTwice),
        ("Ã\u{89}ric", .encodedTwice),
        ("â‚¬", .encodedTwice), ("Tesfa\u{FFFD}e", .lost), ("Se\u{7}lam", .control), ("\u{7F}", .control), ("\u{81}", .control),
        ("\u{9D}", .control), ("\u{0}", .control),
    ])
    func `a damage that leaves letters to guess is refused`(cell: String, fault: CellText.Fault) {
        #expect(throws: fault) { try CellText(cell) }
    }

    @Test func `the names of the refusals are stable`() {
        #expect(
            [CellText.Fault.control, .lost, .encodedTwice].map(\.rawValue) == [
                "text:control-character", "text:lost-letters", "text:encoded-twice",
            ])
    }
}

struct NumberCellTests {
    @Test(arguments: ["90631240217", "90.63.12-402.17", "90 63 12 402 17"])
    func `a number is read in the forms people write it`(cell: String) {
        #expect(NumberCell(cell).insz == Cast.selam)
        #expect(!NumberCell(cell).isDamaged)
        #expect(NumberCell.key(cell, else: "") == Cast.selam.digits)
    }

    @Test(arguments: [("1620300402", "01620300402"), ("610500312", "00610500312"), ("3050100295", "03050100295")])
    func `zeros that a spreadsheet ate come back where the check digits agree`(cell: String, digits: String) {
        #expect(NumberCell(cell).insz?.digits == digits)
        #expect(NumberCell(cell).isDamaged)
    }

    @Test(arguments: ["9,06312E+10", "8.5E10", "8,5e+10", "850730E1"])
    func `digits that a spreadsheet lost do not come back`(cell: String) {
        #expect(NumberCell(cell).insz == nil)
        #expect(NumberCell(cell).isDamaged)
        #expect(NumberCell.key(cell, else: "name") == "name")
    }

    @Test(arguments: [
        ("90631240218", "90631240218"), ("1620300403", "01620300403"), ("E", "x"), ("E10", "x"), ("8E", "x"), ("8,5E+1O", "x"),
        ("AE10", "x"), ("123456", "x"), ("", "x"),
    ])
    func `what is no number is none, and is kept under its digits where it has enough of them`(cell: String, key: String) {
        #expect(NumberCell(cell).insz == nil)
        #expect(NumberCell(cell).isDamaged == (cell == "1620300403"))
        #expect(NumberCell.key(cell, else: "x") == key)
    }
}
