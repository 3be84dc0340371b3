// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// Writes full dossiers of the Kruispuntbank Inburgering as they stood on a day (`GeefDossierKBIResponse` 02.00, or 01.00 as Atlas sends them).
///
/// 01.00 has no dossier number, status of tests and payments, one level of Dutch without a day, and spells the attest `AI023G` without its G.
/// Names longer than 48 characters are cut to 48; a single name stands as family name; a birth day that is unknown is 00.
struct DossierWriter: Sendable {
    struct Snapshot: Sendable {
        let at: Instant
        let reference: String
        /// As the dossier gives it; wrong check digits are possible.
        let number: String
        var version = Version.current
    }

    enum Version: String, Sendable { case earlier = "01.00", current = "02.00" }

    func document(_ life: Life, _ snapshot: Snapshot, stray: Bool = false, phone: String? = nil) -> [UInt8] {
        let day = snapshot.at.brusselsDate
        let version = snapshot.version
        let name = version.rawValue
        return XMLText.answer(
            "GeefDossierKBIResponse", namespace: "http://webservice.GeefDossierKBI-\(name).kbi-\(name).vip.vlaanderen.be", prefix: "kbi",
            service: "GeefDossierKBI", version: "\(name).0000", sender: "inburgering.vlaanderen.be/allis", at: snapshot.at,
            reference: snapshot.reference, asked: snapshot.reference,
            content: { xml in
                xml.element("KBIDossier") { xml in
                    personalia(&xml, life, snapshot, phone)
                    targetGroup(&xml, life)
                    attests(&xml, life, day, version)
                    contract(&xml, life, day)
                    path(&xml, life, day)
                    courses(&xml, life, day)
                    tests(&xml, life, day, version)
                    languages(&xml, life, day, version)
                    if version == .current { fees(&xml, life, day) }
                    if stray { xml.element("Onverwacht", "1") }
                }
            })
    }

    private func personalia(_ xml: inout XMLText, _ life: Life, _ snapshot: Snapshot, _ phone: String?) {
        let person = life.person
        xml.element("Personalia") { xml in
            xml.element("INSZ", snapshot.number)
            if snapshot.version == .current { xml.element("UniekNummer", person.dossierNumber) }
            xml.element("Naam") { xml in
                xml.element("Achternamen") { $0.element("Achternaam", String(person.familyName.prefix(48))) }
                if !person.givenNames.isEmpty {
                    xml.element("Voornamen") { xml in for name in person.givenNames { xml.element("Voornaam", name) } }
                }
            }
            xml.element("Geboortedatum", PartialText.iso(person.birth))
            xml.element("Geslacht") { $0.element("Code", person.female ? "2" : "1") }
            if let phone { xml.element("TelefoonNummers") { $0.element("TelefoonNummer", phone, ["type": "GSM"]) } }
        }
    }

    private func targetGroup(_ xml: inout XMLText, _ life: Life) {
        guard let on = life.determinedOn else { return }
        let (code, type): (String, String) =
            switch life.person.group {
            case .obliged: ("JA", "PLICHT")
            case .entitled: ("JA", "RECHT")
            case .undetermined: ("NADER_TE_BEPALEN", "NADER_TE_BEPALEN")
            case .minor: ("JA", "MINDERJARIG")
            }
        xml.element("Doelgroep") { xml in
            xml.element("Code", code)
            xml.element("Type", type)
            xml.element("Periode") { $0.element("Begin", on) }
            if let exemption = life.wholeExemption {
                xml.element("RedenVrijstellingVanDeVerplichting", exemption.code, ["Naam": exemption.label])
            }
        }
    }

    private func attests(_ xml: inout XMLText, _ life: Life, _ day: LocalDate, _ version: Version) {
        guard let issued = life.path?.attests.filter({ $0.issuedOn <= day }), !issued.isEmpty else { return }
        xml.element("BehaaldeAttesten") { xml in
            for attest in issued {
                xml.element("Document") { xml in
                    xml.element("Soort", "ATTEST")
                    xml.element("Type", version == .earlier && attest.type == "AI023G" ? "AI023" : attest.type)
                    xml.element("Id", attest.id)
                    xml.element("DatumAanmaak", attest.issuedOn)
                    xml.element("DatumOndertekening", attest.issuedOn)
                    xml.branch("AangemaaktDoor", life.manager)
                }
            }
        }
    }

