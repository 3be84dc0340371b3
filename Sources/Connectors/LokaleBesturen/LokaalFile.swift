// SPDX-License-Identifier: EUPL-1.2
import Contracts
import ExchangeSchema

/// What a municipality tells of in one file, and in which words.
struct LokaalForm: Hashable, Sendable {
    enum Kind: String, CaseIterable { case residents = "inwoners", participation = "participatie", moves = "verhuis", numbers = "nummers" }
    /// 1: Windows-1252, `dd/mm/jjjj`. 2: UTF-8 with a byte order mark, `jjjj-mm-dd`, quoted cells.
    enum Dialect: Int, CaseIterable { case classic = 1, modern = 2 }

    let kind: Kind
    let dialect: Dialect

    static let all = Kind.allCases.flatMap { kind in Dialect.allCases.map { LokaalForm(kind: kind, dialect: $0) } }

    /// `inwoners/klassiek-1` or `inwoners/modern-2`.
    var format: MessageFormat {
        MessageFormat(rawValue: "\(kind.rawValue)/\(dialect == .classic ? "klassiek" : "modern")-\(dialect.rawValue)")
    }
    var contractName: String { "sources/lokaal/\(kind.rawValue)-\(dialect.rawValue).table.json" }
}

/// The name of a municipality's file: `NIS_JJJJMMDD_VOLGNR_inwoners.csv`, or another word for what it tells of.
struct LokaalFileName: Equatable {
    let stem: String
    let nis: String
    let date: LocalDate
    let number: Int
    let kind: LokaalForm.Kind

    init?(_ name: String) {
        guard name.hasSuffix(".csv") else { return nil }
        stem = String(name.dropLast(4))
        let parts = stem.split(separator: "_", omittingEmptySubsequences: false)
        guard parts.count == 4, MunicipalityRegister.isCode(parts[0]), parts[1].utf8.count == 8, let day = Digits.value(parts[1]),
            let date = LocalDate(year: day / 10_000, month: day / 100 % 100, day: day % 100), let number = Digits.value(parts[2]),
            number < 1_000_000,
            let kind = LokaalForm.Kind(rawValue: String(parts[3]))
        else { return nil }
        nis = String(parts[0])
        self.date = date
        self.number = number
        self.kind = kind
    }
}

/// What a row knows from its file: municipality, day and number of the file, number of the row.
struct LokaalContext: Equatable {
    let nis: String
    let date: LocalDate
    let number: Int
    let row: Int

    init(_ file: LokaalFileName, row: Int) {
        nis = file.nis
        date = file.date
        number = file.number
        self.row = row
    }

    init?(_ context: [String: String]) {
        guard let nis = context["nis"], let date = context["date"].flatMap({ LocalDate($0) }),
            let number = context["number"].flatMap({ Int($0) }),
            let row = context["row"].flatMap({ Int($0) })
        else { return nil }
        self.nis = nis
        self.date = date
        self.number = number
        self.row = row
    }

    var pairs: [String: String] { ["nis": nis, "date": date.description, "number": String(number), "row": String(row)] }

    /// Sequence of the row among all of the municipality's rows of that day.
    var sequence: Int64 { Int64(number) * 1_000_000 + Int64(row) }
    var assertedAt: Instant { Instant(brussels: date) }
}
