// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import ExchangeStore
import Foundation
import Gateway
import ServiceLifecycle

/// The services of a gateway, in the order in which they start; they end in the opposite order, so that nothing is taken in that is not
/// worked on, and nothing leaves that is not sealed.
struct GatewayServices {
    let composition: Composition
    let pulse: Pulse
    let pause: Duration

    var inOrder: [any Service] { [upkeep, sealing, delivery, pipeline, intake] }

    /// Ends what retention no longer keeps, tells agencies what was given back to them, and cuts the log of the keys, so that what was
    /// overwritten leaves no trace.
    private var upkeep: RoundService {
        round("upkeep", pause: .seconds(60)) { [composition] in
            _ = try composition.workspace.retention(composition.store).run()
            _ = try composition.reports.report()
            try composition.store.truncateKeyLog()
        }
    }

    private var sealing: RoundService { round("sealing") { [composition] in _ = try composition.currentSealer().seal() } }

    private var delivery: RoundService { round("delivery") { [composition] in _ = try composition.delivery.deliver() } }

    private var pipeline: RoundService {
        round("pipeline") { [composition] in _ = try composition.pipeline.run(limit: composition.workspace.configuration.batchSize) }
    }

    /// A feed that can't be read does not keep the others from being read.
    private var intake: RoundService {
        round("intake") { [composition] in
            // Where too much waits the round ends, what was not taken stays with its source, and the next round tries again.
            let limit = BacklogLimit(most: composition.workspace.configuration.queue.maximumBacklog)
            let intake = Intake(store: composition.store, limit: limit, now: { WallClock.now })
            var trouble: [String] = []
            for feed in try composition.feeds() {
                do {
                    _ = try intake.drain(feed)
                } catch  where !RoundService.endsEverything(error) {
                    trouble.append("\(feed.name): \(Wording.sentence(for: error))")
                }
            }
            if !trouble.isEmpty { throw Stop.world(trouble.joined(separator: "; ")) }
        }
    }

    private func round(_ name: String, pause: Duration? = nil, _ work: @escaping @Sendable () throws -> Void) -> RoundService {
        RoundService(name: name, pause: pause ?? self.pause, pulse: pulse, work: work)
    }
}
