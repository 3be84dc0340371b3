// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Gateway
import Testing

/// Workers that die, sleep and fail at any moment, from a seed: nothing is lost, nothing doubled, every source key keeps its order.
struct QueueSimulationTests {
    private static let isSoak = ProcessInfo.processInfo.environment["XCHG_SOAK"] != nil
    private static let seeds: [UInt64] = isSoak ? Array(1...500) : Array(1...10)

    @Test(arguments: seeds)
    func `twenty thousand steps from one seed`(_ seed: UInt64) {
        let (end, failure) = QueueSimulation.run(QueueSimulation.events(seed: seed, count: 20_000))
        #expect(failure == nil, "seed \(seed)")
        #expect(end.effects > 1_000, "seed \(seed): too little was done to show anything")
    }

    @Test func `when the workers are left in peace all that waits gets done`() {
        for seed in Self.seeds.prefix(10) {
            var (queue, failure) = QueueSimulation.run(QueueSimulation.events(seed: seed, count: 2_000))
            #expect(failure == nil)
            for worker in 0..<3 { #expect(queue.step(.wake(worker)) == nil) }
            var rounds = 0
            while queue.waiting > 0, rounds < 20_000 {
                #expect(queue.step(.work(rounds % 3)) == nil)
                #expect(queue.step(.pass(milliseconds: 100)) == nil)
                rounds += 1
            }
            #expect(queue.waiting == 0, "seed \(seed)")
        }
    }

    @Test func `a worker that died unseen is succeeded within five seconds of simulated time`() {
        var queue = SimulatedQueue()
        _ = queue.step(.arrive(lane: 0, count: 5))
        _ = queue.step(.work(0))
        _ = queue.step(.work(0))
        _ = queue.step(.crash(0, isSeen: false))
        while queue.effects == 0, queue.now < 10_000 {
            for worker in 1...2 { #expect(queue.step(.work(worker)) == nil) }
            _ = queue.step(.pass(milliseconds: 100))
        }
        #expect(queue.effects == 5)
        #expect(queue.now <= 5_000)
    }

    @Test func `a store that does not compare tokens is found out, and the failing run is shrunk and can be replayed`() throws {
        var unfenced = SimulatedQueue()
        unfenced.isFenced = false
        let failing = try #require(
            Self.seeds.map { QueueSimulation.events(seed: $0, count: 20_000) }.first {
                QueueSimulation.run($0, from: unfenced).failure != nil
            })
        let shrunk = QueueSimulation.shrink(Array(failing), from: unfenced)
        #expect(shrunk.count < 40)
        #expect(QueueSimulation.run(shrunk, from: unfenced).failure != nil)
        #expect(QueueSimulation.run(shrunk).failure == nil)
        #expect(QueueSimulation.events(seed: 3, count: 50) == QueueSimulation.events(seed: 3, count: 50))
    }
}
