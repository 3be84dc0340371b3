// SPDX-License-Identifier: EUPL-1.2
import Contracts
package import ExchangeSchema
import Foundation

/// VDAB: the REST feed of mutations in JSON, and answers in XML: dossiers, registrations, Dimona work relations.
package struct VDABConnector: SourceConnector {
    package let agency = Agency.vdab
    package static let mutation = MessageFormat(rawValue: "vdab-mutatie/1")
    package static let workRelations = MessageFormat(rawValue: "geefwerkrelaties/02.00")
    package static let dossier = MessageFormat(rawValue: "geefdossiervdab/01.00")
    package static let registrations = MessageFormat(rawValue: "geefnietwerkendwerkzoekende/02.00")
    package var formats: [MessageFormat] { [Self.mutation, Self.workRelations, Self.dossier, Self.registrations] }
    private let mutationContract: JSONSchema
    private let pageContract: JSONSchema
    let statementContract: JSONSchema
    private let mapping: VDABMapping
    private let answers: VDABAnswers

    package init(contracts: ContractSet) throws {
        mutationContract = try contracts.jsonSchema("sources/vdab/mutatie-1.schema.json")
        pageContract = try contracts.jsonSchema("sources/vdab/pagina-1.schema.json")
        statementContract = try contracts.jsonSchema("sources/vdab/controle-1.schema.json")
        mapping = VDABMapping(codes: try CodeBook(filesAt: VDABAnswers.codes.map { contracts.path + "/codes/" + $0 }))
        answers = try VDABAnswers(contracts: contracts)
    }

    package func read(_ record: SourceRecord) -> RecordReading {
        if let reading = answers.read(record) { return reading }
        let value: JSONValue
        do throws(Violation) { value = try JSONReader.parse(record.body) } catch { return .rejected([Rejection(error)]) }
        let violations = mutationContract.violations(in: value)
        guard violations.isEmpty else { return .rejected(violations.map(Rejection.init)) }
        return mapping.map(value)
    }

    package func frame(fileAt path: String, named name: String, batchSize: Int, take: (FramedBatch) throws -> Void) throws {
        if name.hasSuffix(".xml") { return try answers.frame(fileAt: path, named: name, take: take) }
        guard let data = FileManager.default.contents(atPath: path) else { throw UnreadableFile(path: path, code: ENOENT) }
        let page: Page
        do throws(HTTPTransportError) { page = try self.page(Array(data)) } catch {
            let rejection = Rejection(rule: "vdab:page", field: "resultaten", place: "whole file")
            return try take(FramedBatch(faults: [FramingFault(rejection: rejection, reference: "\(name)/\(data.count)")]))
        }
        try take(FramedBatch(records: page.records))
    }

    struct Page {
        let records: [SourceRecord]
        let cursor: String?
        let hasMore: Bool
        /// The latest moment of modification on the page.
        let newest: Instant?
    }

    /// Checks the frame of a page and cuts it into one record per element; the elements are not interpreted.
    func page(_ bytes: [UInt8]) throws(HTTPTransportError) -> Page {
        let envelope: JSONValue
        do throws(Violation) { envelope = try JSONReader.parse(bytes) } catch { throw .malformedPage(error.rule) }
        if let violation = pageContract.violations(in: envelope).first { throw .malformedPage("\(violation.rule) at \(violation.place)") }
        guard let ranges = JSONElements.ranges(of: "resultaten", in: bytes), let elements = envelope["resultaten"]?.array,
            elements.count == ranges.count
        else { throw .malformedPage("resultaten") }
        let records = zip(ranges, elements).enumerated().map { index, pair in
            Self.frame(pair.1, bytes: Array(bytes[pair.0]), place: "/resultaten/\(index)")
        }
        let newest = elements.compactMap { $0["datumModificatie"]?.string.flatMap { Instant($0) } }.max()
        return Page(records: records, cursor: envelope["cursor"]?.string, hasMore: envelope["heeftMeer"]?.bool ?? false, newest: newest)
    }

    private static func frame(_ element: JSONValue, bytes: [UInt8], place: String) -> SourceRecord {
        let id = element["id"]?.string ?? ""
        let kind = element["soort"]?.string ?? ""
        let modified = element["datumModificatie"]?.string ?? ""
        let annulled = element["annulatie"]?.bool == true ? "!" : ""
        return SourceRecord(
            agency: .vdab, organisation: .vdab, format: mutation, sourceKey: element["klantnummer"]?.string ?? id,
            reference: "\(kind)/\(id)/\(modified)\(annulled)", body: bytes, place: place)
    }
}
