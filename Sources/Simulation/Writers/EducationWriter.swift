// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// Writes what education answers: histories of enrolments 02.01 and, through the experience database, proofs 02.00.
struct EducationWriter: Sendable {
    static let modules: [(code: String, name: String, course: String)] = [
        ("40010101", "NT2 Breakthrough 1.1 A", "Nederlands tweede taal richtgraad 1"),
        ("40010102", "NT2 Breakthrough 1.1 B", "Nederlands tweede taal richtgraad 1"),
        ("40010103", "NT2 Waystage 1.2 A", "Nederlands tweede taal richtgraad 1"),
        ("40010104", "NT2 Waystage 1.2 B", "Nederlands tweede taal richtgraad 1"),
    ]

    /// A history as known on the day of `at`; it names the person nowhere: the list of questions does.
    func history(_ life: Life, at: Instant, reference: String) -> [UInt8] {
        let day = at.brusselsDate
        return XMLText.answer(
            "GeefHistoriekInschrijvingResponse",
            namespace: "http://webservice.geefhistoriekinschrijvingdienst-02_01.onderwijs.vlaanderen.be",
            prefix: "web", service: "GeefHistoriekInschrijving", version: "02.01.0000", sender: "vip.vlaanderen.be", at: at,
            reference: reference, asked: reference,
            content: { xml in
                xml.element("Inschrijvingen") { xml in
                    for lesson in life.lessons where lesson.enrolledOn <= day { adult(&xml, lesson, day) }
                    if let schooling = life.schooling, schooling.begin <= day { school(&xml, schooling) }
                }
            })
    }

    private func adult(_ xml: inout XMLText, _ lesson: Life.Lesson, _ day: LocalDate) {
        let module = Self.modules[lesson.module % Self.modules.count]
        let left = lesson.unenrolledOn.flatMap { $0 <= day ? $0 : nil }
        xml.element("Inschrijving") { xml in
            xml.element("Bron", "VWO")
            xml.element("Referte", lesson.reference)
            xml.element("Instelling") { xml in
                xml.element("Instellingsnummer", lesson.centre.number)
                xml.element("OfficieleNaam", lesson.centre.name)
                xml.element("Instantie", lesson.centre.isBasic ? "Centrum voor Basiseducatie" : "Centrum voor Volwassenenonderwijs")
            }
            xml.element("Volwassenenonderwijs") { xml in
                xml.coded("Status", left == nil ? "INGESCHREVEN" : "UITGESCHREVEN", left == nil ? "Ingeschreven" : "Uitgeschreven")
                xml.element("DatumInschrijving", lesson.enrolledOn)
                if let left { xml.element("DatumUitschrijving", left) }
                xml.element("Opleiding") { xml in
                    xml.element("Code", "410")
                    xml.element("Naam", module.course)
                    xml.element("Omschrijving", module.course)
                    xml.element("Diplomagericht", "0")
                    xml.element("Opleidingsvariant") { xml in
                        xml.element("Code", "411")
                        xml.element("Naam", module.course)
                        xml.coded("Traject", "STANDAARD", "Standaard")
                    }
                }
                xml.element("Module") { xml in
                    xml.element("Code", module.code)
                    xml.element("Naam", module.name)
                    xml.element("Omschrijving", module.name)
                    xml.element("ModuleVariant") { xml in
                        xml.element("Code", "7\(lesson.module)01")
                        xml.coded("Traject", "STANDAARD", "Standaard")
                    }
                }
                if let result = lesson.result, lesson.enrolledOn.adding(days: 120) <= day {
                    xml.element("Resultaat") { $0.coded("EvaluatieResultaat", result, result == "GESLAAGD" ? "Geslaagd" : "Niet geslaagd") }
                }
            }
        }
    }

    private func school(_ xml: inout XMLText, _ schooling: Life.Schooling) {
        xml.element("Inschrijving") { xml in
            xml.element("Bron", schooling.isHigher ? "HO" : "LP")
            xml.element("Referte", schooling.reference)
            xml.element("Instelling") { xml in
                xml.element("Instellingsnummer", schooling.isHigher ? "990110" : "990128")
                xml.element("OfficieleNaam", schooling.isHigher ? "Hogeschool Zeven Torens" : "Middenschool De Kiem")
            }
            if schooling.isHigher { higher(&xml, schooling) } else { compulsory(&xml, schooling) }
        }
    }

    /// A newcomers' class (OKAN).
    private func compulsory(_ xml: inout XMLText, _ schooling: Life.Schooling) {
        xml.element("LeerplichtOnderwijs") { xml in
            xml.coded("SoortProgramma", "1", "Voltijds gewoon secundair onderwijs")
            xml.element("DatumInschrijving", schooling.begin)
            xml.element("Schooljaar", Digits.padded(schooling.year, 4))
            xml.element("InschrijvingAdministratieveGroep") { xml in
                xml.element("Referte", "D" + schooling.reference)
                xml.element("Periode") { xml in
                    xml.element("Begin", schooling.begin)
                    xml.element("Einde", LocalDate(year: schooling.year + 1, month: 6, day: 30) ?? schooling.begin)
                }
                xml.element("AdministratieveGroep") { xml in
                    xml.element("Nummer", "17")
                    xml.element("Naam", "Onthaaljaar voor anderstalige nieuwkomers")
                    xml.coded("Niveau", "3", "Secundair onderwijs")
                    xml.coded("SoortOnderwijs", "1", "Gewoon onderwijs")
                }
                xml.element("AnderstaligeNieuwkomer", "1")
                xml.element("GewezenAnderstaligeNieuwkomer", "0")
            }
        }
    }

    private func higher(_ xml: inout XMLText, _ schooling: Life.Schooling) {
        xml.element("HogerOnderwijs") { xml in
            xml.element("Academiejaar", Digits.padded(schooling.year, 4))
            xml.coded("Status", "01", "Actief")
            xml.element("DatumInschrijving", schooling.begin)
            xml.coded("SoortContract", "1", "Diplomacontract")
            xml.element("Studiepunten") { xml in
                for (name, points) in [
                    ("Opgenomen", "60"), ("Verworven", "0"), ("Gedelibereerd", "0"), ("GeenResultaat", "60"), ("NietVerworven", "0"),
                    ("Vrijgesteld", "0"), ("Uitgeschreven", "0"),
                ] { xml.element(name, points) }
            }
            xml.element("ToereikendeStudieomvang", "1")
            xml.element("StudiebewijsHaalbaar", "0")
        }
    }
}

extension XMLText {
    /// `Code` with `Omschrijving`, the pair in which these services give coded values.
    mutating func coded(_ name: String, _ code: String, _ label: String) {
        element(name) { xml in
            xml.element("Code", code)
            xml.element("Omschrijving", label)
        }
    }
}
