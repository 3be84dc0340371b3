// SPDX-License-Identifier: EUPL-1.2

/// A point in time, UTC, to the millisecond.
///
/// Text form is RFC 3339 with milliseconds and `Z`. Sources without a zone speak Europe/Brussels (domain §3.1).
package struct Instant: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    package let milliseconds: Int64

    package init(milliseconds: Int64) { self.milliseconds = milliseconds }

    package init(utc date: LocalDate, hour: Int = 0, minute: Int = 0, second: Int = 0, millisecond: Int = 0) {
        let seconds = Int64(date.dayNumber) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
        milliseconds = seconds * 1000 + Int64(millisecond)
    }

    /// The instant at which a clock in Brussels shows this; in an overlap the first, in a gap the moment after it.
    package init(brussels date: LocalDate, hour: Int = 0, minute: Int = 0, second: Int = 0, millisecond: Int = 0) {
        let wall = Instant(utc: date, hour: hour, minute: minute, second: second, millisecond: millisecond)
        let summer = Instant(milliseconds: wall.milliseconds - 7_200_000)
        if BrusselsTime.isSummer(summer) { self = summer } else { self = Instant(milliseconds: wall.milliseconds - 3_600_000) }
    }

    /// Reads RFC 3339 with a zone, or without one as Brussels time; fractions beyond milliseconds are cut.
    package init?(_ text: some StringProtocol) {
        guard let instant = InstantText.parse(Array(text.utf8)) else { return nil }
        self = instant
    }

    /// The calendar day in Brussels at this instant.
    package var brusselsDate: LocalDate {
        let offset: Int64 = BrusselsTime.isSummer(self) ? 7_200_000 : 3_600_000
        return LocalDate(dayNumber: Int32(clamping: Instant.floorDivide(milliseconds + offset, 86_400_000)))
    }

    package var utcDate: LocalDate { LocalDate(dayNumber: Int32(clamping: Instant.floorDivide(milliseconds, 86_400_000))) }

    package func adding(milliseconds amount: Int64) -> Instant { Instant(milliseconds: milliseconds + amount) }

    static func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
        let quotient = value / divisor
        return value % divisor < 0 ? quotient - 1 : quotient
    }

    package static func < (left: Instant, right: Instant) -> Bool { left.milliseconds < right.milliseconds }

    package var description: String {
        let day = utcDate
        let rest = Int(milliseconds - Int64(day.dayNumber) * 86_400_000)
        let time = [rest / 3_600_000, rest / 60_000 % 60, rest / 1000 % 60].map { Digits.padded($0, 2) }.joined(separator: ":")
        return "\(day)T\(time).\(Digits.padded(rest % 1000, 3))Z"
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let instant = Instant(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an RFC 3339 instant")
        }
        self = instant
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// Reads the text of an instant byte by byte.
enum InstantText {
    static func parse(_ bytes: [UInt8]) -> Instant? {
        guard bytes.count >= 16, let date = LocalDate(String(decoding: bytes[0..<10], as: UTF8.self)),
            bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " "),
            let hour = Digits.value(bytes[11..<13]), bytes[13] == UInt8(ascii: ":"), let minute = Digits.value(bytes[14..<16]),
            hour < 24, minute < 60
        else { return nil }
        var index = 16
        var second = 0
        var millisecond = 0
        if index + 2 < bytes.count, bytes[index] == UInt8(ascii: ":") {
            guard let value = Digits.value(bytes[(index + 1)..<(index + 3)]), value < 61 else { return nil }
            second = min(value, 59)
            index += 3
            if index < bytes.count, bytes[index] == UInt8(ascii: ".") || bytes[index] == UInt8(ascii: ",") {
                var end = index + 1
                while end < bytes.count, bytes[end] >= 48, bytes[end] <= 57 { end += 1 }
                guard end > index + 1 else { return nil }
                var fraction = 0
                for place in 0..<3 {
                    let at = index + 1 + place
                    fraction = fraction * 10 + (at < end ? Int(bytes[at] - 48) : 0)
                }
                millisecond = fraction
                index = end
            }
        }
        return zoned(bytes[index...], date, hour, minute, second, millisecond)
    }

    private static func zoned(
        _ zone: ArraySlice<UInt8>, _ date: LocalDate, _ hour: Int, _ minute: Int, _ second: Int, _ millisecond: Int
    ) -> Instant? {
        if zone.isEmpty { return Instant(brussels: date, hour: hour, minute: minute, second: second, millisecond: millisecond) }
        let utc = Instant(utc: date, hour: hour, minute: minute, second: second, millisecond: millisecond)
        if zone.elementsEqual([UInt8(ascii: "Z")]) || zone.elementsEqual([UInt8(ascii: "z")]) { return utc }
        let start = zone.startIndex
        guard zone.count == 6, zone[start] == UInt8(ascii: "+") || zone[start] == UInt8(ascii: "-"), zone[start + 3] == UInt8(ascii: ":"),
            let hours = Digits.value(zone[(start + 1)..<(start + 3)]), let minutes = Digits.value(zone[(start + 4)...]),
            hours < 24, minutes < 60
        else { return nil }
        let offset = Int64(hours * 60 + minutes) * 60_000
        return utc.adding(milliseconds: zone[start] == UInt8(ascii: "+") ? -offset : offset)
    }
}

/// Central European summer time as Belgium has kept it: from the last Sunday of March to the last of October (until 1995: September), 01:00 UTC.
enum BrusselsTime {
    static func isSummer(_ instant: Instant) -> Bool {
        let year = instant.utcDate.year
        guard year >= 1981 else { return false }
        let begin = Instant(utc: lastSunday(year: year, month: 3), hour: 1)
        let end = Instant(utc: lastSunday(year: year, month: year < 1996 ? 9 : 10), hour: 1)
        return begin <= instant && instant < end
    }

    static func lastSunday(year: Int, month: Int) -> LocalDate {
        var day = LocalDate.earliest.adding(months: (year - 1850) * 12 + month - 1)
        day = day.adding(days: LocalDate.daysIn(month: month, year: year) - 1)
        return day.adding(days: -(day.weekday % 7))
    }
}
