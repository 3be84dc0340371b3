// SPDX-License-Identifier: EUPL-1.2
import Contracts

/// What the last line of a table must say: `#AANTAL;n;#CONTROLE;sum`, the number of data rows and the sum of their bytes modulo 1,000,000.
///
/// Bytes are those of the rows as written, without line ends.
struct TableTrailer {
    private var rows = 0
    private var sum = 0
    private var cells: [String]?

    static func isTrailer(_ line: some Collection<UInt8>) -> Bool { line.first == UInt8(ascii: "#") }

    /// True once the trailer was seen: nothing may follow it.
    var isClosed: Bool { cells != nil }

    mutating func count(_ row: some Sequence<UInt8>) {
        rows += 1
        for byte in row { sum = (sum + Int(byte)) % 1_000_000 }
    }

    mutating func close(_ cells: [String]) { self.cells = cells }

    /// What is wrong with the whole table; nil where trailer and rows agree.
    var violation: Violation? {
        guard let cells else { return Violation(rule: rows == 0 ? "csv:empty" : "csv:trailer-missing", field: "", place: .file) }
        guard cells.count == 4, cells[0] == "#AANTAL", cells[2] == "#CONTROLE" else {
            return Violation(rule: "csv:trailer", field: "#AANTAL", place: .file)
        }
        guard Int(cells[1]) == rows else { return Violation(rule: "csv:trailer-count", field: "#AANTAL", place: .file) }
        guard Int(cells[3]) == sum else { return Violation(rule: "csv:trailer-sum", field: "#CONTROLE", place: .file) }
        return nil
    }
}
