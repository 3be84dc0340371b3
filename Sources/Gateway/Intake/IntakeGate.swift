// SPDX-License-Identifier: EUPL-1.2
import Dispatch
import Synchronization

/// Tells the pipeline that records were taken in, and that no more will come.
final class IntakeGate: Sendable {
    private let signal = DispatchSemaphore(value: 0)
    private let closed = Mutex(false)

    var isClosed: Bool { closed.withLock { $0 } }

    func open() { signal.signal() }

    func close() {
        closed.withLock { $0 = true }
        signal.signal()
    }

    /// Waits until something was taken in or the intake ended.
    func wait() { signal.wait() }
}
