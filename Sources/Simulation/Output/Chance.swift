// SPDX-License-Identifier: EUPL-1.2

/// Chance that can be repeated: SplitMix64, one stream per person and purpose, so that nobody's life depends on another's.
///
/// Swift's own generators and hashing are random per run; nothing here uses them.
struct Chance: Sendable {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// An own stream for this purpose; the same seed, index and purpose give the same stream.
    init(seed: UInt64, index: Int, purpose: UInt64) {
        var mixing = Chance(seed: seed ^ (purpose &* 0xD6E8_FEB8_6659_FD93))
        let first = mixing.next()
        var again = Chance(seed: first ^ (UInt64(truncatingIfNeeded: index) &* 0x9E37_79B9_7F4A_7C15))
        state = again.next()
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// 0 ≤ value < 1, with 53 bits.
    mutating func fraction() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// True in this share of the cases.
    mutating func happens(_ share: Double) -> Bool { fraction() < share }

    /// A whole number in the range, evenly.
    mutating func whole(_ range: ClosedRange<Int>) -> Int {
        let width = UInt64(range.upperBound - range.lowerBound) &+ 1
        return range.lowerBound + Int(next() % width)
    }

    mutating func pick<Element>(_ choices: [Element]) -> Element { choices[whole(0...(choices.count - 1))] }

    /// One of the choices, by weight.
    mutating func pick<Element>(weighted choices: [(Element, Int)]) -> Element {
        var rest = whole(1...choices.reduce(0) { $0 + $1.1 })
        for (choice, weight) in choices {
            rest -= weight
            if rest <= 0 { return choice }
        }
        return choices[choices.count - 1].0
    }

    /// A version 4 UUID in lower case.
    mutating func uuid() -> String {
        let (high, low) = (next(), next())
        let hex = Array("0123456789abcdef".utf8)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(36)
        for place in 0..<32 {
            if [8, 12, 16, 20].contains(place) { bytes.append(UInt8(ascii: "-")) }
            let word = place < 16 ? high : low
            var nibble = Int((word >> UInt64(60 - (place % 16) * 4)) & 15)
            if place == 12 { nibble = 4 }
            if place == 16 { nibble = 8 | (nibble & 3) }
            bytes.append(hex[nibble])
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
