// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import ExchangeStore
import Gateway

/// What may happen next in the simulated gateway; a function of the seed alone, so that a run can be replayed and shrunk.
enum SimulatedEvent: Sendable, Equatable {
    case arrive(lane: Int, count: Int)
    /// A worker looks at the lease, claims a batch, or commits: whatever is its next move.
    case work(Int)
    case pause(Int)
    case wake(Int)
    /// The process dies and another starts in its place; whether the others can see that it died.
    case crash(Int, isSeen: Bool)
    /// The next commit of this worker is lost: the store failed.
    case fail(Int)
    case pass(milliseconds: Int64)
}

/// The queue with its lanes, lease and workers, in memory: decisions are those of the gateway (`ClaimPlan`, `LeaseWatch`), the store is a stand-in
/// that keeps the promises of transactions and forgets what was not committed.
struct SimulatedQueue {
    /// With this the store forgets to compare tokens and what still waits: the mistake that the simulation must find.
    var isFenced = true
    static let agencies: [Agency] = [.vdab, .inburgering, .lokaal, .onderwijs, .naric]
    private static let keys: Int64 = 7

    private struct Worker {
        var name: String
        var token: Int64?
        var watch = LeaseWatch()
        var batch: [ClaimPlan.Claim] = []
        var isPaused = false
        var failsNext = false
    }
    private var workers = (0..<3).map { Worker(name: "w\($0)") }
    private var born = 3
    private var dead: Set<String> = []
    private var lease: LeaseSight?
    private var lanes: [[Int64]] = Array(repeating: [], count: agencies.count)
    private var heads = [Int](repeating: 0, count: agencies.count)
    private(set) var now: Int64 = 0
    private(set) var arrived: Int64 = 0
    private(set) var effects = 0
    private var last: [String: Int64] = [:]
    private let plan = ClaimPlan(limit: 20)

    var waiting: Int { zip(lanes, heads).reduce(0) { $0 + $1.0.count - $1.1 } }

    /// Carries out one event; a sentence where an invariant does not hold after it.
    mutating func step(_ event: SimulatedEvent) -> String? {
        switch event {
        case .arrive(let lane, let count):
            for _ in 0..<count {
                arrived += 1
                lanes[lane].append(arrived)
            }
        case .pass(let milliseconds): now += milliseconds
        case .pause(let index): workers[index].isPaused = true
        case .wake(let index): workers[index].isPaused = false
        case .fail(let index): workers[index].failsNext = true
        case .crash(let index, let isSeen):
            if isSeen { dead.insert(workers[index].name) }
            workers[index] = Worker(name: "w\(born)")
            born += 1
        case .work(let index) where !workers[index].isPaused: if let fault = work(index) { return fault }
        case .work: break
        }
        return Int64(effects + waiting) == arrived ? nil : "\(arrived) arrived, \(effects) had an effect and \(waiting) wait"
    }

    private mutating func work(_ index: Int) -> String? {
        guard let token = workers[index].token else {
            look(index)
            return nil
        }
        guard workers[index].batch.isEmpty else { return commit(index, token) }
        let found = zip(Self.agencies, zip(lanes, heads)).compactMap { agency, lane -> LaneHead? in
            let waiting = lane.0[lane.1...].prefix(plan.limit).map { LaneHead.Waiting(seq: $0) }
            return waiting.isEmpty ? nil : LaneHead(agency: agency, waiting: waiting)
        }
        workers[index].batch = plan.choose(found)
        return nil
    }

    private mutating func look(_ index: Int) {
        let isDead = lease?.holder.map(dead.contains) ?? false
        guard case .take(let seen) = workers[index].watch.looked(at: lease, holderIsDead: isDead, now: now), seen == lease else { return }
        let token = (lease?.token ?? 0) + 1
        lease = LeaseSight(holder: workers[index].name, token: token, beat: 0)
        workers[index].token = token
    }

    /// One transaction: all of it or nothing.
    private mutating func commit(_ index: Int, _ token: Int64) -> String? {
        let batch = workers[index].batch
        workers[index].batch = []
        if workers[index].failsNext {
            workers[index].failsNext = false
            return nil
        }
        guard !isFenced || lease?.token == token else {
            workers[index].token = nil
            return nil
        }
        if let held = lease, held.token == token { lease = LeaseSight(holder: held.holder, token: token, beat: held.beat + 1) }
        for claim in batch {
            guard let lane = Self.agencies.firstIndex(of: claim.agency) else { continue }
            let isWaiting = heads[lane] < lanes[lane].count && lanes[lane][heads[lane]] == claim.seq
            if isFenced && !isWaiting { continue }
            if isWaiting { heads[lane] += 1 }
            effects += 1
            let key = "\(claim.agency)/\(claim.seq % Self.keys)"
            if let before = last[key], before >= claim.seq {
                return "record \(claim.seq) had its effect after \(before) of the same source key"
            }
            last[key] = claim.seq
        }
        for lane in lanes.indices where heads[lane] > 4_096 {
            lanes[lane].removeFirst(heads[lane])
            heads[lane] = 0
        }
        return nil
    }
}

/// Runs events from a seed, and makes a run that fails as short as it can.
enum QueueSimulation {
    struct Failure: Equatable {
        let step: Int
        let fault: String
    }

    static func events(seed: UInt64, count: Int) -> [SimulatedEvent] {
        var state = seed
        func next(_ bound: UInt64) -> Int {
            state &+= 0x9E37_79B9_7F4A_7C15
            var value = state
            value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
            value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
            return Int((value ^ (value >> 31)) % bound)
        }
        return (0..<count).map { _ in
            switch next(1_000) {
            case 0..<250: .arrive(lane: next(5), count: next(6) + 1)
            case 250..<252: .arrive(lane: next(5), count: 2_000)
            case 252..<260: .crash(next(3), isSeen: next(2) == 0)
            case 260..<275: .pause(next(3))
            case 275..<320: .wake(next(3))
            case 320..<335: .fail(next(3))
            case 335..<420: .pass(milliseconds: Int64(next(1_500)))
            default: .work(next(3))
            }
        }
    }

    static func run(_ events: [SimulatedEvent], from start: SimulatedQueue = SimulatedQueue()) -> (end: SimulatedQueue, failure: Failure?) {
        var queue = start
        for (index, event) in events.enumerated() {
            if let fault = queue.step(event) { return (queue, Failure(step: index, fault: fault)) }
        }
        return (queue, nil)
    }

    /// Leaves out every stretch of events without which the run still fails.
    static func shrink(_ events: [SimulatedEvent], from start: SimulatedQueue) -> [SimulatedEvent] {
        guard let failure = run(events, from: start).failure else { return events }
        var kept = Array(events[...failure.step])
        var size = kept.count / 2
        while size > 0 {
            var index = 0
            while index < kept.count {
                let shorter = Array(kept[..<index] + kept[min(kept.count, index + size)...])
                if run(shorter, from: start).failure != nil { kept = shorter } else { index += size }
            }
            size /= 2
        }
        return kept
    }
}
