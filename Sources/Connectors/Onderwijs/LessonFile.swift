// SPDX-License-Identifier: EUPL-1.2
import Contracts
import ExchangeSchema
import Foundation

/// The name of a private provider's file: `KBO_JJJJMMDD_VOLGNR_taallessen.csv`.
struct LessonFileName: Equatable {
    let stem: String
    /// Ten digits with right check digits.
    let kbo: String
    let date: LocalDate
    let number: Int

    init?(_ name: String) {
        guard name.hasSuffix(".csv") else { return nil }
        stem = String(name.dropLast(4))
        let parts = stem.split(separator: "_", omittingEmptySubsequences: false)
        guard parts.count == 4, parts[3] == "taallessen", Self.isKBO(parts[0]), parts[1].utf8.count == 8,
            let day = Digits.value(parts[1]), let date = LocalDate(year: day / 10_000, month: day / 100 % 100, day: day % 100),
            let number = Digits.value(parts[2]), number < 1_000_000
        else { return nil }
        kbo = String(parts[0])
        self.date = date
        self.number = number
    }

    /// The last two digits of a KBO number are 97 − (the first eight mod 97).
    static func isKBO(_ text: some StringProtocol) -> Bool {
        guard text.utf8.count == 10, let number = Digits.value(text) else { return false }
        return number % 100 == 97 - number / 100 % 97
    }

    var organisation: OrganisationID { OrganisationID(rawValue: "aanbieder-\(kbo)") }
}

/// What a row knows from its file.
struct LessonContext: Equatable {
    let kbo: String
    let date: LocalDate
    let number: Int
    let row: Int

    init(_ file: LessonFileName, row: Int) {
        kbo = file.kbo
        date = file.date
        number = file.number
        self.row = row
    }

    init?(_ context: [String: String]) {
        guard let kbo = context["kbo"], let date = context["date"].flatMap({ LocalDate($0) }),
            let number = context["number"].flatMap({ Int($0) }), let row = context["row"].flatMap({ Int($0) })
        else { return nil }
        self.kbo = kbo
        self.date = date
        self.number = number
        self.row = row
    }

    var pairs: [String: String] { ["kbo": kbo, "date": date.description, "number": String(number), "row": String(row)] }

    /// Number of the row among all the provider's rows of that day.
    var sequence: Int64 { Int64(number) * 1_000_000 + Int64(row) }
}

/// Cuts a private provider's file into rows, after a first pass has found header and trailer in order.
struct LessonFraming {
    let file: LessonFileName
    let schema: TableSchema
    let maximumLineBytes: Int

    private var reader: DelimitedReader { DelimitedReader(schema.dialect, maximumLineBytes: maximumLineBytes) }

    /// What makes the whole file unusable; nil where nothing does. Rows with faults of their own do not.
    func fault(inFileAt path: String) throws -> Violation? {
        var found: Violation?
        var trailer = TableTrailer()
        try reader.read(fileAt: path) { number, line in
            if trailer.isClosed {
                found = Violation(rule: "csv:after-trailer", field: "", place: .row(number, column: nil))
                return false
            }
            switch line {
            case .failure(let violation): found = violation
            case .success(let row) where number == 1: found = schema.violations(inHeader: row).first
            case .success(let row) where TableTrailer.isTrailer(row.bytes): trailer.close(row.cells)
            case .success(let row): trailer.count(row.bytes)
            }
            return found == nil
        }
        return found ?? trailer.violation
    }

    /// Gives the data rows as records, in batches.
    func rows(ofFileAt path: String, batchSize: Int, take: (FramedBatch) throws -> Void) throws {
        var batch = FramedBatch()
        try reader.read(fileAt: path) { number, line in
            guard number > 1, case .success(let row) = line, !TableTrailer.isTrailer(row.bytes) else { return true }
            batch.records.append(record(row, number))
            if batch.records.count >= batchSize {
                try take(batch)
                batch = FramedBatch()
            }
            return true
        }
        if !batch.records.isEmpty { try take(batch) }
    }

    /// An enrolment is known by the provider's own id, so that a row without INSZ and a later one with it are of one person.
    private func record(_ row: DelimitedRow, _ number: Int) -> SourceRecord {
        SourceRecord(
            agency: .onderwijs, organisation: file.organisation, format: OnderwijsConnector.lessons,
            sourceKey: "taalles/\(file.kbo)/\(row.cells.first ?? "")", reference: "\(file.stem)#\(number)", body: row.bytes,
            context: LessonContext(file, row: number).pairs, place: "row \(number)")
    }
}
