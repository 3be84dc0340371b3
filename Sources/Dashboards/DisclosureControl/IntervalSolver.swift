// SPDX-License-Identifier: EUPL-1.2

/// The interval in which each count of a system must lie, given what is published of it.
///
/// Sums that share counts without a ring are solved exactly by passing bounds to and fro; those that form a ring (rows against columns) by
/// the simplex method on top of it.
struct IntervalSolver {
    let sums: [CountSystem.Sum]
    let touching: [[Int]]
    /// For each count the number of its ring of sums, or -1.
    private let ring: [Int]

    init(_ sums: [CountSystem.Sum], counts: Int) {
        self.sums = sums
        var touching = Array(repeating: [Int](), count: counts)
        for (index, sum) in sums.enumerated() { for cell in [sum.total] + sum.parts { touching[cell].append(index) } }
        self.touching = touching
        ring = Self.rings(sums, touching)
    }

    /// A part of the system is a ring where it has as many links as counts and sums together, or more.
    private static func rings(_ sums: [CountSystem.Sum], _ touching: [[Int]]) -> [Int] {
        var component = Array(repeating: -1, count: touching.count)
        var result = component
        var next = 0
        for start in touching.indices where component[start] < 0 && !touching[start].isEmpty {
            var cells = [start], seen: Set<Int> = [], place = 0, links = 0
            component[start] = next
            while place < cells.count {
                for sum in touching[cells[place]] where seen.insert(sum).inserted {
                    for cell in [sums[sum].total] + sums[sum].parts {
                        links += 1
                        if component[cell] < 0 { component[cell] = next; cells.append(cell) }
                    }
                }
                place += 1
            }
            if links > cells.count + seen.count - 1 { for cell in cells { result[cell] = next } }
            next += 1
        }
        return result
    }

    /// Tightens the intervals until nothing changes.
    func tighten(_ low: inout [Int], _ high: inout [Int]) {
        var queue = Array(sums.indices)
        var waits = Array(repeating: true, count: sums.count)
        var place = 0
        while place < queue.count {
            let index = queue[place]
            place += 1
            waits[index] = false
            let sum = sums[index]
            let (least, most) = sum.parts.reduce((0, 0)) { ($0.0 + low[$1], $0.1 + high[$1]) }
            var changed: [Int] = []
            if least > low[sum.total] { low[sum.total] = least; changed.append(sum.total) }
            if most < high[sum.total] { high[sum.total] = most; changed.append(sum.total) }
            let (totalLow, totalHigh) = (low[sum.total], high[sum.total])
            for part in sum.parts {
                let floor = totalLow - (most - high[part]), ceiling = totalHigh - (least - low[part])
                if floor > low[part] { low[part] = floor; changed.append(part) }
                if ceiling < high[part] { high[part] = ceiling; changed.append(part) }
            }
            for cell in changed {
                for other in touching[cell] where !waits[other] && (other != index || sum.parts.contains(sum.total)) {
                    waits[other] = true
                    queue.append(other)
                }
            }
            if !changed.isEmpty, !waits[index] { waits[index] = true; queue.append(index) }
            if place > 4096, place * 2 > queue.count { queue.removeFirst(place); place = 0 }
        }
    }

    /// Cells of rings whose bounds must be computed by the simplex method, with the sums of their ring.
    func ringed(_ cell: Int) -> (cells: [Int], sums: [Int])? {
        guard ring[cell] >= 0 else { return nil }
        let cells = ring.indices.filter { ring[$0] == ring[cell] }
        let members = Set(cells)
        return (cells, sums.indices.filter { members.contains(sums[$0].total) })
    }
}
