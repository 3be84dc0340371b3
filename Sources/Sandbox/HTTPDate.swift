// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import Foundation

/// A moment as HTTP writes it: `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 §5.6.7).
enum HTTPDate {
    static var now: String { text(Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))) }

    static func text(_ instant: Instant) -> String {
        let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let date = instant.utcDate
        let (year, month, day) = date.parts
        let time = instant.description.dropFirst(11).prefix(8)
        return "\(days[date.weekday - 1]), \(Digits.padded(day, 2)) \(months[month - 1]) \(year) \(time) GMT"
    }
}
