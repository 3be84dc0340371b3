// SPDX-License-Identifier: EUPL-1.2

import Contracts
package import ExchangeSchema

/// How AgII, Atlas, Amal and Huis van het Nederlands Brussel speak: KBI dossiers 02.00 as XML files, one dossier each.
package struct InburgeringConnector: SourceConnector {
    package static let dossier = MessageFormat(rawValue: "kbi-dossier/02.00")

    package let agency = Agency.inburgering
    package var formats: [MessageFormat] { [Self.dossier] }

    private let reader: MagdaContract
    private let organisations: OrganisationRegister
    private let files: MessageFile

    /// Loads contract and code lists from the project's `contracts` directory.
    package init(contracts: String) throws {
        reader = MagdaContract(
            contract: try XSDContract(fileAt: contracts + "/sources/inburgering/GeefDossierKBIResponse-02.00.xsd"),
            codes: try CodeBook(filesAt: InburgeringCodes.files.map { contracts + "/codes/" + $0 }))
        organisations = try OrganisationRegister(fileAt: contracts + "/codes/" + InburgeringCodes.organisations)
        files = MessageFile(agency: .inburgering, formats: ["GeefDossierKBIResponse": Self.dossier])
    }

    package func read(_ record: SourceRecord) -> RecordReading {
        reader.read(record) { content, reply, sheet in
            let message = InburgeringMessage(content)
            var sheet = sheet
            var mapping = InburgeringMapping(organisations: organisations)
            if let message { mapping.map(message, &sheet) }
            var subject = Subject(
                inszText: message?.personalia?.text("INSZ") ?? record.context["insz"], replacements: reply.replacements)
            subject.localIdentifier = message?.personalia?.text("UniekNummer").map { PersonIdentifier(scheme: .kbiV02, value: $0) }
            return MagdaContract.Mapped(subject: subject, sheet: sheet)
        }
    }

    package func frame(fileAt path: String, named name: String, batchSize: Int, take: (FramedBatch) throws -> Void) throws {
        let wanted: Set<String> = ["UniekNummer", "Begin", "KboNummer"]
        try files.frame(fileAt: path, named: name, leavesNamed: wanted) { outline in
            let key = outline.scan.first("Personalia", "UniekNummer") ?? outline.scan.first("Personalia", "INSZ") ?? outline.reference
            return (managingBody(outline.scan) ?? .agii, key)
        } take: { batch in
            try take(batch)
        }
    }

    /// The body that manages the trajectory that began last.
    private func managingBody(_ scan: TagScan) -> OrganisationID? {
        var begin = ""
        var latest: (begin: String, body: OrganisationID)?
        for leaf in scan.leaves {
            let path = leaf.path.drop { $0 != "Traject" }.dropFirst()
            if path.elementsEqual(["Periode", "Begin"]) { begin = leaf.text }
            if path.elementsEqual(["Beheerder", "KBIVestiging", "KboNummer"]), let body = organisations.organisation(kbo: leaf.text),
                latest.map({ $0.begin <= begin }) ?? true
            {
                latest = (begin, body)
            }
        }
        return latest?.body
    }
}
