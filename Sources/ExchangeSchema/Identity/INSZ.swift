// SPDX-License-Identifier: EUPL-1.2

/// A Belgian identification number of social security: national register number, BIS number or test number.
///
/// Eleven digits `YYMMDD SSS CC`; CC is 97 − (N mod 97), where N is the first nine digits, with a 2 before them for births from 2000 on.
/// The month says the kind: 00–12 national, 20–32 and 40–52 BIS, 60–72 test. It prints masked; `digits` gives the number itself.
package struct INSZ: Hashable, Sendable, Codable, CustomStringConvertible {
    package enum Kind: String, Sendable, Codable { case national = "INSZ_NATIONAL", bis = "INSZ_BIS", test = "INSZ_TEST" }

    /// What came of reading a text as an INSZ.
    package enum Reading: Hashable, Sendable {
        case valid(INSZ)
        /// Eleven digits of which the check digits or the month are wrong: kept with CHECKSUM_FAIL, never matched by.
        case flawed
        /// Not eleven digits at all.
        case malformed
    }

    private let number: Int64
    private let bornFrom2000: Bool

    /// Reads eleven digits, bare or in the dotted form `85.07.30-033.28`; ten bare digits get back the zero a spreadsheet ate.
    package static func read(_ text: some StringProtocol) -> Reading {
        var digits: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 48...57: digits.append(byte)
            case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: " "): continue
            default: return .malformed
            }
        }
        if digits.count == 10, text.utf8.count == 10 { digits.insert(48, at: 0) }
        guard digits.count == 11, let number = Digits.value(digits) else { return .malformed }
        guard let valid = INSZ(number: Int64(number)) else { return .flawed }
        return .valid(valid)
    }

    /// The number, where the text is a valid one.
    package init?(_ text: some StringProtocol) {
        guard case .valid(let insz) = INSZ.read(text) else { return nil }
        self = insz
    }

    private init?(number: Int64) {
        let first = number / 100
        let check = number % 100
        let month = Int(number / 10_000_000 % 100)
        let day = Int(number / 100_000 % 100)
        guard Self.kind(month: month) != nil, day <= 31 else { return nil }
        if check == 97 - first % 97 {
            bornFrom2000 = false
        } else if check == 97 - (2_000_000_000 + first) % 97 {
            bornFrom2000 = true
        } else {
            return nil
        }
        self.number = number
    }

    /// The eleven digits as a number, for `PackedWriter`.
    var packedNumber: Int64 { number }

    init(packedNumber: Int64) throws {
        guard packedNumber >= 0, packedNumber < 100_000_000_000, let insz = INSZ(number: packedNumber) else { throw PackedFault() }
        self = insz
    }

    /// Composes a test number (month + 60) with right check digits; `sequence` is 1…998, odd for men, even for women.
    package static func test(birth: PartialDate, sequence: Int) -> INSZ? {
        guard (1...998).contains(sequence), let year = birth.year, (1900...2099).contains(year) else { return nil }
        let month = (birth.month ?? 0) + 60
        let first = Int64(((year % 100) * 100 + month) * 100 + (birth.day ?? 0)) * 1000 + Int64(sequence)
        let check = 97 - (year >= 2000 ? (2_000_000_000 + first) % 97 : first % 97)
        return INSZ(number: first * 100 + check)
    }

    private static func kind(month: Int) -> Kind? {
        switch month {
        case 0...12: .national
        case 20...32, 40...52: .bis
        case 60...72: .test
        default: nil
        }
    }

    package var kind: Kind { Self.kind(month: rawMonth) ?? .national }

    private var rawMonth: Int { Int(number / 10_000_000 % 100) }

    /// The eleven digits. Personal data: not for logs, errors or file names.
    package var digits: String { Digits.padded(Int(number), 11) }

    /// The number itself, for keyed hashing.
    package var value: Int64 { number }

    /// The birth date the number implies; zeros and the fictitious 1900-00-01 and 2000-00-01 mean unknown.
    package var birthDate: PartialDate {
        let year = (bornFrom2000 ? 2000 : 1900) + Int(number / 1_000_000_000)
        let month = rawMonth % 20
        let day = Int(number / 100_000 % 100)
        if month == 0, day == 1, year == 1900 || year == 2000 { return .unknown }
        return PartialDate(year: year, month: month, day: month == 0 ? 0 : day) ?? PartialDate(year: year) ?? .unknown
    }

    /// The sex the sequence number implies; nil for BIS numbers given before it was known (month + 20).
    package var sex: Sex? {
        if (20...32).contains(rawMonth) { return nil }
        return (number / 100 % 1000) % 2 == 1 ? .male : .female
    }

    package var description: String { "INSZ ***********" }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let insz = INSZ(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a valid INSZ")
        }
        self = insz
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(digits)
    }
}

/// Sex as code list IT000 knows it.
package enum Sex: String, Sendable, Codable { case unknown = "0", male = "1", female = "2" }
