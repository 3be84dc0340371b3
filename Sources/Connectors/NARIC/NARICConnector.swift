// SPDX-License-Identifier: EUPL-1.2

import Contracts
package import ExchangeSchema

/// How NARIC-Vlaanderen speaks: its decisions as proofs of learning in LED's format (02.00), as XML files, one answer each.
///
/// Message and mapping are those of LED (`Led/`); what NARIC adds stands in `BijkomendeInformaties`, see the README.
package struct NARICConnector: SourceConnector {
    package static let decisions = MessageFormat(rawValue: "naric-bewijzen/02.00")

    package let agency = Agency.naric
    package var formats: [MessageFormat] { [Self.decisions] }

    private let reader: MagdaContract
    private let files: MessageFile

    /// Loads contract and code lists from the project's `contracts` directory.
    package init(contracts: String) throws {
        reader = MagdaContract(
            contract: try XSDContract(fileAt: contracts + "/sources/naric/GeefBewijsResponse-02.00.xsd"),
            codes: try CodeBook(filesAt: NARICCodes.files.map { contracts + "/codes/" + $0 }))
        files = MessageFile(agency: .naric, formats: ["GeefBewijsResponse": Self.decisions])
    }

    package func read(_ record: SourceRecord) -> RecordReading {
        reader.read(record) { content, reply, sheet in LedMapping.map(content, askedINSZ: record.context["insz"], reply, sheet) }
    }

    package func frame(fileAt path: String, named name: String, batchSize: Int, take: (FramedBatch) throws -> Void) throws {
        try files.frame(fileAt: path, named: name, leavesNamed: []) { outline in
            (.naric, outline.askedINSZ ?? outline.scan.first("PersoonUitgereikt", "INSZ") ?? outline.reference)
        } take: { batch in
            try take(batch)
        }
    }
}
