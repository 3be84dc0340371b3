// SPDX-License-Identifier: EUPL-1.2
import Dispatch
import Synchronization

/// Pure work on many values at once, with the results in their order.
enum Parallel {
    /// Values are taken in stripes, so that small work is not lost in handing it out. The first error in order is thrown.
    static func map<Value: Sendable, Result: Sendable>(
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
}
