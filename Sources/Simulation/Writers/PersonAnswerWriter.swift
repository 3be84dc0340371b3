// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// Writes a person as the national register answers (`GeefPersoonResponse` 02.02), with warning 30004 where the number was replaced.
struct PersonAnswerWriter: Sendable {
    func document(_ life: Life, number: String, replacedBy: String? = nil, at: Instant, reference: String) -> [UInt8] {
        let exceptions: ((inout XMLText) -> Void)? = replacedBy.map { new in { xml in replaced(&xml, number, new, at) } }
        return XMLText.answer(
            "GeefPersoonResponse", namespace: "http://magda.vlaanderen.be/persoon/soap/geefpersoon/v02_02", prefix: "web",
            service: "GeefPersoon", version: "02.02.0000", sender: "vip.vlaanderen.be", at: at, reference: reference, asked: reference,
            content: { person(&$0, life, number, at) }, exceptions: exceptions)
    }

    private func replaced(_ xml: inout XMLText, _ old: String, _ new: String, _ at: Instant) {
        xml.element("Uitzondering") { xml in
            xml.element("Identificatie", "30004")
            xml.element("Oorsprong", "MAGDA")
            xml.element("Type", "WAARSCHUWING")
            xml.moment("Tijdstip", at)
            xml.element("Diagnose", "Persoon heeft een nieuw INSZ verkregen")
            xml.element("Annotaties") { xml in
                for (name, value) in [("Oud INSZ", old), ("Nieuw INSZ", new)] {
                    xml.element("Annotatie") { xml in
                        xml.element("Naam", name)
                        xml.element("Waarde", value)
                    }
                }
            }
        }
    }

    private func person(_ xml: inout XMLText, _ life: Life, _ number: String, _ at: Instant) {
        let person = life.person
        let day = at.brusselsDate
        let arrived = person.arrivedOn.description
        let stay = person.stay(on: day)
        xml.element("Persoon", ["Bron": "RR", "DatumCreatie": arrived, "DatumModificatie": day.description]) { xml in
            xml.element("INSZ", number)
            xml.element("Naam", ["DatumBegin": arrived]) { xml in
                xml.element("Achternamen") { $0.element("Achternaam", person.familyName) }
                if !person.givenNames.isEmpty {
                    xml.element("Voornamen") { xml in for name in person.givenNames { xml.element("Voornaam", name) } }
                }
            }
            xml.coded("Geslacht", person.female ? "2" : "1", person.female ? "Vrouwelijk" : "Mannelijk")
            if let ended = life.endedOn, life.wasStruckOff, ended <= day {
                xml.element("Statussen") { xml in
                    xml.element("Status", ["DatumBegin": ended.description]) { xml in
                        xml.element("Code", "99991")
                        xml.element("Omschrijving", "Afvoering van ambtswege")
                    }
                }
            }
            xml.coded("Register", "01", "Vreemdelingenregister")
            xml.element("Nationaliteiten") { xml in
                xml.element("Nationaliteit", ["DatumBegin": arrived]) { xml in
                    xml.element("Code", person.origin.nis)
                    xml.element("Omschrijving", person.origin.name)
                }
            }
            xml.element("Geboorte") { $0.element("Datum", PartialText.iso(person.birth)) }
            if let died = life.endedOn, !life.wasStruckOff, died <= day {
                xml.element("Overlijden", ["DatumBegin": died.description]) { $0.element("Datum", died) }
            }
            xml.element("Adressen") { address(&$0, stay, day) }
        }
    }

    private func address(_ xml: inout XMLText, _ stay: Newcomer.Stay, _ day: LocalDate) {
        xml.element("Hoofdverblijfplaats", ["DatumBegin": stay.from.description]) { xml in
            xml.element("Huisnummer", String(stay.number))
            xml.element("Postcode", stay.town.postcode)
            xml.element("NISCodeLand", "150")
            xml.element("NISCodeGemeente", stay.town.nis(on: day))
            xml.element("NietGestandaardiseerdeStraatnaam") { $0.element("String", stay.street) }
            xml.element("NietGestandaardiseerdeGemeentenaam") { $0.element("String", stay.town.name(on: day)) }
        }
    }
}
