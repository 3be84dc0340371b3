// SPDX-License-Identifier: EUPL-1.2

import Contracts
package import ExchangeSchema

/// How education speaks: enrolments of one person (02.01), proofs of learning from LED (02.00) and the life of such proofs (registration,
/// mutation, annulment), as XML files, one message each.
package struct OnderwijsConnector: SourceConnector {
    package static let enrolments = MessageFormat(rawValue: "inschrijvingen/02.01")
    package static let proofs = MessageFormat(rawValue: "led-bewijzen/02.00")
    private static let organisation = OrganisationID(rawValue: "onderwijs")

    package let agency = Agency.onderwijs
    package var formats: [MessageFormat] { [Self.enrolments, Self.proofs] + LedLifeCycle.Message.allCases.map(\.format) }

    private let enrolmentReader: MagdaContract
    private let proofReader: MagdaContract
    private let lifeCycleReaders: [MessageFormat: MagdaContract]
    private let files: MessageFile

    /// Loads contracts and code lists from the project's `contracts` directory.
    package init(contracts: String) throws {
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
    }

    package func read(_ record: SourceRecord) -> RecordReading {
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

    package func frame(fileAt path: String, named name: String, batchSize: Int, take: (FramedBatch) throws -> Void) throws {
        try files.frame(fileAt: path, named: name, leavesNamed: []) { outline in
            let key = outline.askedINSZ ?? outline.scan.first("PersoonUitgereikt", "INSZ") ?? outline.reference
            return (Self.organisation, key)
        } take: { batch in
            try take(batch)
        }
    }
}
