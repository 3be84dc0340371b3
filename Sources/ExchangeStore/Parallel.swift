// SPDX-License-Identifier: EUPL-1.2
import Dispatch
import Synchronization

/// Pure work on many values at once, with the results in their order.
package enum Parallel {
    /// Values are taken in stripes, so that small work is not lost in handing it out. The first error in order is thrown.
    package static func map<Value: Sendable, Result: Sendable>(
        _ values: [Value], stripe: Int = 16, _ transform: @Sendable (Value) throws -> Result
    ) throws -> [Result] {
        let stripes = (values.count + stripe - 1) / stripe
        let results = Mutex<[Int: Swift.Result<[Result], any Error>]>([:])
        DispatchQueue.concurrentPerform(iterations: stripes) { index in
            let range = (index * stripe)..<min(values.count, (index + 1) * stripe)
            let outcome = Swift.Result { try values[range].map(transform) }
            results.withLock { $0[index] = outcome }
        }
        return try results.withLock { held in try (0..<stripes).flatMap { try held[$0]?.get() ?? [] } }
    }

    /// Two pieces of work beside each other; returns when both have ended. An error of the first goes before one of the second.
    ///
    /// The second gets a thread of its own, so that either can still spread its parts over all cores (nested `concurrentPerform` can't).
    package static func both<First: Sendable, Second: Sendable>(
        _ first: () throws -> First, _ second: @escaping @Sendable () throws -> Second
    ) throws -> (First, Second) {
        let outcome = Mutex<Swift.Result<Second, any Error>?>(nil)
        let group = DispatchGroup()
        DispatchQueue.global().async(group: group) {
            let result = Swift.Result { try second() }
            outcome.withLock { $0 = result }
        }
        let one = Swift.Result { try first() }
        group.wait()
        guard let other = outcome.withLock({ $0 }) else { preconditionFailure("the group was left before its work was done") }
        return (try one.get(), try other.get())
    }
}
