// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
package import ExchangeStore

/// Writes a report so that a clerk can read it: UTF-8 with a byte order mark, `;`, CRLF, a header in Dutch; no values, numbers masked.
///
///     Nr;Ontvangen op;Bericht;Plaats;Veld;Wat er mis is;Wat u kunt doen;Code
package struct RejectionSheet: Sendable {
    private let words: RejectionWords

    package init(words: RejectionWords) { self.words = words }

    package static func name(of report: RejectionReport) -> String {
        "\(report.madeAt.brusselsDate)_\(Digits.padded(Int(report.number), 4))_afgekeurd.csv"
    }

    package func bytes(_ items: [ReportedItem]) -> [UInt8] {
        var text = "\u{FEFF}" + Self.row(["Nr", "Ontvangen op", "Bericht", "Plaats", "Veld", "Wat er mis is", "Wat u kunt doen", "Code"])
        for (index, item) in items.enumerated() {
            let words = words.words(for: item.rejection.rule)
            text += Self.row([
                String(index + 1), item.at.brusselsDate.description, Self.masked(item.reference ?? ""), Self.place(item.rejection.place),
                Self.masked(item.rejection.field), words?.what ?? "Het bericht voldoet niet aan de afspraken.",
                item.note.map(Self.masked) ?? words?.advice ?? "Verbeter het bericht en stuur het opnieuw.", item.rejection.rule,
            ])
        }
        return Array(text.utf8)
    }

    /// Hides every run of eleven digits or more, with or without signs between them: it may be somebody's number.
    static func masked(_ text: String) -> String {
        var out = ""
        var run = ""
        func flush() {
            out += run.filter(\.isNumber).count >= 11 ? "•••" : run
            run = ""
        }
        for character in text {
            if character.isNumber || (!run.isEmpty && ".-/ ".contains(character)) {
                run.append(character)
            } else {
                flush()
                out.append(character)
            }
        }
        flush()
        return out
    }

    private static let dutch = [
        ("row ", "rij "), ("line ", "regel "), ("column ", "kolom "), ("whole file", "hele bestand"), ("whole document", "hele bericht"),
        ("whole message", "hele bericht"),
    ]

    private static func place(_ place: String) -> String {
        if place.isEmpty { return "hele bericht" }
        var text = masked(place)
        for (english, dutch) in dutch {
            while let found = text.firstRange(of: english) { text.replaceSubrange(found, with: dutch) }
        }
        return text
    }

    /// A cell that a spreadsheet would take for a formula gets a quote before it (CWE-1236).
    private static func row(_ cells: [String]) -> String {
        cells.map { cell in
            let safe = cell.first.map { "=+-@\t\r".contains($0) } ?? false ? "'" + cell : cell
            return "\"" + safe.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
        }.joined(separator: ";") + "\r\n"
    }
}
