// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import Testing

/// The vectors of domain §2.1; the numbers that are no test numbers are the documented ones.
@Suite struct INSZTests {
    @Test(arguments: [
        ("85073003328", INSZ.Kind.national, "1985-07-30"), ("85273003371", .bis, "1985-07-30"), ("85473003317", .bis, "1985-07-30"),
        ("85400003392", .bis, "1985"), ("85673003360", .test, "1985-07-30"), ("01620300402", .test, "2001-02-03"),
    ])
    func `check digits decide kind, century and birth date`(digits: String, kind: INSZ.Kind, birth: String) throws {
        let insz = try #require(INSZ(digits))
        #expect(insz.kind == kind)
        #expect(insz.birthDate.description == birth)
        #expect(insz.digits == digits)
    }

    @Test func `a number is read with dots, and with the zero a spreadsheet ate`() {
        #expect(INSZ("85.07.30-033.28") == INSZ("85073003328"))
        #expect(INSZ("1620300402") == INSZ("01620300402"))
    }

    @Test(arguments: ["01691214397", "20652674825", "85673003361", "85993003360"])
    func `wrong check digits and impossible months make a number flawed`(digits: String) {
        #expect(INSZ.read(digits) == .flawed)
        #expect(INSZ(digits) == nil)
    }

    @Test(arguments: ["", "8,5E+10", "8567300336", "856730033601", "٨٥٦٧٣٠٠٣٣٦٠", "85673003360x"])
    func `what is not eleven ASCII digits is no number`(text: String) {
        if case .valid = INSZ.read(text) { Issue.record("read as a number") }
    }

    @Test func `a number prints masked`() throws {
        let insz = try #require(INSZ("85673003360"))
        #expect(!"\(insz)".contains("8567"))
    }

    @Test func `a test number made for a birth date tells it and the sex`() throws {
        let birth = try #require(PartialDate(year: 2001, month: 2, day: 3))
        let insz = try #require(INSZ.test(birth: birth, sequence: 4))
        #expect(insz.digits == "01620300402")
        #expect(insz.sex == .female)
        #expect(insz.kind == .test)
        #expect(INSZ.test(birth: birth, sequence: 999) == nil)
    }
}
