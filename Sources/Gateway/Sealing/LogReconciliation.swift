// SPDX-License-Identifier: EUPL-1.2

/// One exchange as one side's log tells it.
package struct LoggedExchange: Sendable, Equatable {
    /// Id that both sides log.
    package let trace: String
    package let agreement: String
    package let version: String
    /// released, corrected or withdrawn
    package let outcome: String
    package let fields: [String]
    /// The minute of the entry, `yyyy-MM-ddTHH:mmZ`.
    package let minute: String

    package init(trace: String, agreement: String, version: String, outcome: String, fields: [String], minute: String) {
        self.trace = trace
        self.agreement = agreement
        self.version = version
        self.outcome = outcome
        self.fields = fields
        self.minute = minute
    }

    /// Names of what differs between two tellings of one exchange; the minutes may.
    func differences(from other: LoggedExchange) -> [String] {
        var names: [String] = []
        if agreement != other.agreement { names.append("agreement") }
        if version != other.version { names.append("version") }
        if outcome != other.outcome { names.append("outcome") }
        if fields.sorted() != other.fields.sorted() { names.append("fields") }
        return names
    }
}

/// Compares the logs of two sides of the same exchanges: what only one of them has, has twice, or tells otherwise. Pure.
package struct LogReconciliation: Sendable, Equatable {
    package enum Finding: Sendable, Equatable {
        case onlyFirst(String), onlySecond(String), unequal(String, [String]), twice(String)

        package var trace: String {
            switch self {
            case .onlyFirst(let trace), .onlySecond(let trace), .unequal(let trace, _), .twice(let trace): trace
            }
        }

        package var sentence: String {
            switch self {
            case .onlyFirst: "only in the first log"
            case .onlySecond: "only in the second log"
            case .unequal(_, let names): "unequal: \(names.joined(separator: ", "))"
            case .twice: "twice in one log"
            }
        }
    }

    /// Exchanges that both logs tell alike.
    package private(set) var matched = 0
    /// In the order of traces.
    package private(set) var findings: [Finding] = []

    package init(_ first: [LoggedExchange], _ second: [LoggedExchange]) {
        var twice: Set<String> = []
        let one = Dictionary(first.map { ($0.trace, $0) }) { kept, _ in
            twice.insert(kept.trace); return kept
        }
        let two = Dictionary(second.map { ($0.trace, $0) }) { kept, _ in
            twice.insert(kept.trace); return kept
        }
        for trace in Set(one.keys).union(two.keys).sorted() {
            switch (one[trace], two[trace]) {
            case (let left?, let right?):
                let names = left.differences(from: right)
                if !names.isEmpty { findings.append(.unequal(trace, names)) } else if !twice.contains(trace) { matched += 1 }
            case (nil, _): findings.append(.onlySecond(trace))
            case (_, nil): findings.append(.onlyFirst(trace))
            }
            if twice.contains(trace) { findings.append(.twice(trace)) }
        }
    }
}
