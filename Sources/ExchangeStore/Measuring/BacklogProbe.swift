// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema
import Dispatch
import GRDB

/// Measures how long it takes to find the next batch with little and with much waiting, in a store made for it.
package enum BacklogProbe {
    package struct Result: Sendable {
        package let waiting: Int
        /// Seconds of the fastest, the median and the slowest of the claims.
        package let fastest: Double
        package let median: Double
        package let slowest: Double
    }

    /// Fills the queue of the store up to `count` records that have no content, spread over the agencies in runs of a thousand.
    package static func fill(_ store: Store, to count: Int, agencies: [Agency]) throws {
        var next = try store.reading { try Int.fetchOne($0, sql: "SELECT coalesce(max(seq), 0) FROM queue") ?? 0 }
        let last = next + count - (try store.backlog())
        while next < last {
            let end = min(last, next + 50_000)
            try store.transaction { transaction in
                let insert = try transaction.db.cachedStatement(sql: "INSERT INTO queue (seq, agency) VALUES (?, ?)")
                for number in next..<end {
                    let agency = agencies[number / 1000 % agencies.count]
                    try insert.execute(arguments: [number + 1, try transaction.term(agency.rawValue)])
                }
            }
            next = end
        }
    }

    /// Claims `rounds` batches one after the other as a worker does: finds the heads of the lanes, chooses with `choose`, takes the chosen out.
    package static func claim(
        _ store: Store, rounds: Int, limit: Int, choose: ([LaneHead]) -> [(seq: Int64, agency: Agency)]
    ) throws -> Result {
        let waiting = try store.backlog()
        var seconds: [Double] = []
        for _ in 0..<rounds {
            let began = DispatchTime.now().uptimeNanoseconds
            let chosen = choose(try store.laneHeads(limit: limit))
            try store.transaction { transaction in
                let still = try transaction.stillWaiting(chosen)
                for one in chosen where still.contains(one.seq) { try transaction.finish(one.seq, agency: one.agency) }
            }
            seconds.append(Double(DispatchTime.now().uptimeNanoseconds - began) / 1e9)
        }
        seconds.sort()
        return Result(
            waiting: waiting, fastest: seconds.first ?? 0, median: seconds.isEmpty ? 0 : seconds[seconds.count / 2],
            slowest: seconds.last ?? 0)
    }
}
