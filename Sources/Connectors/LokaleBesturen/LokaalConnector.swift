// SPDX-License-Identifier: EUPL-1.2
import Contracts
package import ExchangeSchema

/// Municipalities: residents and participation in CSV of the classic dialect, and answers of the national register (`GeefPersoon` 02.02) in XML.
package struct LokaalConnector: SourceConnector {
    package let agency = Agency.lokaal
    package static let residents = MessageFormat(rawValue: "inwoners/klassiek-1")
    package static let participation = MessageFormat(rawValue: "participatie/klassiek-1")
    package static let person = MessageFormat(rawValue: "geefpersoon/02.02")
    package var formats: [MessageFormat] { [Self.residents, Self.participation, Self.person] }
    private let residents: TableSchema
    private let participation: TableSchema
    private let persons: GeefPersoonReader
    private let mapping: LokaalMapping
    private let maximumLineBytes: Int

    package init(contracts: ContractSet, maximumLineBytes: Int = 1 << 20) throws {
        residents = try contracts.tableSchema("sources/lokaal/inwoners-1.table.json")
        participation = try contracts.tableSchema("sources/lokaal/participatie-1.table.json")
        persons = try GeefPersoonReader(contracts: contracts)
        mapping = LokaalMapping(codes: try CodeBook(filesAt: [contracts.path + "/codes/lokaal.csv", contracts.path + "/codes/landen.csv"]))
        self.maximumLineBytes = maximumLineBytes
    }

    package func read(_ record: SourceRecord) -> RecordReading {
        if record.format == Self.person { return persons.read(record) }
        let schema = record.format == Self.residents ? residents : participation
        guard let context = LokaalContext(record.context) else {
            return .rejected([Rejection(rule: "lokaal:no-context", field: "file", place: record.place)])
        }
        switch DelimitedReader(schema.dialect, maximumLineBytes: maximumLineBytes).row(record.body, context.row) {
        case .failure(let violation): return .rejected([Rejection(violation)])
        case .success(let row):
            let violations = schema.violations(in: row)
            guard violations.isEmpty else { return .rejected(violations.map(Rejection.init)) }
            let message = LokaalRow(
                cells: Dictionary(zip(schema.fields.map(\.name), row.cells), uniquingKeysWith: { first, _ in first }), row: context.row)
            return record.format == Self.residents ? mapping.resident(message, context) : mapping.participation(message, context)
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
        let schema = file.kind == .residents ? residents : participation
        let framing = LokaalFraming(file: file, schema: schema, maximumLineBytes: maximumLineBytes)
        if let fault = try framing.fault(inFileAt: path) {
            return try take(
                FramedBatch(faults: [
                    FramingFault(rejection: Rejection(fault), reference: "\(file.stem)/\(try framing.size(ofFileAt: path))")
                ]))
        }
        try framing.rows(ofFileAt: path, batchSize: batchSize, take: take)
    }
}
