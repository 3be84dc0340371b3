// SPDX-License-Identifier: EUPL-1.2

/// A date of which the day, the month or everything may be unknown.
///
/// Canonical text is EDTF-like: `1990`, `1990-03`, `1990-03-12`, `XXXX`. Parts given as 00 or 99 lower the precision (domain §3.1).
package struct PartialDate: Hashable, Sendable, Codable, CustomStringConvertible {
    package enum Precision: String, Sendable, Codable { case day = "DAY", month = "MONTH", year = "YEAR", unknown = "UNKNOWN" }

    package let year: Int?
    package let month: Int?
    package let day: Int?
    package let estimated: Bool

    package static let unknown = PartialDate()

    private init() { year = nil; month = nil; day = nil; estimated = false }

    /// Reads parts as sources give them; nil where a part is impossible (month 13, 30 February, year 99999).
    ///
    /// 0 and 99 for a month or day, and 0 for a year, mean unknown.
    package init?(year: Int?, month: Int? = nil, day: Int? = nil, estimated: Bool = false) {
        guard let year, year != 0 else { self = .unknown; return }
        guard (1850...2199).contains(year) else { return nil }
        let knownMonth = (month == 0 || month == 99) ? nil : month
        let knownDay = (day == 0 || day == 99) ? nil : day
        if let knownMonth {
            guard (1...12).contains(knownMonth) else { return nil }
            if let knownDay, LocalDate(year: year, month: knownMonth, day: knownDay) == nil { return nil }
        }
        self.year = year
        self.month = knownMonth
        self.day = knownMonth == nil ? nil : knownDay
        self.estimated = estimated
    }

    package init(_ date: LocalDate) {
        let parts = date.parts
        year = parts.year; month = parts.month; day = parts.day; estimated = false
    }

    /// Reads the canonical text and ISO dates with 00 or 99 parts.
    package init?(_ text: some StringProtocol) {
        if text == "XXXX" { self = .unknown; return }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard (1...3).contains(parts.count), parts[0].utf8.count == 4, parts.dropFirst().allSatisfy({ $0.utf8.count == 2 }) else {
            return nil
        }
        let numbers = parts.map { Digits.value($0) }
        guard !numbers.contains(nil) else { return nil }
        self.init(year: numbers[0], month: numbers.count > 1 ? numbers[1] : nil, day: numbers.count > 2 ? numbers[2] : nil)
    }

    package var precision: Precision {
        if day != nil { .day } else if month != nil { .month } else if year != nil { .year } else { .unknown }
    }

    /// The exact day, where it is known.
    package var exact: LocalDate? {
        guard let year, let month, let day else { return nil }
        return LocalDate(year: year, month: month, day: day)
    }

    /// True where the two do not contradict each other at the precision both have.
    package func isCompatible(with other: PartialDate) -> Bool {
        if let year, let otherYear = other.year, year != otherYear { return false }
        if let month, let otherMonth = other.month, month != otherMonth { return false }
        if let day, let otherDay = other.day, day != otherDay { return false }
        return true
    }

    /// The first day the date can mean; used for ages, never shown.
    package var earliest: LocalDate? { year.flatMap { LocalDate(year: $0, month: month ?? 1, day: day ?? 1) } }

    package var description: String {
        guard let year else { return "XXXX" }
        var text = Digits.padded(year, 4)
        if let month { text += "-" + Digits.padded(month, 2) }
        if let day { text += "-" + Digits.padded(day, 2) }
        return text
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let date = PartialDate(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a partial date")
        }
        self = date
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
