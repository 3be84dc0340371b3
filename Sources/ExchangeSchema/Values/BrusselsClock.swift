// SPDX-License-Identifier: EUPL-1.2

/// What a clock on a wall in Brussels does on the nights when it is set.
package enum BrusselsClock {
    /// The instants at which the clock shows this: none in the hour that is left out in March, two in the hour that comes twice in October.
    package static func instants(on day: LocalDate, hour: Int, minute: Int) -> [Instant] {
        let wall = Instant(utc: day, hour: hour, minute: minute)
        return [7_200_000, 3_600_000].compactMap { offset in
            let instant = wall.adding(milliseconds: -Int64(offset))
            return BrusselsTime.isSummer(instant) == (offset == 7_200_000) ? instant : nil
        }
    }
}
