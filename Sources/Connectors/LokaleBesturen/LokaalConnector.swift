// SPDX-License-Identifier: EUPL-1.2
import Contracts
package import ExchangeSchema

/// Municipalities: CSV of two dialects, and answers of the national register (`GeefPersoon` 02.02) in XML.
package struct LokaalConnector: SourceConnector {
    package let agency = Agency.lokaal
    package static let person = MessageFormat(rawValue: "geefpersoon/02.02")
    package var formats: [MessageFormat] { LokaalForm.all.map(\.format) + [Self.person] }
    private let tables: [MessageFormat: LokaalTable]
    private let persons: GeefPersoonReader
    private let mapping: LokaalMapping
    private let maximumLineBytes: Int

    package init(contracts: ContractSet, maximumLineBytes: Int = 1 << 20) throws {
        var tables: [MessageFormat: LokaalTable] = [:]
        for form in LokaalForm.all { tables[form.format] = LokaalTable(form, try contracts.tableSchema(form.contractName)) }
        self.tables = tables
        let register = try Self.municipalities(contracts)
        persons = try GeefPersoonReader(contracts: contracts, municipalities: register)
        mapping = LokaalMapping(
            codes: try CodeBook(filesAt: ["lokaal.csv", "landen.csv"].map { "\(contracts.path)/codes/\($0)" }), municipalities: register)
        self.maximumLineBytes = maximumLineBytes
    }

    /// How municipalities merged; a row of another form stops the gateway at its start.
    private static func municipalities(_ contracts: ContractSet) throws -> MunicipalityRegister {
        let name = "codes/municipality_succession.csv"
        let (register, faults) = MunicipalityRegister.read(csv: String(decoding: try contracts.bytes(name), as: UTF8.self))
        if let row = faults.first { throw CodeBookFault(path: "\(contracts.path)/\(name)", row: row) }
        return register
    }

    package func read(_ record: SourceRecord) -> RecordReading {
        guard let table = tables[record.format] else { return persons.read(record) }
        guard let context = LokaalContext(record.context) else {
            return .rejected([Rejection(rule: "lokaal:no-context", field: "file", place: record.place)])
        }
        switch DelimitedReader(table.schema.dialect, maximumLineBytes: maximumLineBytes).row(record.body, context.row) {
        case .failure(let violation): return .rejected([Rejection(violation)])
        case .success(let row):
            let violations = table.schema.violations(in: row)
            guard violations.isEmpty else { return .rejected(violations.map(Rejection.init)) }
            switch LokaalRow.read(row, table, context) {
            case .failure(let rejected): return .rejected(rejected.rejections)
            case .success(let message): return mapping.map(message, as: table.form, context)
            }
        }
    }

    package func frame(fileAt path: String, named name: String, batchSize: Int, take: (FramedBatch) throws -> Void) throws {
        if name.hasSuffix(".xml") { return try persons.frame(fileAt: path, named: name, take: take) }
        guard let file = LokaalFileName(name) else {
            return try take(
                FramedBatch(faults: [
                    FramingFault(rejection: Rejection(rule: "lokaal:file-name", field: "name", place: "whole file"), reference: name)
                ]))
        }
        let form = LokaalForm(kind: file.kind, dialect: try DelimitedReader.beginsWithByteOrderMark(fileAt: path) ? .modern : .classic)
        guard let table = tables[form.format] else { preconditionFailure("every form has its table") }
        let framing = LokaalFraming(file: file, table: table, maximumLineBytes: maximumLineBytes)
        if let fault = try framing.fault(inFileAt: path) {
            return try take(
                FramedBatch(faults: [
                    FramingFault(rejection: Rejection(fault), reference: "\(file.stem)/\(try framing.size(ofFileAt: path))")
                ]))
        }
        try framing.rows(ofFileAt: path, batchSize: batchSize, take: take)
    }

    /// Files of rows are complete only when the municipality says so.
    package func waitsForTrigger(fileNamed name: String) -> Bool { name.hasSuffix(".csv") }
}
