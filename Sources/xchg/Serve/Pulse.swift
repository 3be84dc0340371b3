// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import Synchronization

/// When each service last moved, and what troubles it; shared by all services and those who watch them.
final class Pulse: Sendable {
    struct Beat: Sendable {
        var at: Instant
        var rounds = 0
        var trouble: String?
    }

    /// A round takes longer than this only where something hangs.
    static let longestRoundMinutes = 30
    private let beats = Mutex<[String: Beat]>([:])

    /// A service begins a round.
    func begin(_ service: String, at now: Instant) { beats.withLock { $0[service, default: Beat(at: now)].at = now } }

    /// A round ended, with trouble or without.
    func end(_ service: String, at now: Instant, trouble: String? = nil) {
        beats.withLock { held in
            held[service, default: Beat(at: now)].at = now
            held[service]?.rounds += 1
            held[service]?.trouble = trouble
        }
    }

    var all: [(name: String, beat: Beat)] { beats.withLock { $0.map { ($0.key, $0.value) } }.sorted { $0.0 < $1.0 } }

    func stuck(at now: Instant) -> [String] {
        all.filter { now.milliseconds - $0.beat.at.milliseconds > Int64(Self.longestRoundMinutes) * 60_000 }
            .map { "\($0.name) has not moved since \($0.beat.at)" }
    }

    var troubles: [String] { all.compactMap { name, beat in beat.trouble.map { "\(name): \($0)" } } }
}
