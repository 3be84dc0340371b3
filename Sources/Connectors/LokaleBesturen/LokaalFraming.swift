// SPDX-License-Identifier: EUPL-1.2
import Contracts
import ExchangeSchema
import Foundation

/// The name of a municipality's file: `NIS_JJJJMMDD_VOLGNR_inwoners.csv` or `…_participatie.csv`.
struct LokaalFileName: Equatable {
    enum Kind: String { case residents = "inwoners", participation = "participatie" }
    let stem: String
    let nis: String
    let date: LocalDate
    let number: Int
    let kind: Kind

    init?(_ name: String) {
        guard name.hasSuffix(".csv") else { return nil }
        stem = String(name.dropLast(4))
        let parts = stem.split(separator: "_", omittingEmptySubsequences: false)
        guard parts.count == 4, MunicipalityRegister.isCode(parts[0]), parts[1].utf8.count == 8, let day = Digits.value(parts[1]),
            let date = LocalDate(year: day / 10_000, month: day / 100 % 100, day: day % 100), let number = Digits.value(parts[2]),
            number < 1_000_000,
            let kind = Kind(rawValue: String(parts[3]))
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

/// Cuts a municipality's file into rows, after a first pass has found header, trailer, count and control sum in order.
///
/// The last line is `#AANTAL;n;#CONTROLE;sum`: n data rows, and the sum of all bytes of the data rows without line ends, modulo 1,000,000.
struct LokaalFraming {
    let file: LokaalFileName
    let schema: TableSchema
    let maximumLineBytes: Int

    private var reader: DelimitedReader { DelimitedReader(schema.dialect, maximumLineBytes: maximumLineBytes) }

    /// What makes the whole file unusable; nil where nothing does.
    func fault(inFileAt path: String) throws -> Violation? {
        var found: Violation?
        var rows = 0
        var sum = 0
        var trailer: [String]?
        try reader.read(fileAt: path) { number, result in
            switch result {
            case .failure(let violation):
                if number == 1 || violation.rule == "csv:encoding" || violation.rule == "csv:line-too-long" {
                    found = violation; return false
                }
                rows += 1
            case .success(let row):
                if trailer != nil {
                    found = Violation(rule: "csv:after-trailer", field: "", place: .row(number, column: nil)); return false
                }
                if number == 1 {
                    if let violation = schema.violations(inHeader: row).first { found = violation; return false }
                } else if row.bytes.first == UInt8(ascii: "#") {
                    trailer = row.cells
                } else {
                    rows += 1
                    sum = row.bytes.reduce(sum) { ($0 + Int($1)) % 1_000_000 }
                }
            }
            return true
        }
        if let found { return found }
        guard let trailer else { return Violation(rule: rows == 0 ? "csv:empty" : "csv:trailer-missing", field: "", place: .file) }
        guard trailer.count == 4, trailer[0] == "#AANTAL", trailer[2] == "#CONTROLE" else {
            return Violation(rule: "csv:trailer", field: "#AANTAL", place: .file)
        }
        guard Int(trailer[1]) == rows else { return Violation(rule: "csv:trailer-count", field: "#AANTAL", place: .file) }
        guard Int(trailer[3]) == sum else { return Violation(rule: "csv:trailer-sum", field: "#CONTROLE", place: .file) }
        return nil
    }

    func size(ofFileAt path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return (attributes[.size] as? Int) ?? 0
    }

    /// Gives the data rows as records, in batches.
    func rows(ofFileAt path: String, batchSize: Int, take: (FramedBatch) throws -> Void) throws {
        var batch = FramedBatch()
        try reader.read(fileAt: path) { number, result in
            guard number > 1 else { return true }
            let reference = "\(file.stem)#\(number)"
            switch result {
            case .failure(let violation): batch.faults.append(FramingFault(rejection: Rejection(violation), reference: reference))
            case .success(let row):
                guard row.bytes.first != UInt8(ascii: "#") else { return true }
                batch.records.append(record(row, number, reference))
            }
            if batch.records.count + batch.faults.count >= batchSize {
                try take(batch)
                batch = FramedBatch()
            }
            return true
        }
        if !batch.records.isEmpty || !batch.faults.isEmpty { try take(batch) }
    }

    private func record(_ row: DelimitedRow, _ number: Int, _ reference: String) -> SourceRecord {
        SourceRecord(
            agency: .lokaal, organisation: .municipality(file.nis),
            format: file.kind == .residents ? LokaalConnector.residents : LokaalConnector.participation, sourceKey: sourceKey(row),
            reference: reference, body: row.bytes, context: LokaalContext(file, row: number).pairs, place: "row \(number)")
    }

    /// Residents are kept by their number, or by name and birth date where they have none; activities by their own id.
    private func sourceKey(_ row: DelimitedRow) -> String {
        if file.kind == .participation { return "participatie/\(file.nis)/\(row.cells.first ?? "")" }
        let digits = (row.cells.first ?? "").filter { $0.isASCII && $0.isNumber }
        if digits.count == 11 || digits.count == 10 { return "inwoner/" + (digits.count == 10 ? "0" + digits : digits) }
        return "inwoner/\(file.nis)/" + row.cells.dropFirst(2).prefix(3).joined(separator: "|")
    }
}
