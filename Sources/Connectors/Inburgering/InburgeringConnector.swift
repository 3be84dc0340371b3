// SPDX-License-Identifier: EUPL-1.2

import Contracts
package import ExchangeSchema

/// How AgII, Atlas, Amal and Huis van het Nederlands Brussel speak, in XML files of one message each.
///
/// KBI dossiers of versions 01.00 and 02.00, mutations of a dossier and registrations of referrals come mixed in one batch.
package struct InburgeringConnector: SourceConnector {
    package static let dossier = MessageFormat(rawValue: "kbi-dossier/02.00")
    package static let earlierDossier = MessageFormat(rawValue: "kbi-dossier/01.00")
    package static let mutation = MessageFormat(rawValue: "kbi-mutatie/02.00")
    package static let referral = MessageFormat(rawValue: "kbi-toeleiding/01.00")

    package let agency = Agency.inburgering
    package var formats: [MessageFormat] { [Self.dossier, Self.earlierDossier, Self.mutation, Self.referral] }

    private let dossiers: MagdaContract
    private let earlierDossiers: MagdaContract
    private let mutations: MagdaContract
    private let referrals: MagdaContract
    private let organisations: OrganisationRegister
    private let files: MessageFile

    /// Loads contracts and code lists from the project's `contracts` directory.
    package init(contracts: String) throws {
        let codes = try CodeBook(filesAt: InburgeringCodes.files.map { contracts + "/codes/" + $0 })
        let read = { (name: String) in
            MagdaContract(contract: try XSDContract(fileAt: contracts + "/sources/inburgering/" + name), codes: codes)
        }
        dossiers = try read("GeefDossierKBIResponse-02.00.xsd")
        earlierDossiers = try read("GeefDossierKBIResponse-01.00.xsd")
        mutations = try read("RegistreerMutatieDossierKBI-02.00.xsd")
        referrals = try read("RegistreerToeleiding-01.00.xsd")
        organisations = try OrganisationRegister(fileAt: contracts + "/codes/" + InburgeringCodes.organisations)
        files = MessageFile(
            agency: .inburgering,
            formats: [
                "GeefDossierKBIResponse": Self.dossier, "GeefDossierKBIResponse/01.00": Self.earlierDossier,
                "RegistreerMutatieDossierKBI": Self.mutation, "RegistreerToeleiding": Self.referral,
            ])
    }

    package func read(_ record: SourceRecord) -> RecordReading {
        switch record.format {
        case Self.mutation:
            mutations.read(record) { content, _, sheet in MutationMapping(organisations: organisations).read(content, sheet) }
        case Self.referral: referrals.read(record) { content, reply, sheet in ReferralMapping(organisations).read(content, reply, sheet) }
        case Self.earlierDossier: dossier(record, earlierDossiers)
        default: dossier(record, dossiers)
        }
    }

    private func dossier(_ record: SourceRecord, _ reader: MagdaContract) -> RecordReading {
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
        try files.frame(fileAt: path, named: name, leavesNamed: InburgeringSender.leaves) { outline in
            let scan = outline.scan
            let number = scan.first("Personalia", "UniekNummer") ?? scan.first("Personalia", "INSZ") ?? scan.first("DossierKBI", "INSZ")
            return (InburgeringSender(organisations).body(scan) ?? .agii, number ?? outline.reference)
        } take: { batch in
            try take(batch)
        }
    }
}
