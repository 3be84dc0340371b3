// SPDX-License-Identifier: EUPL-1.2

import ExchangeSchema

/// The days of the trajectories in a message: they alone tie contracts and attests to them.
struct TrajectoryDays {
    private var spans: [(id: String, period: Period?)] = []

    mutating func add(_ id: String, _ period: Period?) { spans.append((id, period)) }

    /// The trajectory during which something happened; the only one where the days do not tell.
    func trajectory(on day: LocalDate?) -> String? {
        if let day, let during = spans.last(where: { $0.period?.contains(day) ?? false }) { return during.id }
        return spans.count == 1 ? spans[0].id : nil
    }
}
