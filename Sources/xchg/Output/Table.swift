// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// Rows in aligned columns; figures to the right.
struct Table {
    private let header: [String]
    private var rows: [[String]] = []

    init(_ header: [String]) { self.header = header }

    mutating func add(_ cells: [String]) { rows.append(cells) }

    var isEmpty: Bool { rows.isEmpty }

    var text: String {
        let all = [header] + rows
        let widths = header.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
        let numeric = header.indices.map { column in
            !rows.isEmpty
                && rows.allSatisfy { row in !row[column].isEmpty && row[column].allSatisfy { $0.isNumber || $0 == "." || $0 == "-" } }
        }
        func line(_ cells: [String]) -> String {
            cells.indices.map { column in
                let space = String(repeating: " ", count: widths[column] - cells[column].count)
                return numeric[column] ? space + cells[column] : cells[column] + space
            }.joined(separator: "  ").trimmingTrailingSpaces
        }
        return ([line(header), widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ")] + rows.map(line)).joined(
            separator: "\n")
    }
}

extension String {
    var trimmingTrailingSpaces: String {
        var text = self[...]
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}

/// JSON for programs: sorted keys, two spaces.
enum JSONOutput {
    static func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
