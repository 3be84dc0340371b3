// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

// NIS_JJJJMMDD_VOLGNR_inwoners.csv, …_participatie.csv and …_verhuis.csv, CRLF, in one of two dialects:
//
//     header line in Dutch         classic: Windows-1252, dd/mm/jjjj, no quotes
//     data lines, `;` between      modern: UTF-8 with byte order mark, jjjj-mm-dd, cells in quotes where they need them
//     #AANTAL;n;#CONTROLE;s        s = sum of the bytes of the data lines without line ends, mod 1,000,000
//
// Beside each stands an empty file of the same name that ends in .ok: the sender is done with it.

/// Writes what municipalities send: rows per municipality and quarter, and the files they make up.
struct MunicipalRows: Sendable {
    enum Dialect: Sendable { case classic, modern }

    enum Kind: Int64, Sendable, CaseIterable {
        case residents = 0, participation, moves

        var word: String { ["inwoners", "participatie", "verhuis"][Int(rawValue)] }
        var header: String {
            switch self {
            case .residents:
                "rijksregisternummer;oud_insz;naam;voornaam;geboortedatum;nationaliteit;register;"
                    + "straat;huisnr;bus;postcode;gemeente;niscode;datum_inschrijving;mutatietype"
            case .participation: "activiteit_id;rijksregisternummer;vorm;organisator;uren;begin;einde;bewijs_getekend;mutatietype"
            case .moves:
                "rijksregisternummer;naam;voornaam;geboortedatum;van_nis;naar_nis;datum_verhuis;straat;huisnr;bus;postcode;gemeente;mutatietype"
            }
        }
    }

    let dialect: Dialect

    /// One municipality in five has the modern software.
    init(nis: String) { dialect = (Digits.value(nis) ?? 0) % 5 == 0 ? .modern : .classic }

    /// The day on which a file with this event leaves: the end of its quarter, or the last day of the plan.
    static func fileDay(of day: LocalDate, last: LocalDate) -> LocalDate {
        let (year, month, _) = day.parts
        let quarterEnd = (month - 1) / 3 * 3 + 3
        let end = LocalDate(year: year, month: quarterEnd, day: LocalDate.daysIn(month: quarterEnd, year: year)) ?? last
        return min(end, last)
    }

    /// Orders rows by municipality, kind and file day.
    static func group(nis: String, _ kind: Kind, _ fileDay: LocalDate) -> Int64 {
        (Int64(Digits.value(nis) ?? 0) * 4 + kind.rawValue) * 100_000 + Int64(fileDay.dayNumber)
    }

    static func parts(ofGroup group: Int64) -> (nis: String, kind: Kind, day: LocalDate) {
        let front = group / 100_000
        return (
            Digits.padded(Int(front / 4), 5), Kind(rawValue: front % 4) ?? .residents, LocalDate(dayNumber: Int32(group % 100_000))
        )
    }

    func resident(
        _ person: Newcomer, _ stay: Newcomer.Stay, number: String, old: String = "", fileDay: LocalDate, mutation: String
    ) -> [UInt8] {
        row([
            number, old, person.familyName, person.givenNames.joined(separator: " "), date(person.birth),
            person.origin.nis, person.group == .undetermined && person.index % 7 == 0 ? "5" : "1", street(stay, of: person),
            String(stay.number), "", stay.town.postcode, stay.town.name(on: fileDay), stay.town.nis(on: fileDay),
            date(PartialDate(stay.from)), mutation,
        ])
    }

    /// The municipality that is left tells of it, and does not know the address.
    func move(_ person: Newcomer, from old: Newcomer.Stay, to new: Newcomer.Stay, fileDay: LocalDate) -> [UInt8] {
        row([
            person.insz.digits, person.familyName, person.givenNames.joined(separator: " "), date(person.birth), old.town.nis(on: fileDay),
            new.town.nis(on: fileDay), date(PartialDate(new.from)), "", "", "", "", "", "N",
        ])
    }

    /// Modern software lets people write more than a line.
    private func street(_ stay: Newcomer.Stay, of person: Newcomer) -> String {
        dialect == .modern && person.index % 11 == 0 ? stay.street + "\n(\"achterbouw\"; 2de deur)" : stay.street
    }

    private func date(_ date: PartialDate) -> String { dialect == .modern ? PartialText.iso(date) : PartialText.belgian(date) }

    private func row(_ cells: [String]) -> [UInt8] {
        guard dialect == .modern else { return Windows1252.bytes(cells.joined(separator: ";")) }
        return Array(
            cells.map { cell in
                cell.contains { $0 == ";" || $0 == "\"" || $0.isWhitespace }
                    ? "\"\(cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))\"" : cell
            }.joined(separator: ";").utf8)
    }

    func participation(_ activity: Life.Activity, id: String, number: String, done: Bool, mutation: String) -> [UInt8] {
        let hours = activity.quarters / 4
        let fraction = ["", ",25", ",5", ",75"][activity.quarters % 4]
        return row([
            id, number, activity.form, activity.organiser, "\(hours)\(fraction)", date(PartialDate(activity.begin)),
            date(PartialDate(activity.end)), done ? activity.proofOn.map { date(PartialDate($0)) } ?? "" : "", mutation,
        ])
    }

    /// The dotted form in which people write the number.
    static func dotted(_ digits: String) -> String {
        let d = Array(digits.utf8)
        guard d.count == 11 else { return digits }
        let text = { (range: Range<Int>) in String(decoding: d[range], as: UTF8.self) }
        return "\(text(0..<2)).\(text(2..<4)).\(text(4..<6))-\(text(6..<9)).\(text(9..<11))"
    }

    /// One file: header, rows, trailer.
    func file(_ kind: Kind, rows: [[UInt8]]) -> [UInt8] {
        let lineEnd: [UInt8] = [13, 10]
        var bytes = (dialect == .modern ? [0xEF, 0xBB, 0xBF] : []) + Array(kind.header.utf8) + lineEnd
        var sum = 0
        for row in rows {
            for byte in row { sum += Int(byte) }
            bytes += row
            bytes += lineEnd
        }
        bytes += Array("#AANTAL;\(rows.count);#CONTROLE;\(sum % 1_000_000)".utf8) + lineEnd
        return bytes
    }
}

/// Text in the code page municipalities use; what it lacks becomes `?`.
enum Windows1252 {
    /// The characters of 0x80–0x9F that differ from Latin-1 and occur in names.
    private static let special: [Unicode.Scalar: UInt8] = [
        "€": 0x80, "Š": 0x8A, "Œ": 0x8C, "Ž": 0x8E, "’": 0x92, "–": 0x96, "š": 0x9A, "œ": 0x9C, "ž": 0x9E, "Ÿ": 0x9F,
    ]

    static func bytes(_ text: String) -> [UInt8] {
        text.unicodeScalars.map { scalar in
            switch scalar.value {
            case 0..<0x80, 0xA0..<0x100: UInt8(scalar.value)
            default: special[scalar] ?? UInt8(ascii: "?")
            }
        }
    }

    static func holds(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { $0.value < 0x80 || (0xA0..<0x100).contains($0.value) || special[$0] != nil }
    }
}
