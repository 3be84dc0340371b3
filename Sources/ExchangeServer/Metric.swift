// SPDX-License-Identifier: EUPL-1.2

/// One figure about the gateway with all its samples, as Prometheus keeps it; never about a person.
package struct Metric: Sendable, Equatable {
    package enum Kind: String, Sendable { case gauge, counter }

    package struct Sample: Sendable, Equatable {
        /// Names and values in the order in which they are written.
        package let labels: [Label]
        package let value: Double
    }

    package struct Label: Sendable, Equatable {
        package let name: String
        package let value: String
    }

    package let name: String
    package let help: String
    package let kind: Kind
    package private(set) var samples: [Sample] = []

    /// A counter's name ends in `_total`, a time's in `_seconds`.
    package init(_ name: String, _ kind: Kind, _ help: String) {
        self.name = name
        self.kind = kind
        self.help = help
    }

    /// With one figure.
    package init(_ name: String, _ kind: Kind, _ help: String, value: Double) {
        self.init(name, kind, help)
        add(value)
    }

    package mutating func add(_ value: Double, _ labels: KeyValuePairs<String, String> = [:]) {
        samples.append(Sample(labels: labels.map { Label(name: $0.key, value: $0.value) }, value: value))
    }
}

/// The text format that Prometheus reads (version 0.0.4): lines of HELP, TYPE and samples, each ended by LF.
package enum Exposition {
    package static let mediaType = "text/plain; version=0.0.4; charset=utf-8"

    package static func text(_ metrics: [Metric]) -> String {
        var lines: [String] = []
        for metric in metrics {
            lines.append("# HELP \(metric.name) \(escaped(metric.help, quotes: false))")
            lines.append("# TYPE \(metric.name) \(metric.kind.rawValue)")
            for sample in metric.samples { lines.append("\(metric.name)\(labels(sample.labels)) \(number(sample.value))") }
        }
        return lines.map { $0 + "\n" }.joined()
    }

    private static func labels(_ labels: [Metric.Label]) -> String {
        guard !labels.isEmpty else { return "" }
        return "{" + labels.map { "\($0.name)=\"\(escaped($0.value, quotes: true))\"" }.joined(separator: ",") + "}"
    }

    /// Backslash, line feed and, inside a label, the quotation mark are escaped.
    private static func escaped(_ text: String, quotes: Bool) -> String {
        var out = ""
        for character in text {
            switch character {
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\"" where quotes: out += "\\\""
            default: out.append(character)
            }
        }
        return out
    }

    private static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
        return Int64(exactly: value).map(String.init) ?? String(value)
    }
}
