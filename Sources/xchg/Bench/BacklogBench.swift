// SPDX-License-Identifier: EUPL-1.2
import ArgumentParser
import ExchangeSchema
import ExchangeStore
import Foundation
import Gateway

/// Claims batches with a thousand records waiting and with many, in one store and one run, so that the two can be compared.
struct BacklogBench {
    private static let few = 1_250
    private static let rounds = 40
    private static let limit = 10
    let folder: String
    let most: Int

    func run() throws {
        guard most > Self.few else { throw ValidationError("--backlog must be more than \(Self.few)") }
        let paths = StorePaths(store: folder + "/backlog.db", keys: folder + "/backlog-keys.db", masterKey: folder + "/backlog.key")
        try Store.create(paths)
        let store = try Store(paths, clock: { WallClock.now })
        let few = try measure(store, Self.few)
        let many = try measure(store, most)
        var table = Table(["waiting", "fastest ms", "median ms", "slowest ms"])
        for one in [few, many] {
            table.add([String(one.waiting)] + [one.fastest, one.median, one.slowest].map { String(format: "%.3f", $0 * 1000) })
        }
        Terminal.endProgress()
        Terminal.say(table.text)
        Terminal.say("Batches of \(Self.limit), \(Self.rounds) each, found, chosen, taken out and committed durably.")
        Terminal.say("median with much waiting / with little   \(String(format: "%.2f", many.median / few.median))")
    }

    private func measure(_ store: Store, _ waiting: Int) throws -> BacklogProbe.Result {
        Terminal.progress("filling the queue with \(waiting) records")
        try BacklogProbe.fill(store, to: waiting, agencies: Workspace.agencies.map(Agency.init(rawValue:)))
        let plan = ClaimPlan(limit: Self.limit)
        // The first claims warm the cache in either case.
        for measured in [false, true] {
            let result = try BacklogProbe.claim(store, rounds: measured ? Self.rounds : 5, limit: Self.limit) { heads in
                plan.choose(heads).map { ($0.seq, $0.agency) }
            }
            if measured { return result }
        }
        preconditionFailure("a measurement that was not made")
    }
}
