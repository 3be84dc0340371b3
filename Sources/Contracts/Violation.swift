// SPDX-License-Identifier: EUPL-1.2

/// Where in the input a rule was broken.
package enum Place: Hashable, Sendable, CustomStringConvertible {
    case line(Int, column: Int?)
    /// JSON Pointer (RFC 6901).
    case pointer(String)
    case row(Int, column: String?)
    case file

    package var description: String {
        switch self {
        case .line(let line, let column): column.map { "line \(line), column \($0)" } ?? "line \(line)"
        case .pointer(let pointer): pointer.isEmpty ? "whole document" : pointer
        case .row(let row, let column): column.map { "row \(row), column \($0)" } ?? "row \(row)"
        case .file: "whole file"
        }
    }
}

/// A broken rule of a contract: which rule, which field, where; never the value.
package struct Violation: Hashable, Sendable, Error, CustomStringConvertible {
    /// `xsd:pattern`, `jsonschema:required`, `csv:trailer`.
    package let rule: String
    package let field: String
    package let place: Place

    package init(rule: String, field: String, place: Place) {
        self.rule = rule
        self.field = field
        self.place = place
    }

    package var description: String { "\(rule): \(field.isEmpty ? "message" : field) (\(place))" }
}

/// A contract file that can't be used, with where and why.
package struct ContractLoadError: Error, Equatable, Sendable, CustomStringConvertible {
    package let file: String
    package let place: String
    package let problem: String

    package init(file: String, place: String, problem: String) {
        self.file = file
        self.place = place
        self.problem = problem
    }

    package var description: String { "\(file): \(place): \(problem)" }
}
