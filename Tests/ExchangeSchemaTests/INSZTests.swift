// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import TestSupport
import Testing

/// Identification numbers: the documented examples and what is wrong with others.
struct INSZTests {
    @Test(arguments: [
        ("85073003328", INSZ.Kind.national, "1985-07-30", Sex.male), ("03050100295", .national, "2003-05-01", .female),
        ("90030000167", .national, "1990-03", .male), ("90000000146", .national, "1990", .male), ("01000000545", .national, "2001", .male),
        ("85473003317", .bis, "1985-07-30", .male), ("85400003392", .bis, "1985", .male), ("04422900715", .bis, "2004-02-29", .male),
        ("85673003360", .test, "1985-07-30", .male), ("01620300402", .test, "2001-02-03", .female),
        ("85073006197", .national, "1985-07-30", .male),
        ("85073000061", .national, "1985-07-30", .female),
    ])
    func `a documented number tells kind, birth and sex`(digits: String, kind: INSZ.Kind, birth: String, sex: Sex) throws {
        let insz = try #require(INSZ(digits))
        #expect(insz.kind == kind)
        #expect(insz.birthDate.description == birth)
        #expect(insz.sex == sex)
        #expect(insz.digits == digits)
    }

    @Test func `a BIS number from before the sex was known tells none`() throws {
        let insz = try #require(INSZ("85273003371"))
        #expect(insz.kind == .bis)
        #expect(insz.sex == nil)
    }

    @Test func `the thirtieth of February passes the check and gives no day`() throws {
        #expect(try #require(INSZ("85023003390")).birthDate.description == "1985")
    }

    @Test(arguments: ["85.07.30-033.28", "85 07 30 033 28"])
    func `separators do not count`(text: String) throws {
        #expect(try #require(INSZ(text)).digits == "85073003328")
    }

    @Test func `a zero that a spreadsheet ate comes back`() throws {
        #expect(try #require(INSZ("3050100295")).digits == "03050100295")
    }

    @Test(arguments: ["01691214397", "20652674825", "85073003329", "85133003328"])
    func `wrong check digits or an impossible month make it flawed`(text: String) { #expect(INSZ.read(text) == .flawed) }

    @Test(arguments: ["8,5E+10", "", "8507300332", "850730033281", "8507300332x", "٨٥٠٧٣٠٠٣٣٢٨"])
    func `what is not eleven digits is malformed or flawed, never a number`(text: String) { #expect(INSZ(text) == nil) }

    @Test func `every change of one of the first nine digits is found, and so is every swap of neighbours`() {
        let digits = Array("85673003360".utf8)
        for position in 0..<9 {
            for digit in UInt8(ascii: "0")...UInt8(ascii: "9") where digit != digits[position] {
                var changed = digits
                changed[position] = digit
                if case .valid(let other) = INSZ.read(String(decoding: changed, as: UTF8.self)) {
                    Issue.record("position \(position) gave \(other)")
                }
            }
        }
    }

    @Test func `a test number is composed with right check digits in both centuries`() throws {
        for birth in ["1985-07-30", "2001-02-03", "1990", "2004-11"] {
            let date = try #require(PartialDate(birth))
            let insz = try #require(INSZ.test(birth: date, sequence: 402))
            #expect(insz.kind == .test)
            #expect(insz.birthDate == date)
            #expect(insz.sex == .female)
        }
        #expect(INSZ.test(birth: .unknown, sequence: 1) == nil)
        #expect(INSZ.test(birth: PartialDate(Cast.day("1990-01-01")), sequence: 0) == nil)
    }

    @Test func `it prints masked`() throws {
        let insz = try #require(INSZ("85673003360"))
        #expect("\(insz)" == "INSZ ***********")
    }
}
