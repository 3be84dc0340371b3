// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import ExchangeStore
import Gateway
import Testing

/// Which waiting records make a batch.
struct ClaimPlanTests {
    private func head(_ agency: Agency, _ seqs: ClosedRange<Int64>) -> LaneHead {
        LaneHead(agency: agency, waiting: seqs.map { LaneHead.Waiting(seq: $0) })
    }

    @Test func `without a bulk load the order is that of intake, across agencies`() {
        let chosen = ClaimPlan(limit: 4).choose([
            LaneHead(agency: .lokaal, waiting: [1, 4, 5].map { .init(seq: $0) }),
            LaneHead(agency: .vdab, waiting: [2, 3, 6].map { .init(seq: $0) }),
        ])
        #expect(chosen.map(\.seq) == [1, 2, 3, 4])
        #expect(chosen.map(\.agency) == [.lokaal, .vdab, .vdab, .lokaal])
    }

    @Test func `a single record behind the bulk load of another agency is in the next batch`() {
        let chosen = ClaimPlan(limit: 100).choose([head(.lokaal, 1...200), head(.naric, 50_001...50_001)])
        #expect(chosen.map(\.seq) == Array(1...99) + [50_001])
    }

    @Test func `an agency that is only a little behind waits its turn`() {
        let chosen = ClaimPlan(limit: 100).choose([head(.lokaal, 1...200), head(.naric, 1_001...1_001)])
        #expect(chosen.map(\.seq) == Array(1...100))
        #expect(ClaimPlan(limit: 100).choose([head(.lokaal, 1...200), head(.naric, 1_002...1_002)]).last?.seq == 1_002)
    }

    @Test func `two bulk loads behind a third share half of the batch`() {
        let chosen = ClaimPlan(limit: 60).choose([head(.lokaal, 1...90), head(.naric, 9_001...9_090), head(.vdab, 19_001...19_090)])
        #expect(chosen.count { $0.agency == .lokaal } == 40)
        #expect(chosen.count { $0.agency == .naric } == 10)
        #expect(chosen.count { $0.agency == .vdab } == 10)
    }

    @Test func `urgent agencies go first, up to half of the batch`() {
        let plan = ClaimPlan(limit: 10, urgent: [.naric])
        let chosen = plan.choose([head(.lokaal, 1...20), head(.naric, 100...120)])
        #expect(chosen.map(\.seq) == Array(1...5) + Array(100...104))
    }

    @Test func `of every lane a batch takes the head, so that no record overtakes one of its own agency`() {
        for limit in 1...40 {
            let heads = [head(.lokaal, 1...50), head(.naric, 5_000...5_030), head(.vdab, 20...60)]
            let chosen = ClaimPlan(limit: limit, urgent: [.vdab]).choose(heads)
            #expect(chosen.count == limit)
            for lane in heads {
                let own = chosen.filter { $0.agency == lane.agency }.map(\.seq)
                #expect(own == lane.waiting.prefix(own.count).map(\.seq))
            }
        }
    }

    @Test func `nothing is chosen where nothing waits`() { #expect(ClaimPlan(limit: 5).choose([]).isEmpty) }
}
