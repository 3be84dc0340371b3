// SPDX-License-Identifier: EUPL-1.2

/// An amount in euro, counted in whole cents.
package struct Money: Hashable, Comparable, Sendable, Codable {
    package let cents: Int
    package init(cents: Int) { self.cents = cents }
    package static func < (left: Money, right: Money) -> Bool { left.cents < right.cents }

    package init(from decoder: any Decoder) throws { cents = try decoder.singleValueContainer().decode(Int.self) }
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(cents)
    }
}

/// A duration of teaching or participation, counted in whole minutes.
package struct Hours: Hashable, Comparable, Sendable, Codable {
    package let minutes: Int
    package init(minutes: Int) { self.minutes = minutes }
    package static func < (left: Hours, right: Hours) -> Bool { left.minutes < right.minutes }

    /// Reads hours with a decimal comma or point, as `12,5`; nil where it is no number, negative or over 100,000 hours.
    package init?(decimal text: some StringProtocol) {
        let parts = text.split(omittingEmptySubsequences: false, whereSeparator: { $0 == "," || $0 == "." })
        guard (1...2).contains(parts.count), let whole = Digits.value(parts[0]), whole <= 100_000 else { return nil }
        var minutes = whole * 60
        if parts.count == 2 {
            guard (1...6).contains(parts[1].utf8.count), let fraction = Digits.value(parts[1]) else { return nil }
            var scale = 1
            for _ in 0..<parts[1].utf8.count { scale *= 10 }
            minutes += (fraction * 60 + scale / 2) / scale
        }
        self.minutes = minutes
    }

    package init(from decoder: any Decoder) throws { minutes = try decoder.singleValueContainer().decode(Int.self) }
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(minutes)
    }
}
