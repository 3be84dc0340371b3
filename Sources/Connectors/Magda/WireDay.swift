// SPDX-License-Identifier: EUPL-1.2

import Contracts
import ExchangeSchema

/// Dates as MAGDA messages write them.
enum WireDay {
    /// What a text says of a day.
    enum Reading: Equatable {
        case day(LocalDate)
        /// Month or day are 00 or 99.
        case partial(PartialDate)
        /// 9999-12-31 and the like: no end.
        case never
        /// The calendar has no such day.
        case impossible
    }

    /// Reads `jjjj-mm-dd`.
    static func read(_ text: String) -> Reading {
        if text.hasPrefix("9999") { return .never }
        guard let date = PartialDate(text) else { return .impossible }
        return date.exact.map(Reading.day) ?? .partial(date)
    }

    /// Reads `dd.mm.jjjj`, as only LED writes it.
    static func dotted(_ text: String) -> LocalDate? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, parts.map(\.utf8.count) == [2, 2, 4] else { return nil }
        return LocalDate("\(parts[2])-\(parts[1])-\(parts[0])")
    }

    /// Reads `Datum` and `Tijd` of a moment in Brussels time; a moment without a readable time is that day's begin.
    static func instant(_ moment: XMLElement) -> Instant? {
        guard let text = moment.text("Datum"), let day = LocalDate(text) ?? dotted(text) else { return nil }
        return moment.text("Tijd").flatMap { Instant("\(day)T\($0)") } ?? Instant(brussels: day)
    }
}
