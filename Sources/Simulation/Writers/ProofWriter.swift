// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// Writes proofs as the experience database (LED) gives them; with NARIC as supplier they are recognition decisions.
///
/// Its modification dates are `dd.mm.jjjj`, unlike every other date; "Niet beschikbaar" stands for nothing.
struct ProofWriter: Sendable {
    struct Proof: Sendable {
        let reference: String
        let mutationReference: String
        let supplier: String
        let type: String
        let category: String
        let modifiedAt: Instant
        let issued: PartialDate
        let title: String
        let subject: Int
        let cancelled: Bool
    }

    static let subjects: [(code: String, name: String, field: String)] = [
        ("481001", "Informatica algemeen", "481"), ("723001", "Verpleegkunde", "723"), ("344001", "Boekhouden", "344"),
        ("582001", "Bouw", "582"), ("222001", "Nederlands tweede taal", "222"),
    ]

    func document(_ proofs: [Proof], number: String, at: Instant, reference: String) -> [UInt8] {
        XMLText.answer(
            "GeefBewijsResponse", namespace: "http://geefbewijs.bewijsraadplegingdienst.led.vlaanderen.be", prefix: "geef",
            service: "GeefBewijs", version: "02.00.0000", sender: "ov.vlaanderen.be/led", at: at, reference: reference, asked: reference,
            content: { xml in
                xml.element("Bewijzen") { xml in for proof in proofs { write(proof, &xml, number) } }
            })
    }

    private func write(_ proof: Proof, _ xml: inout XMLText, _ number: String) {
        let subject = Self.subjects[proof.subject % Self.subjects.count]
        xml.element("Bewijs") { xml in
            xml.element("BewijsrefertesLed") { xml in
                xml.element("Bewijsreferte", proof.reference)
                xml.element("Bewijsmutatiereferte", proof.mutationReference)
            }
            xml.element("BewijsstatusLed") { xml in
                xml.element("Code", proof.cancelled ? "10" : "1")
                xml.element("DatumModificatie") { xml in
                    let parts = proof.modifiedAt.brusselsDate.parts
                    xml.element("Datum", "\(Digits.padded(parts.day, 2)).\(Digits.padded(parts.month, 2)).\(Digits.padded(parts.year, 4))")
                    xml.element("Tijd", "05:23:24.192")
                }
            }
            xml.element("Leverancier") { xml in
                xml.element("Naam", proof.supplier)
                xml.element("Bewijsreferte", proof.reference)
            }
            xml.element("PersoonUitgereikt") { $0.element("INSZ", number) }
            xml.element("Basis") { basis(&$0, proof, subject) }
            xml.element("Afgeleid") { xml in
                xml.element("ISCEDStudiegebied") { $0.named(subject.field, subject.name) }
                for name in ["ISCEDNiveau", "VKSNiveauOnderwijskwalificatie", "VKSNiveauBeroepskwalificatie"] {
                    xml.element(name) { $0.named("NBS", "Niet beschikbaar") }
                }
            }
        }
    }

    private func basis(_ xml: inout XMLText, _ proof: Proof, _ subject: (code: String, name: String, field: String)) {
        let isDecision = proof.type == "Gelijkwaardigheid"
        for (name, value) in [
            ("Authenticiteit", "Authentiek"), ("Categorie", proof.category), ("Graad", "Niet van toepassing"),
            ("Onderwijsvorm", "Niet van toepassing"), ("Bewijstype", proof.type), ("Bewijsstaat", "Eindbewijs"),
            ("Instantie", isDecision ? "NARIC-Vlaanderen" : "Centrum voor Volwassenenonderwijs (CVO)"),
        ] { xml.element(name) { $0.element("Naam", value) } }
        xml.element("Onderwerp") { $0.named(subject.code, subject.name) }
        xml.element("Uitreikingsdatum") { xml in
            xml.element("Jaar", Digits.padded(proof.issued.year ?? 2000, 4))
            if let month = proof.issued.month { xml.element("Maand", Digits.padded(month, 2)) }
            if let day = proof.issued.day { xml.element("Dag", Digits.padded(day, 2)) }
        }
        xml.element("VolledigeNaam", proof.title)
        xml.element("Land") { $0.element("Code", "BEL") }
        xml.element("Taal") { $0.element("Code", "nld") }
        xml.element("Instelling") { $0.element("Naam", isDecision ? "NARIC-Vlaanderen" : "CVO De Waterlelie") }
        xml.element("Schooltype") { $0.element("Naam", "Niet van toepassing") }
    }
}

extension XMLText {
    fileprivate mutating func named(_ code: String, _ name: String) {
        element("Code", code)
        element("Naam", name)
    }
}
