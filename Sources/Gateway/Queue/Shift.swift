// SPDX-License-Identifier: EUPL-1.2
import Dispatch
package import ExchangeStore
import Glibc
import Synchronization

/// A worker's turn at one kind of work: takes the lease when there is work, keeps it while the work goes on, gives it back.
package final class Shift: Sendable {
    private let store: Store
    private let name: String
    private let holder: String
    private let isDead: @Sendable (String) -> Bool
    private let now: @Sendable () -> Int64
    private let pause: @Sendable (Int64) -> Void
    private let held = Mutex<Lease?>(nil)

    /// `now` is a clock that only goes forward and `pause` waits, both in milliseconds.
    package init(
        store: Store, name: String, holder: String = WorkerIdentity().text,
        isDead: @escaping @Sendable (String) -> Bool = WorkerIdentity.isDead,
        now: @escaping @Sendable () -> Int64 = { Int64(DispatchTime.now().uptimeNanoseconds / 1_000_000) },
        pause: @escaping @Sendable (Int64) -> Void = { usleep(useconds_t($0 * 1_000)) }
    ) {
        self.store = store
        self.name = name
        self.holder = holder
        self.isDead = isDead
        self.now = now
        self.pause = pause
    }

    /// The lease; waits while another worker shows signs of life. Nil where `isNeeded` became false meanwhile.
    package func begin(while isNeeded: () throws -> Bool) throws -> Lease? {
        if let lease = held.withLock({ $0 }) { return lease }
        var watch = LeaseWatch()
        while try isNeeded() {
            let sight = try store.sight(ofLease: name)
            switch watch.looked(at: sight, holderIsDead: sight?.holder.map(isDead) ?? false, now: now()) {
            case .take(let seen):
                guard let lease = try store.takeLease(name, as: holder, over: seen) else { continue }
                held.withLock { $0 = lease }
                return lease
            case .wait(let milliseconds): pause(milliseconds)
            }
        }
        return nil
    }

    /// The lease changed hands: what comes next needs a new one.
    package func lost() { held.withLock { $0 = nil } }

    /// Gives the lease back.
    package func end() throws {
        let lease = held.withLock { lease in
            defer { lease = nil }
            return lease
        }
        if let lease { try store.giveBack(lease) }
    }
}
