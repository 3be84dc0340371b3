// SPDX-License-Identifier: EUPL-1.2

import Contracts
import ExchangeSchema

/// A proof of learning in the words of the Leer- en ervaringsbewijzendatabank, checked against its contract.
///
/// A supplier and its reference name a proof for ever, through registration, mutation and annulment.
struct LedProof {
    /// What holds supplier, person and, where LED speaks, its references, status and levels.
    let element: XMLElement
    /// What the proof says; nil in an annulment.
    let facts: XMLElement?

    /// A proof as LED gives it.
    init(_ element: XMLElement) {
        self.element = element
        facts = element.first("Basis")
    }

    /// A proof as its supplier registers it (`Bewijsregistratie`) or annuls it (`Bewijsannulatie`).
    init(fromSupplier element: XMLElement) {
        self.element = element
        facts = element.first("Bewijs")
    }

    /// Words with which LED says that it has nothing to say.
    private static let nulls: Set<String> = ["nbs", "niet beschikbaar", "niet van toepassing"]

    var insz: String? { element.text("PersoonUitgereikt", "INSZ") }
    var ledReference: String? { element.text("BewijsrefertesLed", "Bewijsreferte") }
    var mutationReference: String? { element.text("BewijsrefertesLed", "Bewijsmutatiereferte") }
    var status: String? { element.text("BewijsstatusLed", "Code") }
    var changed: XMLElement? { element.at("BewijsstatusLed", "DatumModificatie") }
    var supplier: String? { element.text("Leverancier", "Naam") }
    var supplierReference: String? { element.text("Leverancier", "Bewijsreferte") }
    var issued: XMLElement? { facts?.first("Uitreikingsdatum") }

    /// The name under which all that is said of the proof comes together: supplier and its reference, or LED's own.
    var key: String {
        if let supplier, let supplierReference { return "\(supplier)/\(supplierReference)" }
        return ledReference ?? ""
    }

    /// A fact of the proof; nil where LED writes one of its words for nothing.
    func fact(_ path: String...) -> String? { meaningful(walk(facts, path)) }

    /// The code of a level that LED derives, with the name beside it.
    func derived(_ name: String) -> (code: String, label: String?)? {
        let level = element.at("Afgeleid", name)
        return meaningful(level?.text("Code")).map { ($0, meaningful(level?.text("Naam"))) }
    }

    /// Additional information under an agreed name.
    func addition(_ name: String) -> String? {
        let additions = facts?.first("BijkomendeInformaties")?.all("BijkomendeInformatie") ?? []
        return meaningful(additions.first { $0.text("Naam") == name }?.text("Inhoud"))
    }

    private func walk(_ start: XMLElement?, _ path: [String]) -> String? {
        path.reduce(start) { $0?.first($1) }?.value
    }

    private func meaningful(_ text: String?) -> String? {
        guard let text, !Self.nulls.contains(text.lowercased()) else { return nil }
        return text
    }
}
