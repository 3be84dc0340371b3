// SPDX-License-Identifier: EUPL-1.2

package enum Language: String, Sendable, CaseIterable { case dutch = "nl", english = "en" }

/// A text in the languages of the pages.
package struct Phrase: Sendable, Hashable {
    package let nl: String
    package let en: String

    package init(_ nl: String, _ en: String) {
        self.nl = nl
        self.en = en
    }

    package subscript(language: Language) -> String { language == .dutch ? nl : en }
}
