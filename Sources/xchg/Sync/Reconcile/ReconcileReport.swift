// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import Gateway

/// What a reconciliation found, with a next step for everything that is not equal.
struct ReconcileReport: Encodable {
    /// Whose statement was compared, and over which days.
    struct Scope: Encodable {
        let sender: String
        let from: LocalDate
        let through: LocalDate
    }

    let agency: Agency
    var statements: [Scope] = []
    var lots: [Reconciliation.Finding] = []
    /// Records that do not say in which lot their sender counts them.
    let withoutLot: Int
    /// Records that can't be opened any more.
    let erased: Int
    /// Records that were fetched again and were not held before.
    var fetched = 0

    init(agency: Agency, withoutLot: Int, erased: Int) {
        self.agency = agency
        self.withoutLot = withoutLot
        self.erased = erased
    }

    private func count(_ standing: Reconciliation.Standing) -> Int { lots.count { $0.standing == standing } }
    var notEqual: Int { lots.count - count(.equal) }

    func text(all: Bool) -> String {
        var lines: [String] = []
        let shown = lots.filter { all || $0.standing != .equal }
        if !shown.isEmpty {
            var table = Table(["sender", "lot", "stated", "held", "standing"])
            for one in shown { table.add([one.sender, one.lot, String(one.stated), String(one.held), one.standing.rawValue]) }
            lines += [table.text, ""]
        }
        for one in statements { lines.append("Stated by \(one.sender): \(one.from) through \(one.through).") }
        lines.append(
            "Lots: \(count(.equal)) equal, \(count(.missing)) missing, \(count(.extra)) extra, \(count(.different)) different.")
        if fetched > 0 { lines.append("Fetched again: \(fetched) records; 'xchg sync run' works on them.") }
        if withoutLot > 0 { lines.append("\(withoutLot) held records do not say in which lot they belong; see 'xchg quarantine list'.") }
        if erased > 0 {
            lines.append("\(erased) held records can't be opened any more, since their keys were erased; their lots show as missing.")
        }
        lines += Reconciliation.Standing.nextSteps.filter { count($0.standing) > 0 }.map { "\($0.standing.rawValue): \($0.step)" }
        return lines.joined(separator: "\n")
    }
}

extension Reconciliation.Standing {
    /// What to do about lots that are not equal.
    static let nextSteps: [(standing: Reconciliation.Standing, step: String)] = [
        (
            .missing,
            "run 'xchg sync run' if files wait; then 'xchg sync reconcile vdab --fetch', or ask the sender for the files or days once more; "
                + "rows that could not be cut are in 'xchg quarantine list'"
        ),
        (.extra, "ask the sender whether it took something back; what no longer holds must come as an annulment, never by being left out"),
        (
            .different,
            "the sender changed something without saying so: fetch it again, or ask for a mutation; "
                + "other content under a known reference goes to 'xchg quarantine list'"
        ),
    ]
}
