// SPDX-License-Identifier: EUPL-1.2
package import ExchangeStore

/// Decides when somebody else's lease may be taken over; pure.
///
/// A lease is free where nobody holds it or its holder is known to be dead. Otherwise it is watched by the watcher's own steady clock: one
/// that shows no sign of life for `patience` is taken. The clock of the day takes no part, so that it may jump.
package struct LeaseWatch: Sendable, Equatable {
    /// Milliseconds without a sign of life; below the 5 s within which the work of a dead worker goes on.
    package static let patience: Int64 = 4_000
    private static let interval: Int64 = 100

    private var watched: LeaseSight?
    private var since: Int64 = 0

    package init() {}

    package enum Action: Sendable, Equatable {
        /// Take the lease, provided that it still is as it was seen.
        case take(over: LeaseSight?)
        /// Look again after so many milliseconds.
        case wait(Int64)
    }

    /// The lease was looked at, `now` milliseconds on a clock that only goes forward.
    package mutating func looked(at sight: LeaseSight?, holderIsDead: Bool, now: Int64) -> Action {
        guard let sight, sight.holder != nil, !holderIsDead else { return .take(over: sight) }
        if sight != watched {
            watched = sight
            since = now
        }
        return now - since >= Self.patience ? .take(over: sight) : .wait(Self.interval)
    }
}
