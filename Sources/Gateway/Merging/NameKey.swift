// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import Foundation

/// A form of names in which spelling, order and particles do not count.
enum NameKey {
    private static let particles: Set<String> = ["van", "de", "der", "den", "el", "al", "ben", "bin", "ould", "abu", "di", "da", "do"]

    /// Lower-case Latin letters of each token, sorted; particles left out unless nothing else is there.
    static func tokens(_ name: PersonName) -> [String] {
        let raw = ([name.familyName ?? ""] + name.givenNames).joined(separator: " ")
        let folded =
            raw.utf8.allSatisfy { $0 < 0x80 }
            ? raw : raw.applyingTransform(StringTransform("Any-Latin; Latin-ASCII"), reverse: false) ?? raw
        var tokens: [String] = []
        var current: [UInt8] = []
        for byte in folded.utf8 {
            switch byte {
            case 97...122: current.append(byte)
            case 65...90: current.append(byte + 32)
            default:
                if !current.isEmpty { tokens.append(String(decoding: current, as: UTF8.self)); current = [] }
            }
        }
        if !current.isEmpty { tokens.append(String(decoding: current, as: UTF8.self)) }
        let strong = tokens.filter { !particles.contains($0) }
        return (strong.isEmpty ? tokens : strong).sorted()
    }

    /// True where the two can be one name: a shared token, or a prefix where a source cut it.
    static func agree(_ left: PersonName, _ right: PersonName) -> Bool {
        if left.familyName == right.familyName, left.givenNames == right.givenNames { return true }
        let (leftTokens, rightTokens) = (tokens(left), tokens(right))
        if leftTokens.isEmpty || rightTokens.isEmpty { return true }
        for token in leftTokens where rightTokens.contains(token) { return true }
        if left.truncated || right.truncated {
            for token in leftTokens where rightTokens.contains(where: { $0.hasPrefix(token) || token.hasPrefix($0) }) { return true }
        }
        return false
    }
}
