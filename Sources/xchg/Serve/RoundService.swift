// SPDX-License-Identifier: EUPL-1.2
import ExchangeStore
import Foundation
import ServiceLifecycle

/// A service that does the same piece of work again and again, with a pause between; a round that began is finished before it ends.
struct RoundService: Service {
    let name: String
    let pause: Duration
    let pulse: Pulse
    /// Blocks until the round is done; runs on a thread of its own.
    let work: @Sendable () throws -> Void

    /// Ends at graceful shutdown, after the round at hand. Throws where the store must be closed and read again.
    func run() async throws {
        while true {
            try await round()
            guard !Task.isShuttingDownGracefully else { return }
            do {
                try await cancelWhenGracefulShutdown { [pause] in try await Task.sleep(for: pause) }
            } catch is CancellationError {
                return
            }
        }
    }

    private func round() async throws {
        pulse.begin(name, at: WallClock.now)
        do {
            try await WorkThread.run(work)
            pulse.end(name, at: WallClock.now)
        } catch {
            pulse.end(name, at: WallClock.now, trouble: Wording.sentence(for: error))
            if Self.endsEverything(error) { throw error }
            Terminal.error("\(name): \(Wording.sentence(for: error))")
        }
    }

    /// After these nobody knows what the disk holds: everything ends, and the next start reads it again. Other trouble passes.
    static func endsEverything(_ error: any Error) -> Bool {
        switch error {
        case StoreError.disk, StoreError.closed, is StoreFinding: true
        default: false
        }
    }
}

/// Blocking work on a thread of its own, so that the few threads of async code stay free.
enum WorkThread {
    static func run<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            let thread = Thread { continuation.resume(with: Swift.Result { try work() }) }
            thread.stackSize = 8 << 20
            thread.start()
        }
    }
}
