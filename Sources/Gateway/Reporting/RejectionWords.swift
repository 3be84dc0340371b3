// SPDX-License-Identifier: EUPL-1.2

/// What rules of rejection mean, in Dutch, for whoever must mend the message.
///
/// Read from `contracts/codes/afkeuringen.csv`: UTF-8 with `;`, header `code;wat;doen`. A code that ends in `*` speaks for all that begin
/// so; the longest goes first.
package struct RejectionWords: Sendable {
    package struct Words: Sendable, Equatable {
        /// What is wrong.
        package let what: String
        /// What to do about it.
        package let advice: String
    }

    private var exact: [String: Words] = [:]
    private var prefixes: [(prefix: String, words: Words)] = []

    /// Throws the number of the first row that is not of the form.
    package init(csv: String) throws(RejectionWordsFault) {
        for (index, line) in csv.split(separator: "\n", omittingEmptySubsequences: false).enumerated() where index > 0 && !line.isEmpty {
            let cells = line.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
            guard cells.count == 3, !cells.contains("") else { throw RejectionWordsFault(row: index + 1) }
            let words = Words(what: cells[1], advice: cells[2])
            if cells[0].hasSuffix("*") {
                prefixes.append((String(cells[0].dropLast()), words))
            } else {
                guard exact.updateValue(words, forKey: cells[0]) == nil else { throw RejectionWordsFault(row: index + 1) }
            }
        }
        prefixes.sort { $0.prefix.count > $1.prefix.count }
    }

    /// Nil where the list says nothing of the rule.
    package func words(for rule: String) -> Words? { exact[rule] ?? prefixes.first { rule.hasPrefix($0.prefix) }?.words }
}

/// The list of words can't be used; says in which row.
package struct RejectionWordsFault: Error, Equatable, CustomStringConvertible {
    package let row: Int
    package var description: String { "afkeuringen.csv: row \(row) is not of the form code;wat;doen" }
}
