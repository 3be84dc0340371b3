// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// One indicator of the exchange itself: what it is, and what it says of the figures of the gateway.
package protocol HealthIndicator: Sendable {
    static var id: String { get }
    static var title: Phrase { get }
    static var meaning: Phrase { get }
    static var lines: String { get }
    static func read(_ figures: ExchangeFigures, at knownAt: Instant) -> [HealthReading]
}

/// One figure of an indicator, with what it is of.
package struct HealthReading: Sendable, Equatable {
    package enum Value: Sendable, Equatable {
        case count(Int)
        case share(part: Int, whole: Int)
        case hours(Int)
        case yes(Bool)
        case never
    }
    package let label: Phrase
    package let value: Value
    /// True where somebody should look at it.
    package var isProblem = false

    package init(_ label: Phrase, _ value: Value, isProblem: Bool = false) {
        self.label = label
        self.value = value
        self.isProblem = isProblem
    }
}

package enum HealthBook {
    package static let all: [any HealthIndicator.Type] = [
        X1Freshness.self, X2Timeliness.self, X3Completeness.self, X4Rejections.self, X5Matching.self, X6Conflicts.self,
        X7DutchCoverage.self,
        X8Restatement.self, X9Chain.self,
    ]
}
