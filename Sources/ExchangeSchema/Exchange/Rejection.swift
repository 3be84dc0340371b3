// SPDX-License-Identifier: EUPL-1.2

/// Wrong data, worded so that the agency can mend it: which rule, which field, where; never the value.
package struct Rejection: Hashable, Sendable, Codable, CustomStringConvertible {
    /// Stable code of the rule that was broken: `xsd:pattern`, `csv:trailer`, `kbi:contract-without-date`.
    package let rule: String
    package let field: String
    /// Line and column, JSON Pointer, or row and column.
    package let place: String

    package init(rule: String, field: String, place: String) {
        self.rule = rule
        self.field = field
        self.place = place
    }

    package var description: String { "\(rule): \(field.isEmpty ? "message" : field) (\(place.isEmpty ? "whole message" : place))" }
}

/// What an answer with an error code asks of us (domain §2.2).
package struct SourceOutcome: Hashable, Sendable, Codable {
    package enum Course: String, Sendable, Codable {
        case retryLater = "RETRY_LATER"
        case doNotRetry = "DO_NOT_RETRY"
        case noData = "NO_DATA"
        case warning = "WARNING"
    }
    package let course: Course
    /// The source's own code, e.g. `99996`.
    package let code: String
    /// Which system behind the source spoke, e.g. `DVNCI`.
    package let origin: String?

    package init(course: Course, code: String, origin: String? = nil) {
        self.course = course
        self.code = code
        self.origin = origin
    }
}

/// What came of reading one source record under its contract and mapping.
package enum RecordReading: Sendable {
    /// The record says something about one person.
    case mapped(CanonicalRecord)
    /// The record breaks its contract or a rule of the mapping.
    case rejected([Rejection])
    /// The record is an answer without facts.
    case answered(SourceOutcome)
}
