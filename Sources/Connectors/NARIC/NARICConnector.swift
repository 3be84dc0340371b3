// SPDX-License-Identifier: EUPL-1.2

import Contracts
package import ExchangeSchema

/// How NARIC-Vlaanderen speaks: events of its dossiers as NDJSON, one a line, and decisions as proofs of learning in LED's format (02.00).
///
/// Message and mapping of the proofs are those of LED (`Led/`); what NARIC adds stands in `BijkomendeInformaties`, see the README.
package struct NARICConnector: SourceConnector {
    package static let events = MessageFormat(rawValue: "naric-gebeurtenis/1")
    package static let decisions = MessageFormat(rawValue: "naric-bewijzen/02.00")

    package let agency = Agency.naric
    package var formats: [MessageFormat] { [Self.events, Self.decisions] }

    private let eventContract: JSONSchema
    private let eventMapping: NARICEventMapping
    private let framing: NARICEventFraming
    private let reader: MagdaContract
    private let files: MessageFile

    /// Loads contracts and code lists from the project's `contracts` directory.
    package init(contracts: ContractSet, maximumLineBytes: Int = 1 << 20) throws {
        let codes = try CodeBook(filesAt: NARICCodes.files.map { contracts.path + "/codes/" + $0 })
        eventContract = try contracts.jsonSchema("sources/naric/gebeurtenis-1.schema.json")
        eventMapping = NARICEventMapping(codes: codes)
        framing = NARICEventFraming(maximumLineBytes: maximumLineBytes)
        reader = MagdaContract(contract: try contracts.xsd("sources/naric/GeefBewijsResponse-02.00.xsd"), codes: codes)
        files = MessageFile(agency: .naric, formats: ["GeefBewijsResponse": Self.decisions])
    }

    package func read(_ record: SourceRecord) -> RecordReading {
        if record.format == Self.events { return readEvent(record) }
        return reader.read(record) { content, reply, sheet in LedMapping.map(content, askedINSZ: record.context["insz"], reply, sheet) }
    }

    private func readEvent(_ record: SourceRecord) -> RecordReading {
        let value: JSONValue
        do throws(Violation) { value = try JSONReader.parse(record.body) } catch { return .rejected([Rejection(error)]) }
        let violations = eventContract.violations(in: value)
        guard violations.isEmpty else { return .rejected(violations.map(Rejection.init)) }
        return eventMapping.map(value)
    }

    package func frame(fileAt path: String, named name: String, batchSize: Int, take: (FramedBatch) throws -> Void) throws {
        if name.hasSuffix(".ndjson") { return try framing.frame(fileAt: path, named: name, batchSize: batchSize, take: take) }
        try files.frame(fileAt: path, named: name, leavesNamed: []) { outline in
            (.naric, outline.askedINSZ ?? outline.scan.first("PersoonUitgereikt", "INSZ") ?? outline.reference)
        } take: { batch in
            try take(batch)
        }
    }
}
