// SPDX-License-Identifier: EUPL-1.2

/// Municipalities by NIS code and how they merged; projects an old code to any later day.
///
/// Absence of an end date proves nothing: only the succession table says that a code was dissolved (domain §2.6).
package struct MunicipalityRegister: Sendable {
    package struct Succession: Sendable, Hashable {
        package enum Kind: String, Sendable { case merge = "MERGE", recode = "RECODE", absorb = "ABSORB" }
        package let from: String
        package let to: String
        package let effective: LocalDate
        package let kind: Kind
        package let name: String
        package init(from: String, to: String, effective: LocalDate, kind: Kind, name: String) {
            self.from = from; self.to = to; self.effective = effective; self.kind = kind; self.name = name
        }
    }

    private let successions: [String: Succession]

    package init(successions: [Succession]) {
        self.successions = Dictionary(
            successions.filter { $0.from != $0.to }.map { ($0.from, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Reads `from_nis;to_nis;effective;kind;name_nl` with a header line; rows that are not of that form are returned as faults (row numbers).
    package static func read(csv text: String) -> (register: MunicipalityRegister, faultyRows: [Int]) {
        var successions: [Succession] = []
        var faults: [Int] = []
        for (index, line) in text.split(separator: "\n").enumerated().dropFirst() {
            let cells = line.split(separator: ";", omittingEmptySubsequences: false).map { String($0.filter { $0 != "\r" }) }
            guard cells.count == 5, let effective = LocalDate(cells[2]), let kind = Succession.Kind(rawValue: cells[3]),
                isCode(cells[0]), isCode(cells[1])
            else { faults.append(index + 1); continue }
            successions.append(Succession(from: cells[0], to: cells[1], effective: effective, kind: kind, name: cells[4]))
        }
        return (MunicipalityRegister(successions: successions), faults)
    }

    /// Five ASCII digits.
    package static func isCode(_ text: some StringProtocol) -> Bool { text.utf8.count == 5 && Digits.value(text) != nil }

    /// The code under which the municipality goes on that day.
    package func code(_ nis: String, on day: LocalDate) -> String {
        var current = nis
        var steps = 0
        while let next = successions[current], next.effective <= day, steps < 8 {
            current = next.to
            steps += 1
        }
        return current
    }

    /// The day from which the code no longer existed, where it was dissolved.
    package func dissolvedOn(_ nis: String) -> LocalDate? { successions[nis]?.effective }
}
