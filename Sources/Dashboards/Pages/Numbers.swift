// SPDX-License-Identifier: EUPL-1.2

/// Figures as a Dutch reader expects them.
enum Numbers {
    /// 12345 → "12.345".
    static func text(_ number: Int) -> String {
        var digits = Array(String(abs(number)))
        var at = digits.count - 3
        while at > 0 { digits.insert(".", at: at); at -= 3 }
        return (number < 0 ? "\u{2212}" : "") + String(digits)
    }

    static func percent(_ value: Int?) -> String { value.map { "\($0) %" } ?? "te weinig personen" }

    /// A lead time in words.
    static func duration(seconds: Int) -> String {
        switch seconds {
        case ..<60: "minder dan 1 minuut"
        case ..<3600: "\(seconds / 60) min"
        case ..<172_800: "\(seconds / 3600) uur"
        default: "\(seconds / 86_400) dagen"
        }
    }
}
