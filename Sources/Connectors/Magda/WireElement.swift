// SPDX-License-Identifier: EUPL-1.2

import Contracts
import ExchangeSchema

extension XMLElement {
    /// The text directly inside, nil where there is none.
    var value: String? { text.isEmpty ? nil : text }

    /// Where it stands in the message, for the agency that must mend it.
    var place: String { "line \(line)" }

    /// `true` and `1` as XML Schema writes them.
    var isTrue: Bool { text == "true" || text == "1" }
}

extension Rejection {
    init(_ violation: Violation) {
        self.init(rule: violation.rule, field: violation.field, place: violation.place.description)
    }
}
