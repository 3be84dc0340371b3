// SPDX-License-Identifier: EUPL-1.2

import Contracts
package import ExchangeSchema
import Foundation

/// How education speaks: enrolments of one person (02.01), proofs of learning from LED (02.00) and the life of such proofs (registration,
/// mutation, annulment), as XML files, one message each; private providers of Dutch lessons as CSV.
package struct OnderwijsConnector: SourceConnector {
    package static let enrolments = MessageFormat(rawValue: "inschrijvingen/02.01")
    package static let proofs = MessageFormat(rawValue: "led-bewijzen/02.00")
    /// Rows of private providers of Dutch lessons.
    package static let lessons = MessageFormat(rawValue: "taallessen/1")
    private static let organisation = OrganisationID(rawValue: "onderwijs")

    package let agency = Agency.onderwijs
    package var formats: [MessageFormat] { [Self.enrolments, Self.proofs, Self.lessons] + LedLifeCycle.Message.allCases.map(\.format) }

    private let enrolmentReader: MagdaContract
    private let proofReader: MagdaContract
    private let lifeCycleReaders: [MessageFormat: MagdaContract]
    private let files: MessageFile
    private let lessonTable: TableSchema
    private let lessonMapping: LessonMapping
    private let maximumLineBytes: Int

    /// Loads contracts and code lists from the project's `contracts` directory.
    package init(contracts: String, maximumLineBytes: Int = 1 << 20) throws {
        let codes = try CodeBook(filesAt: OnderwijsCodes.files.map { contracts + "/codes/" + $0 })
        let folder = contracts + "/sources/onderwijs/"
        enrolmentReader = MagdaContract(
            contract: try XSDContract(fileAt: folder + "GeefHistoriekInschrijvingResponse-02.01.xsd"), codes: codes)
        proofReader = MagdaContract(contract: try XSDContract(fileAt: folder + "GeefBewijsResponse-02.00.xsd"), codes: codes)
        var formats = ["GeefHistoriekInschrijvingResponse": Self.enrolments, "GeefBewijsResponse": Self.proofs]
        var readers: [MessageFormat: MagdaContract] = [:]
        for message in LedLifeCycle.Message.allCases {
            formats[message.rawValue] = message.format
            readers[message.format] = MagdaContract(
                contract: try XSDContract(fileAt: folder + message.rawValue + "-02.00.xsd"), codes: codes)
        }
        lifeCycleReaders = readers
        files = MessageFile(agency: .onderwijs, formats: formats)
        lessonTable = try ContractSet(path: contracts).tableSchema("sources/onderwijs/taallessen-1.table.json")
        lessonMapping = LessonMapping(codes: codes)
        self.maximumLineBytes = maximumLineBytes
    }

    package func read(_ record: SourceRecord) -> RecordReading {
        if record.format == Self.lessons { return readLesson(record) }
        let asked = record.context["insz"]
        if record.format == Self.proofs {
            return proofReader.read(record) { content, reply, sheet in LedMapping.map(content, askedINSZ: asked, reply, sheet) }
        }
        if let message = LedLifeCycle.Message(record.format), let reader = lifeCycleReaders[record.format] {
            return reader.read(record) { content, _, sheet in LedLifeCycle.map(message, content, sheet) }
        }
        return enrolmentReader.read(record) { content, reply, sheet in
            var sheet = sheet
            OnderwijsMapping.map(OnderwijsMessage(content), &sheet)
            return MagdaContract.Mapped(subject: Subject(inszText: asked, replacements: reply.replacements), sheet: sheet)
        }
    }

    private func readLesson(_ record: SourceRecord) -> RecordReading {
        guard let context = LessonContext(record.context) else {
            return .rejected([Rejection(rule: "taallessen:no-context", field: "file", place: record.place)])
        }
        switch DelimitedReader(lessonTable.dialect, maximumLineBytes: maximumLineBytes).row(record.body, context.row) {
        case .failure(let violation): return .rejected([Rejection(violation)])
        case .success(let row):
            let violations = lessonTable.violations(in: row)
            guard violations.isEmpty else { return .rejected(violations.map(Rejection.init)) }
            let cells = zip(lessonTable.fields.map(\.name), row.cells).filter { !$0.1.isEmpty }
            return lessonMapping.map(Dictionary(cells, uniquingKeysWith: { first, _ in first }), context)
        }
    }

    package func frame(fileAt path: String, named name: String, batchSize: Int, take: (FramedBatch) throws -> Void) throws {
        if name.hasSuffix(".csv"), name != QuestionRegister.fileName {
            return try frameLessons(fileAt: path, named: name, batchSize: batchSize, take: take)
        }
        try files.frame(fileAt: path, named: name, leavesNamed: []) { outline in
            let key = outline.askedINSZ ?? outline.scan.first("PersoonUitgereikt", "INSZ") ?? outline.reference
            return (Self.organisation, key)
        } take: { batch in
            try take(batch)
        }
    }

    private func frameLessons(fileAt path: String, named name: String, batchSize: Int, take: (FramedBatch) throws -> Void) throws {
        guard let file = LessonFileName(name) else {
            let rejection = Rejection(rule: "taallessen:file-name", field: "name", place: "whole file")
            return try take(FramedBatch(faults: [FramingFault(rejection: rejection, reference: name)]))
        }
        let framing = LessonFraming(file: file, schema: lessonTable, maximumLineBytes: maximumLineBytes)
        if let fault = try framing.fault(inFileAt: path) {
            // Its size is part of the name, so that the file is heard again once it is mended.
            let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
            return try take(FramedBatch(faults: [FramingFault(rejection: Rejection(fault), reference: "\(file.stem)/\(size)")]))
        }
        try framing.rows(ofFileAt: path, batchSize: batchSize, take: take)
    }
}
