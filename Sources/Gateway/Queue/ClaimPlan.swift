// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema
package import ExchangeStore

/// Decides which waiting records make the next batch; pure.
///
/// In the order of intake, with two exceptions: agencies that were called urgent go first, up to half of the batch, and an agency whose oldest
/// record stands far behind the front has places of its own, so that a bulk load of one does not delay another's single record.
/// Of each lane a batch takes the head, so that the order per source key is that of intake whatever is chosen.
package struct ClaimPlan: Sendable, Equatable {
    /// Records in a batch.
    package var limit: Int
    /// How many records may stand before another agency's oldest until it gets places of its own.
    package var patience: Int64
    package var urgent: Set<Agency>

    package init(limit: Int, patience: Int64 = 1_000, urgent: Set<Agency> = []) {
        self.limit = max(1, limit)
        self.patience = patience
        self.urgent = urgent
    }

    /// What one place of a batch is given to.
    package struct Claim: Sendable, Equatable {
        package let agency: Agency
        package let waiting: LaneHead.Waiting
        package var seq: Int64 { waiting.seq }
    }

    /// The batch, in the order of intake.
    package func choose(_ heads: [LaneHead]) -> [Claim] {
        guard let front = heads.compactMap(\.waiting.first?.seq).min() else { return [] }
        var taken: [Agency: Int] = [:]
        var places = limit
        func take(_ lanes: [LaneHead], _ most: Int) {
            let left = lanes.flatMap { head in
                head.waiting.dropFirst(taken[head.agency] ?? 0).map { Claim(agency: head.agency, waiting: $0) }
            }
            for claim in left.sorted(by: { $0.seq < $1.seq }).prefix(min(most, places)) {
                taken[claim.agency, default: 0] += 1
                places -= 1
            }
        }
        take(heads.filter { urgent.contains($0.agency) }, limit / 2)
        let share = max(1, limit / (2 * heads.count))
        for head in heads where (head.waiting.first?.seq ?? front) > front + patience { take([head], share) }
        take(heads, places)
        return heads.flatMap { head in head.waiting.prefix(taken[head.agency] ?? 0).map { Claim(agency: head.agency, waiting: $0) } }
            .sorted { $0.seq < $1.seq }
    }
}
