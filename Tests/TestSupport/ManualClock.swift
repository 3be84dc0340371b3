// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema
import Synchronization

/// A clock that stands still until a test moves it, forward or back.
package final class ManualClock: Sendable {
    private let time: Mutex<Instant>

    package init(_ start: Instant) { time = Mutex(start) }

    package var now: Instant { time.withLock { $0 } }

    package func move(seconds: Int64) { time.withLock { $0 = $0.adding(milliseconds: seconds * 1000) } }
}
