// SPDX-License-Identifier: EUPL-1.2
import Contracts
import ExchangeSchema

/// The answers in XML that VDAB and Dimona give through the MAGDA platform, one person each.
struct VDABAnswers: Sendable {
    static let codes = ["magda.csv", "vdab.csv"]

    private let relations: MagdaContract
    private let dossiers: MagdaContract
    private let registrations: MagdaContract
    private let files: MessageFile

    init(contracts: ContractSet) throws {
        let codes = try CodeBook(filesAt: Self.codes.map { contracts.path + "/codes/" + $0 })
        let read = { (name: String) in MagdaContract(contract: try contracts.xsd("sources/vdab/" + name), codes: codes) }
        relations = try read("GeefWerkrelatiesResponse-02.00.xsd")
        dossiers = try read("GeefDossierVDABResponse-01.00.xsd")
        registrations = try read("GeefNietWerkendWerkzoekendeResponse-02.00.xsd")
        files = MessageFile(
            agency: .vdab,
            formats: [
                "GeefWerkrelatiesResponse": VDABConnector.workRelations, "GeefDossierVDABResponse": VDABConnector.dossier,
                "GeefNietWerkendWerkzoekendeResponse": VDABConnector.registrations,
            ])
    }

    /// Reads an answer; nil where the record is no answer of these.
    func read(_ record: SourceRecord) -> RecordReading? {
        let asked = record.context["insz"]
        switch record.format {
        case VDABConnector.workRelations:
            return relations.read(record) { content, reply, sheet in
                WorkRelationMapping.map(content, askedINSZ: asked, reply, sheet)
            }
        case VDABConnector.dossier:
            return dossiers.read(record) { content, reply, sheet in VDABDossierMapping.map(content, askedINSZ: asked, reply, sheet) }
        case VDABConnector.registrations:
            return registrations.read(record) { content, reply, sheet in
                NonWorkingMapping.map(content, askedINSZ: asked, reply, sheet)
            }
        default: return nil
        }
    }

    func frame(fileAt path: String, named name: String, take: (FramedBatch) throws -> Void) throws {
        try files.frame(fileAt: path, named: name, leavesNamed: []) { outline in
            let scan = outline.scan
            let kind = scan.rootName.flatMap { Self.keys[$0] } ?? "dimona"
            let number = outline.askedINSZ ?? scan.first("Werknemer", "INSZ") ?? scan.first("Personalia", "INSZ") ?? outline.reference
            return (.vdab, "\(kind)/\(number)")
        } take: {
            try take($0)
        }
    }

    private static let keys = ["GeefDossierVDABResponse": "dossier", "GeefNietWerkendWerkzoekendeResponse": "nwwz"]
}
