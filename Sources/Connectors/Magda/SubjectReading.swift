// SPDX-License-Identifier: EUPL-1.2

import ExchangeSchema

extension Subject {
    /// The person a message is about, by the INSZ it gives or was asked with; a flawed number is kept apart and never matched by.
    init(inszText: String?, replacements: [INSZReplacement]) {
        self.init()
        self.replacements = replacements
        guard let inszText else { return }
        switch INSZ.read(inszText) {
        case .valid(let number): insz = number
        case .flawed, .malformed:
            hasFlawedINSZ = true
            flawedINSZ = inszText
        }
    }
}
