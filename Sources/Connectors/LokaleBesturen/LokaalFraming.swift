// SPDX-License-Identifier: EUPL-1.2
import Contracts
import ExchangeSchema
import Foundation

/// Cuts a municipality's file into rows, after a first pass has found header, trailer, count, control sum and encoding in order.
///
/// The last line is `#AANTAL;n;#CONTROLE;sum`: n data rows, and the sum of all bytes of the data rows without line ends, modulo 1,000,000.
struct LokaalFraming {
    let file: LokaalFileName
    let table: LokaalTable
    let maximumLineBytes: Int

    private var reader: DelimitedReader { DelimitedReader(table.schema.dialect, maximumLineBytes: maximumLineBytes) }

    /// What makes the whole file unusable; nil where nothing does.
    func fault(inFileAt path: String) throws -> Violation? {
        var survey = Survey()
        let reader = reader
        try reader.lines(fileAt: path) { number, line in
            survey.fault = fault(of: line, number, reader, &survey)
            return survey.fault == nil
        }
        return survey.fault ?? survey.verdict
    }

    private func fault(of line: ArraySlice<UInt8>?, _ number: Int, _ reader: DelimitedReader, _ survey: inout Survey) -> Violation? {
        let place = Place.row(number, column: nil)
        guard let line else { return Violation(rule: "csv:line-too-long", field: "", place: place) }
        guard reader.isEncoded(line) else { return Violation(rule: "csv:encoding", field: "", place: place) }
        if survey.trailer != nil { return Violation(rule: "csv:after-trailer", field: "", place: place) }
        if number == 1 || line.first == UInt8(ascii: "#") {
            switch reader.row(line, number) {
            case .failure(let violation): return violation
            case .success(let row):
                if number == 1 { return table.schema.violations(inHeader: row).first }
                survey.trailer = row.cells
            }
        } else {
            // Where a line end stands between quotes, a quote may have been forgotten: the rest of the file would be one row.
            if table.schema.dialect.quote != nil, line.contains(10), case .failure(let violation) = reader.row(line, number) {
                return violation
            }
            survey.rows += 1
            survey.sum += Survey.sum(of: line)
        }
        return nil
    }

    /// What the first pass counts.
    private struct Survey {
        var fault: Violation?
        var rows = 0
        var sum = 0
        var trailer: [String]?

        static func sum(of line: ArraySlice<UInt8>) -> Int {
            line.withUnsafeBufferPointer { bytes in
                var sum = 0
                for byte in bytes { sum &+= Int(byte) }
                return sum
            }
        }

        var verdict: Violation? {
            guard let trailer else { return Violation(rule: rows == 0 ? "csv:empty" : "csv:trailer-missing", field: "", place: .file) }
            guard trailer.count == 4, trailer[0] == "#AANTAL", trailer[2] == "#CONTROLE" else {
                return Violation(rule: "csv:trailer", field: "#AANTAL", place: .file)
            }
            guard Int(trailer[1]) == rows else { return Violation(rule: "csv:trailer-count", field: "#AANTAL", place: .file) }
            guard Int(trailer[3]) == sum % 1_000_000 else { return Violation(rule: "csv:trailer-sum", field: "#CONTROLE", place: .file) }
            return nil
        }
    }

    func size(ofFileAt path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return (attributes[.size] as? Int) ?? 0
    }

    /// Gives the data rows as records, in batches.
    func rows(ofFileAt path: String, batchSize: Int, take: (FramedBatch) throws -> Void) throws {
        var batch = FramedBatch()
        let reader = reader
        try reader.lines(fileAt: path) { number, line in
            guard number > 1, let line, line.first != UInt8(ascii: "#") else { return true }
            let reference = "\(file.stem)#\(number)"
            switch reader.row(line, number) {
            case .failure(let violation): batch.faults.append(FramingFault(rejection: Rejection(violation), reference: reference))
            case .success(let row): batch.records.append(record(row, number, reference))
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
            agency: .lokaal, organisation: .municipality(file.nis), format: table.form.format, sourceKey: sourceKey(row),
            reference: reference, body: row.bytes, context: LokaalContext(file, row: number).pairs, place: "row \(number)")
    }

    /// Residents are kept by their number, or by name and birth date where they have none; activities by their own id.
    private func sourceKey(_ row: DelimitedRow) -> String {
        switch file.kind {
        case .participation: return "participatie/\(file.nis)/\(row.cells.first ?? "")"
        case .numbers: return "inwoner/" + NumberCell.key(row.cells.dropFirst().first ?? "", else: row.cells.joined(separator: "|"))
        case .residents, .moves:
            let names = ["naam", "voornaam", "geboortedatum"].map { table.cell($0, in: row.cells) ?? "" }
            return "inwoner/" + NumberCell.key(row.cells.first ?? "", else: "\(file.nis)/" + names.joined(separator: "|"))
        }
    }
}
