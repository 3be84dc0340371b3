// SPDX-License-Identifier: EUPL-1.2

/// Minutes since 1970 as `yyyy-MM-ddTHH:mmZ` (RFC 3339 without seconds), in the proleptic Gregorian calendar.
enum MinuteText {
    static func write(_ minute: Int64, to out: inout [UInt8]) {
        let days = minute >= 0 ? minute / 1440 : (minute - 1439) / 1440
        let rest = minute - days * 1440
        let date = civil(days)
        pad(date.year, 4, to: &out)
        out.append(UInt8(ascii: "-"))
        pad(date.month, 2, to: &out)
        out.append(UInt8(ascii: "-"))
        pad(date.day, 2, to: &out)
        out.append(UInt8(ascii: "T"))
        pad(rest / 60, 2, to: &out)
        out.append(UInt8(ascii: ":"))
        pad(rest % 60, 2, to: &out)
        out.append(UInt8(ascii: "Z"))
    }

    /// Year, month and day of a number of days since 1970, by counting from 1 March of year 0.
    private static func civil(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let z = days + 719_468
        let era = (z >= 0 ? z : z - 146_096) / 146_097
        let dayOfEra = z - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }

    private static func pad(_ value: Int64, _ width: Int, to out: inout [UInt8]) {
        let digits = String(value).utf8
        for _ in 0..<max(0, width - digits.count) { out.append(UInt8(ascii: "0")) }
        out.append(contentsOf: digits)
    }

    /// Minutes since 1970 of a text in that form; nil for any other.
    static func minutes(_ text: String) -> Int? {
        let bytes = Array(text.utf8)
        guard isWellFormed(bytes[...]) else { return nil }
        func number(_ range: Range<Int>) -> Int { bytes[range].reduce(0) { $0 * 10 + Int($1) - 48 } }
        let (month, year) = (number(5..<7), number(0..<4) - (number(5..<7) <= 2 ? 1 : 0))
        let era = (year >= 0 ? year : year - 399) / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + number(8..<10) - 1
        let days = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
        return days * 1440 + number(11..<13) * 60 + number(14..<16)
    }

    /// Exactly seventeen bytes that name a minute which exists.
    static func isWellFormed(_ text: ArraySlice<UInt8>) -> Bool {
        let bytes = Array(text)
        guard bytes.count == 17 else { return false }
        func number(_ range: Range<Int>) -> Int? {
            bytes[range].reduce(Int?.some(0)) { held, byte in
                guard let held, byte >= 48, byte <= 57 else { return nil }
                return held * 10 + Int(byte) - 48
            }
        }
        guard bytes[4] == 45, bytes[7] == 45, bytes[10] == 84, bytes[13] == 58, bytes[16] == 90,
            let year = number(0..<4), let month = number(5..<7), let day = number(8..<10), let hour = number(11..<13),
            let minute = number(14..<16), (1...12).contains(month), hour < 24, minute < 60
        else { return false }
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return day >= 1 && day <= lengths[month - 1]
    }
}
