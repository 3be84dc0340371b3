// SPDX-License-Identifier: EUPL-1.2

/// A count as it may be shown: exact, below ten, rounded to five, or withheld for the sake of another.
package enum PublishedCell: Sendable, Equatable {
    case exact(Int)
    /// From one to nine: shown as "<10".
    case hidden
    case rounded(Int)
    /// Not shown, because it would narrow another.
    case withheld

    static let threshold = 10

    /// What the primary rule makes of a count below the region.
    package init(controlled count: Int) {
        switch count {
        case ...0: self = .exact(0)
        case 1..<Self.threshold: self = .hidden
        default: self = .rounded((count + 2) / 5 * 5)
        }
    }

    /// The values that a reader who knows the rules can't exclude. A rounded one is never under ten: that would be hidden.
    ///
    /// A withheld count may be anything, nought too.
    package var interval: ClosedRange<Int> {
        switch self {
        case .exact(let value): value...value
        case .hidden: 1...(Self.threshold - 1)
        case .rounded(let value): max(Self.threshold, value - 2)...(value + 2)
        case .withheld: 0...Int(Int32.max)
        }
    }

    /// How far apart the ends of its interval stay, whatever else is published: five for a hidden count, three for a rounded one.
    ///
    /// A count rounded to ten is 10, 11 or 12 by the rule itself: of these none may be excluded.
    package var promise: Int {
        switch self {
        case .exact: 0
        case .hidden: 5
        case .rounded: min(3, interval.upperBound - interval.lowerBound)
        case .withheld: 3
        }
    }

    package var text: String {
        switch self {
        case .exact(let value), .rounded(let value): String(value)
        case .hidden: "<10"
        case .withheld: "."
        }
    }

    package init?(text: String, isExact: Bool) {
        switch text {
        case "<10": self = .hidden
        case ".": self = .withheld
        default:
            guard let value = Int(text) else { return nil }
            self = isExact || value == 0 ? .exact(value) : .rounded(value)
        }
    }
}
