// SPDX-License-Identifier: EUPL-1.2

import Contracts

/// A KBI dossier in the agency's own words, checked against its contract.
struct InburgeringMessage {
    let dossier: XMLElement

    init?(_ content: XMLElement) {
        guard let dossier = content.first("KBIDossier") else { return nil }
        self.dossier = dossier
    }

    var personalia: XMLElement? { dossier.first("Personalia") }
    var klantProfiel: XMLElement? { dossier.first("KlantProfiel") }
    var doelgroep: XMLElement? { dossier.first("Doelgroep") }
    var talenkennis: XMLElement? { dossier.first("Talenkennis") }
    var trajecten: [XMLElement] { list("Trajecten", "Traject") }
    var contracten: [XMLElement] { list("Contracten", "Contract") }
    var uitstellen: [XMLElement] { list("UitstellenVanOndertekening", "UitstelVanOndertekening") }
    var attesten: [XMLElement] { list("BehaaldeAttesten", "Document") }
    var afgelegdeTesten: [XMLElement] { list("AfgelegdeTesten", "AfgelegdeTest") }
    var diplomaToeleidingen: [XMLElement] { list("ToeleidingenDiplomaGelijkschakeling", "ToeleidingDiplomaGelijkschakeling") }
    var partnerToeleidingen: [XMLElement] { list("ToeleidingenPartner", "ToeleidingPartner") }
    var betalingen: [XMLElement] { list("Betalingen", "Betaling") }

    /// Courses and tests of Dutch stand a level deeper than the rest.
    func vormingsActiviteiten(_ group: String, _ item: String) -> [XMLElement] {
        dossier.at("VormingsActiviteiten", group)?.all(item) ?? []
    }

    /// By first day, then type, so that numbers given to equal keys do not depend on the order in the message.
    static func inOrder(_ left: XMLElement, _ right: XMLElement) -> Bool {
        let keys = [left, right].map { ($0.text("Periode", "Begin") ?? "", $0.text("Type") ?? "") }
        return keys[0] < keys[1]
    }

    private func list(_ group: String, _ item: String) -> [XMLElement] { dossier.first(group)?.all(item) ?? [] }
}
