// SPDX-License-Identifier: EUPL-1.2

/// Decides which counts are shown and how, so that all tables of a publication together, and those before it, narrow none below its promise.
///
/// Primary rule: exact for the region, "<10" and base five below it. Then the whole system is solved; where a count is narrowed too far
/// another one is withheld: the smallest rounded one beside it, then the count itself, then a nought, then one further away.
package struct DisclosureAuditor: Sendable {
    private let system: CountSystem
    private let solver: IntervalSolver

    package init(_ system: CountSystem) {
        self.system = system
        solver = IntervalSolver(system.sums, counts: system.counts.count)
    }

    package func publish() -> [PublishedCell] {
        var cells = system.counts.indices.map {
            system.isExact[$0] ? .exact(system.counts[$0]) : PublishedCell(controlled: system.counts[$0])
        }
        var rounds = 0
        while rounds < 64 {
            rounds += 1
            let narrowed = self.narrowed(cells)
            if narrowed.isEmpty { return cells }
            var progressed = false
            for cell in narrowed where withhold(beside: cell, &cells) { progressed = true }
            guard progressed else { break }
        }
        // What is still narrowed takes all along that it adds up with; at last the total of the region, too, where that is too small to show.
        for mayTakeExact in [false, true] {
            var late = narrowed(cells)
            while !late.isEmpty {
                let before = cells
                for other in neighbours(of: late) where cells[other] != .hidden && (mayTakeExact || !system.isExact[other]) {
                    cells[other] = .withheld
                }
                guard cells != before else { break }
                late = narrowed(cells)
            }
        }
        return cells
    }

    /// The counts that stand in a sum with one of these, and these themselves.
    private func neighbours(of cells: [Int]) -> Set<Int> {
        Set(cells.flatMap { solver.touching[$0] }.flatMap { [system.sums[$0].total] + system.sums[$0].parts })
    }

    /// The counts that a reader could narrow below their promise.
    package func narrowed(_ cells: [PublishedCell]) -> [Int] {
        let found = intervals(cells)
        return cells.indices.filter { cells[$0].promise > 0 && found[$0].upperBound - found[$0].lowerBound < cells[$0].promise }
    }

    /// What a reader can conclude of each count, from this publication and those before it.
    package func intervals(_ cells: [PublishedCell]) -> [ClosedRange<Int>] {
        var low: [Int] = [], high: [Int] = []
        for (index, cell) in cells.enumerated() {
            var range = cell.interval
            for earlier in system.earlier[index] where earlier.interval.overlaps(range) { range = range.clamped(to: earlier.interval) }
            low.append(range.lowerBound)
            high.append(range.upperBound)
        }
        solver.tighten(&low, &high)
        tightenRings(cells, &low, &high)
        return zip(low, high).map { $0...max($0, $1) }
    }

    private func tightenRings(_ cells: [PublishedCell], _ low: inout [Int], _ high: inout [Int]) {
        for cell in cells.indices where cells[cell].promise > 0 && low[cell] < high[cell] {
            guard let ring = solver.ringed(cell) else { continue }
            let place = Dictionary(uniqueKeysWithValues: ring.cells.enumerated().map { ($1, $0) })
            let rows = ring.sums.map { index -> [Int: Double] in
                var row: [Int: Double] = [:]
                for part in system.sums[index].parts { row[place[part] ?? 0, default: 0] += 1 }
                row[place[system.sums[index].total] ?? 0, default: 0] -= 1
                return row
            }
            let simplex = Simplex(
                rows: rows, right: Array(repeating: 0, count: rows.count), low: ring.cells.map { Double(low[$0]) },
                high: ring.cells.map { Double(high[$0]) })
            guard let variable = place[cell], let least = simplex.extreme(variable, sign: -1), let most = simplex.extreme(variable, sign: 1)
            else {
                continue
            }
            low[cell] = max(low[cell], Int((least - 1e-6).rounded(.up)))
            high[cell] = min(high[cell], Int((most + 1e-6).rounded(.down)))
        }
    }

    /// Withholds one count that shares a sum with the narrowed one; false where none is left.
    private func withhold(beside cell: Int, _ cells: inout [PublishedCell]) -> Bool {
        let beside = neighbours(of: [cell]).subtracting([cell])
        let shown = beside.filter { other in
            guard !system.isExact[other] else { return false }
            if case .rounded = cells[other] { return true }
            return false
        }
        if let smallest = shown.min(by: { (system.counts[$0], $0) < (system.counts[$1], $1) }) { cells[smallest] = .withheld; return true }
        if case .rounded = cells[cell] { cells[cell] = .withheld; return true }
        if let nought = beside.filter({ !system.isExact[$0] && cells[$0] == .exact(0) }).min() { cells[nought] = .withheld; return true }
        // Further away: what adds up with those beside it.
        let further = neighbours(of: Array(beside))
        guard let next = further.filter({ !system.isExact[$0] && cells[$0] != .withheld && cells[$0] != .hidden }).min() else {
            return false
        }
        cells[next] = .withheld
        return true
    }
}
