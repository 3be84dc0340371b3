// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// The day that a message says it was sent on (`Context/Bericht/Tijdstip/Datum`), by which its sender counts it.
enum MessageDay {
    /// Who counts the answers of registers that are asked through the platform.
    static let platform = "magda"

    static func lot(of record: SourceRecord, sender: String) -> Lot? {
        let text = TagScan(record.body, leavesNamed: ["Datum"]).first("Bericht", "Tijdstip", "Datum")
        return text.flatMap { LocalDate($0) }.map { Lot(sender: sender, day: $0) }
    }
}

/// What a sender's records of rows are counted by: the file they came in.
enum FileLot {
    /// `reference` is the name of the file without its ending, `#` and the number of the row.
    static func lot(of record: SourceRecord, sender: String, date: String?) -> Lot? {
        guard let day = date.flatMap({ LocalDate($0) }), let mark = record.reference.lastIndex(of: "#") else { return nil }
        return Lot(sender: sender, day: day, name: String(record.reference[..<mark]))
    }
}
