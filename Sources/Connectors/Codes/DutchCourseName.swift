// SPDX-License-Identifier: EUPL-1.2

import ExchangeSchema

/// What the name of a course says of Dutch as a second language.
///
/// The Flemish richtgraden stand for CEFR levels (domain §2.4): 1.1 Breakthrough A1, 1.2 Waystage A2, 2 Threshold B1, 3 Vantage B2, 4 C1.
enum DutchCourseName {
    static func isDutch(_ name: String) -> Bool {
        let words = Self.words(name)
        return words.contains("NT2") || name.lowercased().contains("nederlands tweede taal")
    }

    /// The level the course leads to; nil where the name does not say it.
    static func level(_ name: String) -> CEFR? {
        let words = Self.words(name)
        for (index, word) in words.enumerated() {
            if let level = CEFR(rawValue: word) ?? byTitle[word] { return level }
            if word == "RICHTGRAAD" || word == "RG", index + 1 < words.count, let level = byGrade(words[index + 1]) { return level }
            if word.hasPrefix("RG"), let level = byGrade(String(word.dropFirst(2))) { return level }
        }
        return nil
    }

    private static let byTitle: [String: CEFR] = ["BREAKTHROUGH": .a1, "WAYSTAGE": .a2, "THRESHOLD": .b1, "VANTAGE": .b2]

    private static func byGrade(_ grade: String) -> CEFR? {
        switch grade {
        case "1.1": .a1
        case "1", "1.2": .a2
        default:
            switch grade.split(separator: ".").first {
            case "2": .b1
            case "3": .b2
            case "4": .c1
            default: nil
            }
        }
    }

    private static func words(_ name: String) -> [String] {
        name.uppercased().split { !($0.isLetter || $0.isNumber || $0 == ".") }.map(String.init)
    }
}
