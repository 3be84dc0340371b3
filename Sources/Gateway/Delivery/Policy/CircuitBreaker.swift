// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema
package import ExchangeStore

/// Decides when a destination that failed is tried again; pure.
///
/// Closed while attempts succeed. A failure opens it for a time that grows with the failures in a row; after that one attempt is let through
/// (half open): where it succeeds the breaker closes, where it fails it opens for longer.
package struct CircuitBreaker: Sendable, Equatable {
    package static let backoff = Backoff(first: 30, most: 3_600)

    /// Failures in a row.
    package private(set) var failures: Int
    /// No attempt before this moment.
    package private(set) var retryAt: Instant?

    package init(_ state: DestinationState? = nil) {
        failures = state?.failures ?? 0
        retryAt = state?.retryAt
    }

    package enum Phase: Sendable, Equatable { case closed, open, halfOpen }

    /// A moment further away than the longest wait can only come from a clock that was wrong.
    package func phase(at now: Instant) -> Phase {
        guard let retryAt else { return .closed }
        return retryAt <= now || retryAt > now.adding(milliseconds: Self.backoff.longest) ? .halfOpen : .open
    }

    package mutating func attemptSucceeded() { self = CircuitBreaker() }

    /// `chance` lies between 0 and 1 and spreads destinations that failed together.
    package mutating func attemptFailed(at now: Instant, chance: Double) {
        failures += 1
        retryAt = now.adding(milliseconds: Self.backoff.wait(after: failures, chance: chance))
    }

    package var state: DestinationState? { retryAt.map { DestinationState(failures: failures, retryAt: $0) } }
}
