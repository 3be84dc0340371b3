// SPDX-License-Identifier: EUPL-1.2

/// What an indicator counts, in words and in columns.
package struct IndicatorDefinition: Sendable {
    package enum Theme: String, Sendable, CaseIterable {
        case inflow = "instroom", dutch = "nederlands", work = "werk", network = "netwerk", diplomas = "diplomas", fees = "retributies"
        case none = "geen"
    }
    package enum Unit: Sendable { case persons, trajectories, cents, minutes, other }
    package struct Column: Sendable {
        package let name: Phrase
        package let unit: Unit
    }
    /// A share: columns over columns.
    package struct Rate: Sendable {
        package let name: Phrase
        package let part: [Int]
        package let whole: [Int]
    }
    /// The days from one event to another, of which a median is told.
    package struct Duration: Sendable {
        package let name: Phrase
        /// The column whose observations carry the days.
        package let column: Int
    }

    package let id: String
    package let theme: Theme
    package let title: Phrase
    package let numerator: Phrase
    package let denominator: Phrase
    /// Which year an observation belongs to.
    package let period: Phrase
    /// The words of the note that it serves, always in Dutch, where they are at hand; the lines stand always.
    package let quote: String?
    package let lines: String
    package var columns: [Column] = []
    package var rates: [Rate] = []
    package var durations: [Duration] = []
    /// On which attributes sources may disagree for the person to count as conflicting.
    package var areas: PersonFacts.Areas = .identity
    /// False where health is concerned: then nothing below the province is shown.
    package var isShownPerMunicipality = true
    /// False where none of the five sources tells: shown as "geen bron".
    package var hasSource = true

    package init(
        _ id: String, _ theme: Theme, _ title: Phrase, numerator: Phrase, denominator: Phrase, period: Phrase, quote: String? = nil,
        lines: String
    ) {
        self.id = id
        self.theme = theme
        self.title = title
        self.numerator = numerator
        self.denominator = denominator
        self.period = period
        self.quote = quote
        self.lines = lines
    }

    package mutating func column(_ nl: String, _ en: String, _ unit: Unit = .persons) {
        columns.append(Column(name: Phrase(nl, en), unit: unit))
    }
    package mutating func rate(_ nl: String, _ en: String, _ part: [Int], of whole: [Int]) {
        rates.append(Rate(name: Phrase(nl, en), part: part, whole: whole))
    }
    package mutating func duration(_ nl: String, _ en: String, _ column: Int) {
        durations.append(Duration(name: Phrase(nl, en), column: column))
    }
}
