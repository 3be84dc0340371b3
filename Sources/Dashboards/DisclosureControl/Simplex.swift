// SPDX-License-Identifier: EUPL-1.2

/// The least and greatest value of one variable under equations, each variable between bounds (bounded simplex in two phases, Bland's rule).
struct Simplex {
    /// Coefficients of each equation by variable; the right side.
    let rows: [[Int: Double]]
    let right: [Double]
    let low: [Double]
    let high: [Double]

    private static let epsilon = 1e-7

    /// The greatest value of `sign` × the variable; nil where the equations contradict each other.
    func extreme(_ variable: Int, sign: Double) -> Double? {
        let count = low.count, equations = rows.count
        // Shifted so that every variable begins at nought; an artificial variable per equation.
        var table = Array(repeating: Array(repeating: 0.0, count: count + equations), count: equations)
        var value = right
        var upper = zip(low, high).map { $1 - $0 } + Array(repeating: Double.infinity, count: equations)
        for (row, equation) in rows.enumerated() {
            for (column, factor) in equation { table[row][column] = factor; value[row] -= factor * low[column] }
            if value[row] < 0 {
                value[row] = -value[row]
                for column in 0..<count { table[row][column] = -table[row][column] }
            }
            table[row][count + row] = 1
        }
        var basis = (0..<equations).map { count + $0 }
        var flipped = Array(repeating: false, count: count + equations)
        var cost = Array(repeating: 0.0, count: count + equations)
        for row in 0..<equations { cost[count + row] = -1 }
        run(&table, &value, &basis, &flipped, upper, cost, active: count + equations)
        let rest = basis.indices.reduce(0.0) { $0 + (basis[$1] >= count ? value[$1] : 0) }
        guard rest < 1e-5 else { return nil }
        for row in 0..<equations { upper[count + row] = 0 }
        cost = Array(repeating: 0, count: count + equations)
        // A flipped variable counts down from its upper bound.
        run(&table, &value, &basis, &flipped, upper, cost, active: count, objective: (variable, sign))
        var told = flipped[variable] ? upper[variable] : 0
        if let row = basis.firstIndex(of: variable) { told = flipped[variable] ? upper[variable] - value[row] : value[row] }
        return told + low[variable]
    }

    private func run(
        _ table: inout [[Double]], _ value: inout [Double], _ basis: inout [Int], _ flipped: inout [Bool], _ upper: [Double],
        _ start: [Double],
        active: Int, objective: (variable: Int, sign: Double)? = nil
    ) {
        let width = upper.count
        var steps = 0
        while steps < 5000 {
            steps += 1
            var cost = start
            if let objective { cost[objective.variable] = flipped[objective.variable] ? -objective.sign : objective.sign }
            let basic = Set(basis)
            var entering: Int?
            for column in 0..<active where !basic.contains(column) && upper[column] > Self.epsilon {
                var reduced = cost[column]
                for row in basis.indices where cost[basis[row]] != 0 { reduced -= cost[basis[row]] * table[row][column] }
                if reduced > Self.epsilon { entering = column; break }
            }
            guard let column = entering else { return }
            var step = upper[column], leaving: Int?, toUpper = false
            for row in basis.indices {
                let factor = table[row][column]
                if factor > Self.epsilon, value[row] / factor < step - 1e-12 {
                    (step, leaving, toUpper) = (max(0, value[row] / factor), row, false)
                }
                if factor < -Self.epsilon, upper[basis[row]].isFinite, (upper[basis[row]] - value[row]) / -factor < step - 1e-12 {
                    (step, leaving, toUpper) = (max(0, (upper[basis[row]] - value[row]) / -factor), row, true)
                }
            }
            guard step.isFinite else { return }
            guard let row = leaving else {
                flip(column, &table, &value, &flipped, upper)
                continue
            }
            if toUpper {
                // The leaving variable stands at its upper bound: count it down from there.
                let out = basis[row]
                flipped[out].toggle()
                value[row] = upper[out] - value[row]
                for other in 0..<width where other != out { table[row][other] = -table[row][other] }
            }
            let pivot = table[row][column]
            for other in 0..<width { table[row][other] /= pivot }
            value[row] /= pivot
            for other in basis.indices where other != row {
                let factor = table[other][column]
                guard factor != 0 else { continue }
                for place in 0..<width { table[other][place] -= factor * table[row][place] }
                value[other] = max(0, value[other] - factor * value[row])
            }
            basis[row] = column
        }
    }

    /// A variable that goes from one bound to the other without entering the basis.
    private func flip(_ column: Int, _ table: inout [[Double]], _ value: inout [Double], _ flipped: inout [Bool], _ upper: [Double]) {
        flipped[column].toggle()
        for row in table.indices {
            value[row] -= table[row][column] * upper[column]
            table[row][column] = -table[row][column]
        }
    }
}