    private func contract(_ xml: inout XMLText, _ life: Life, _ day: LocalDate) {
        guard let contract = life.path?.contract, contract.signedOn <= day else { return }
        xml.element("Contracten") { xml in
            xml.element("Contract") { xml in
                xml.element("DatumRegistratie", contract.signedOn)
                xml.element("Type", contract.type)
                xml.branch("AangemaaktDoor", life.manager)
                xml.element("OnderdeelMO", "true")
                xml.element("OnderdeelNT2", "true")
                xml.element("OnderdeelLO", "false")
                let known = contract.suspensions.filter { $0.begin <= day }
                if !known.isEmpty {
                    xml.element("Opschortingen") { xml in
                        for suspension in known {
                            xml.element("Opschorting") { xml in
                                xml.period(suspension)
                                xml.element("Reden", "MED", ["Naam": "Medische redenen"])
                            }
                        }
                    }
                }
            }
        }
    }

    private func path(_ xml: inout XMLText, _ life: Life, _ day: LocalDate) {
        guard let path = life.path, path.begin <= day else { return }
        let closed = path.closedOn.flatMap { $0 <= day ? $0 : nil }
        xml.element("Trajecten") { xml in
            xml.element("Traject") { xml in
                xml.element("Type", path.type)
                xml.element("Periode") { xml in
                    xml.element("Begin", path.begin)
                    if let closed { xml.element("Einde", closed) }
                }
                xml.element("Beheerder") { xml in
                    xml.element("Periode") { $0.element("Begin", path.begin) }
                    xml.branch("KBIVestiging", life.manager)
                }
                // A status may be absent until there are components.
                let begun = path.components.filter { $0.begin <= day }
                if !begun.isEmpty || closed != nil {
                    xml.element("Status") { xml in
                        xml.element("Code", closed == nil ? "OP" : "GS")
                        xml.element("Periode") { $0.element("Begin", closed ?? path.begin) }
                    }
                }
                if let closed, let decision = path.decision {
                    xml.element("Besluit") { xml in
                        xml.element("Code", decision)
                        xml.element("DatumToekenning", closed)
                    }
                }
                if !begun.isEmpty { components(&xml, begun, day) }
            }
        }
    }

    private func components(_ xml: inout XMLText, _ begun: [Life.Component], _ day: LocalDate) {
        xml.element("TrajectOnderdelen") { xml in
            for component in begun {
                xml.element("TrajectOnderdeel") { xml in
                    xml.element("Type", component.type)
                    xml.element("Periode") { $0.element("Begin", component.begin) }
                    if let decision = component.decision, let on = component.decidedOn, on <= day {
                        xml.element("Besluit") { xml in
                            xml.element("Code", decision)
                            xml.element("DatumToekenning", on)
                        }
                    }
                }
            }
        }
    }

    private func courses(_ xml: inout XMLText, _ life: Life, _ day: LocalDate) {
        let known = life.path?.courses.filter { $0.enrolledOn <= day } ?? []
        guard !known.isEmpty else { return }
        xml.element("VormingsActiviteiten") { xml in
            let orientation = known.filter { !$0.isNT2 }
            if !orientation.isEmpty {
                xml.element("MOCursussen") { xml in
                    for course in orientation {
                        xml.element("MOCursus") { xml in
                            xml.element("ID", course.id)
                            xml.element("Nummer", "MO-" + course.id.prefix(8))
                            xml.element("Naam", "Maatschappelijke oriëntatie")
                            xml.element("Taal", life.person.origin.language)
                            xml.period(course.period)
                            xml.element("DatumInschrijving", course.enrolledOn)
                        }
                    }
                }
            }
            let dutch = known.filter(\.isNT2)
            if !dutch.isEmpty {
                xml.element("NT2Cursussen") { xml in
                    for course in dutch { nt2(&xml, course, day) }
                }
            }
        }
    }

