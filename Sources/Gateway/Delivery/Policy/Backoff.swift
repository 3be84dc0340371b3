// SPDX-License-Identifier: EUPL-1.2

/// How long to wait after a failed attempt: longer each time, spread by chance, so that many who failed together do not come back together.
package struct Backoff: Sendable, Equatable, Codable {
    /// Seconds after the first failure.
    package var first: Int
    /// No wait is longer, in seconds.
    package var most: Int

    package init(first: Int, most: Int) {
        self.first = max(1, first)
        self.most = max(self.first, most)
    }

    /// Milliseconds to wait after `failures` in a row: between half and all of first × 2^(failures − 1). `chance` lies between 0 and 1.
    package func wait(after failures: Int, chance: Double) -> Int64 {
        let doublings = min(max(failures, 1) - 1, 40)
        let ceiling = min(Double(most), Double(first) * Double(Int64(1) << Int64(doublings))) * 1000
        return Int64(ceiling * (0.5 + 0.5 * min(max(chance, 0), 1)))
    }

    /// Milliseconds that no wait exceeds.
    package var longest: Int64 { Int64(most) * 1000 }
}

/// A number between 0 and 1 that follows from its seeds: chance that can be replayed.
package enum SeededChance {
    package static func fraction(_ seeds: UInt64...) -> Double {
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15
        for seed in seeds {
            state = (state ^ seed) &* 0xBF58_476D_1CE4_E5B9
            state = (state ^ (state >> 27)) &* 0x94D0_49BB_1331_11EB
            state ^= state >> 31
        }
        return Double(state >> 11) / Double(UInt64(1) << 53)
    }
}
