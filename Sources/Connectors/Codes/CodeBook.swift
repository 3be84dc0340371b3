// SPDX-License-Identifier: EUPL-1.2

package import ExchangeSchema
import Foundation

/// Code lists of the sources with their canonical counterparts, read from `contracts/codes/*.csv` at start.
///
/// A file is UTF-8 with `;`, header `list;code;canonical;label;status`. `status` is `official` where the source publishes the meaning and
/// `inferred` where we concluded it. An empty `canonical` says that the code is known and has no counterpart.
package struct CodeBook: Sendable {
    private struct Entry {
        let canonical: String
        let label: String?
    }
    private var lists: [String: [String: Entry]] = [:]

    /// Reads the files in order; throws `CodeBookFault` for a row that is not of the form.
    package init(filesAt paths: [String]) throws {
        for path in paths { try add(String(contentsOfFile: path, encoding: .utf8), from: path) }
    }

    private mutating func add(_ text: String, from path: String) throws {
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let cells = line.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
            if cells == [""] { continue }
            guard cells.count == 5, !cells[0].isEmpty else { throw CodeBookFault(path: path, row: index + 1) }
            if index == 0 {
                guard cells == ["list", "code", "canonical", "label", "status"] else { throw CodeBookFault(path: path, row: 1) }
                continue
            }
            guard cells[4] == "official" || cells[4] == "inferred", lists[cells[0]]?[cells[1]] == nil else {
                throw CodeBookFault(path: path, row: index + 1)
            }
            lists[cells[0], default: [:]][cells[1]] = Entry(canonical: cells[2], label: cells[3].isEmpty ? nil : cells[3])
        }
    }

    /// The canonical counterpart, or nil where the code is unknown or has none.
    package func canonical(_ list: String, _ code: String) -> String? {
        guard let entry = lists[list]?[code], !entry.canonical.isEmpty else { return nil }
        return entry.canonical
    }

    /// True where the list has the code, with or without a counterpart.
    package func knows(_ list: String, _ code: String) -> Bool { lists[list]?[code] != nil }

    /// The source's code as a value of its own list; without `code` where the list does not have it.
    package func own(_ list: String, _ code: String, label: String? = nil) -> Coded {
        let entry = lists[list]?[code]
        return Coded(scheme: list, code: entry == nil ? nil : code, label: entry?.label, originalCode: code, originalLabel: label)
    }

    /// The source's code turned into one of another scheme; without `code` where there is no counterpart.
    package func translated(_ list: String, _ code: String, to scheme: String, label: String? = nil) -> Coded {
        Coded(
            scheme: scheme, code: canonical(list, code), label: lists[list]?[code]?.label, originalCode: code, originalLabel: label)
    }
}

/// A code list file that can't be used; the gateway does not start with it.
package struct CodeBookFault: Error, Hashable, CustomStringConvertible {
    package let path: String
    package let row: Int
    package var description: String { "the code list \(path) has a fault in row \(row)" }
}