    private func nt2(_ xml: inout XMLText, _ course: Life.Course, _ day: LocalDate) {
        let ended = course.period.end.map { $0 <= day } ?? false
        xml.element("NT2Cursus") { xml in
            xml.element("ID", course.id)
            xml.element("Opleiding", "NT2R1", ["Naam": "Nederlands tweede taal richtgraad 1"])
            xml.element("Module", course.level, ["Naam": "Module \(course.level)"])
            xml.period(course.period)
            xml.element("DatumInschrijving", course.enrolledOn)
            xml.element("Status", "INGESCHREVEN")
            if ended, let passed = course.passed { xml.element("Besluit", passed ? "GESLAAGD" : "NT_GESLAAGD") }
        }
    }

    private func tests(_ xml: inout XMLText, _ life: Life, _ day: LocalDate, _ version: Version) {
        let taken = life.path?.tests.filter { $0.takenOn <= day } ?? []
        guard !taken.isEmpty else { return }
        xml.element("AfgelegdeTesten") { xml in
            for test in taken {
                xml.element("AfgelegdeTest") { xml in
                    xml.element("ID", test.id)
                    xml.element("Nummer", "T-" + test.id.prefix(8))
                    let (code, name) =
                        test.isB1
                        ? ("B1_MONDELING", "Test B1 mondeling") : test.isNT2 ? ("NT2_A2", "Test NT2 A2") : ("MO", "Test MO")
                    xml.element("Type", code, ["Naam": name])
                    xml.element("Datum", test.takenOn)
                    let result = test.passed ? "GESLAAGD" : "NIET_GESLAAGD"
                    switch version {
                    case .earlier: xml.element("Resultaat", result)
                    case .current:
                        xml.element("Status", "AFGELEGD")
                        xml.element("Resultaat") { $0.element("Type", result) }
                    }
                }
            }
        }
    }

    private func languages(_ xml: inout XMLText, _ life: Life, _ day: LocalDate, _ version: Version) {
        xml.element("Talenkennis") { xml in
            xml.element("Talen") { xml in
                xml.element("Taal") { xml in
                    xml.element("Code", life.person.origin.language)
                    xml.element("ContactTaal", "true")
                }
            }
            if let level = life.path?.level, level.on <= day {
                xml.element("BehaaldNT2Niveau") { xml in
                    for name in ["HoogstBehaald", "RecentstBehaald"] {
                        guard version == .current else {
                            xml.element(name, level.oral)
                            continue
                        }
                        xml.element(name) { xml in
                            xml.element("Datum", level.on)
                            xml.element("Mondeling", level.oral)
                            xml.element("Schriftelijk", level.written)
                        }
                    }
                }
            }
        }
    }

    private func fees(_ xml: inout XMLText, _ life: Life, _ day: LocalDate) {
        guard let contract = life.path?.contract, contract.signedOn <= day, contract.signedOn.year >= 2023 else { return }
        xml.element("Betalingen") {
            $0.element("Betaling") { $0.element("Vrijstelling", life.person.group == .obliged ? "false" : "true") }
        }
    }
}

extension Life {
    /// Who manages the trajectory: where the person lived when it began.
    var manager: Manager { person.stay(on: path?.begin ?? person.arrivedOn).town.manager }
}

extension XMLText {
    mutating func branch(_ name: String, _ manager: Manager) { element(name) { $0.element("KboNummer", manager.kbo) } }

    mutating func period(_ period: Period) {
        element("Periode") { xml in
            xml.element("Begin", period.begin)
            if let end = period.end { xml.element("Einde", end) }
        }
    }
}

/// A birth date as agencies write it, with 00 for what is unknown.
enum PartialText {
    static func iso(_ date: PartialDate) -> String {
        "\(Digits.padded(date.year ?? 0, 4))-\(Digits.padded(date.month ?? 0, 2))-\(Digits.padded(date.day ?? 0, 2))"
    }

    static func belgian(_ date: PartialDate) -> String {
        "\(Digits.padded(date.day ?? 0, 2))/\(Digits.padded(date.month ?? 0, 2))/\(Digits.padded(date.year ?? 0, 4))"
    }

}
