// SPDX-License-Identifier: EUPL-1.2
import Contracts
import ExchangeSchema

/// Answers of the national register (`GeefPersoonResponse` 02.02): who somebody is, where they live, in which register they stand.
///
/// Family, identity documents and burial are checked in outline and not read: no purpose here asks for them.
struct GeefPersoonReader: Sendable {
    private let reader: MagdaContract
    private let files: MessageFile
    private let municipalities: MunicipalityRegister

    init(contracts: ContractSet, municipalities: MunicipalityRegister) throws {
        reader = MagdaContract(
            contract: try contracts.xsd("sources/lokaal/GeefPersoonResponse-02.02.xsd"),
            codes: try CodeBook(
                filesAt: ["magda.csv", "lokaal.csv", "landen.csv", "iso_landen.csv"].map { "\(contracts.path)/codes/\($0)" }))
        self.municipalities = municipalities
        files = MessageFile(agency: .lokaal, formats: ["GeefPersoonResponse": LokaalConnector.person])
    }

    func read(_ record: SourceRecord) -> RecordReading {
        reader.read(record) { content, reply, sheet in map(content, record, reply, sheet) }
    }

    func frame(fileAt path: String, named name: String, take: (FramedBatch) throws -> Void) throws {
        try files.frame(fileAt: path, named: name, leavesNamed: ["NISCodeGemeente"]) { outline in
            let nis = outline.scan.first("Hoofdverblijfplaats", "NISCodeGemeente")
            let insz = outline.scan.first("Persoon", "INSZ") ?? outline.askedINSZ ?? outline.reference
            return (nis.map(OrganisationID.municipality) ?? OrganisationID(rawValue: "rijksregister"), "inwoner/\(insz)")
        } take: {
            try take($0)
        }
    }

    private func map(_ content: XMLElement, _ record: SourceRecord, _ reply: MagdaReply, _ open: FactSheet) -> MagdaContract.Mapped {
        var sheet = open
        guard let person = content.at("Persoon") else {
            sheet.reject("persoon:missing", content)
            return MagdaContract.Mapped(subject: Subject(), sheet: sheet)
        }
        let subject = Subject(inszText: person.text("INSZ") ?? record.context["insz"], replacements: reply.replacements)
        if subject.hasFlawedINSZ { sheet.note(.checksumFail) }
        let status = Self.status(person, &sheet)
        // Another thing than the identity in a file of residents, which knows nothing of a death and must not take it back.
        sheet.add("rijksregister", .identity(Self.details(person, status, &sheet)))
        if let insz = subject.insz, status?.originalCode.hasPrefix("99994") ?? false {
            let scheme = PersonIdentifier.Scheme(rawValue: insz.kind.rawValue) ?? .inszNational
            sheet.add(scheme.rawValue, .identifier(PersonIdentifier(scheme: scheme, value: insz.digits, status: .cancelled)))
        }
        for nationality in person.at("Nationaliteiten")?.all("Nationaliteit") ?? [] {
            let code = nationality.text("Code") ?? ""
            let country = Self.country(nis: code, iso: nil, label: nationality.text("Omschrijving"), &sheet)
            sheet.add("nationality/\(code)", .nationality(Nationality(country: country, validity: Self.validity(nationality, &sheet))))
        }
        Self.register(person, &sheet)
        var mapped = MagdaContract.Mapped(
            subject: subject, sheet: sheet, changedAt: person.attributes["DatumModificatie"].flatMap { Instant($0) })
        residences(person, &mapped)
        return mapped
    }

    /// The state of the file that began last; of several without a day the last.
    private static func status(_ person: XMLElement, _ sheet: inout FactSheet) -> Coded? {
        let all = person.at("Statussen")?.all("Status") ?? []
        let latest = all.enumerated().max { left, right in
            (left.element.attributes["DatumBegin"] ?? "", left.offset) < (right.element.attributes["DatumBegin"] ?? "", right.offset)
        }
        return sheet.own("magda/IT001", latest?.element.text("Code"), label: latest?.element.text("Omschrijving"))
    }

    private static func country(nis: String?, iso: String?, label: String?, _ sheet: inout FactSheet) -> Coded {
        let country = CountryCode(sheet.codes).country(nis: nis, iso: iso, label: label)
        for quality in country.quality { sheet.note(quality) }
        return country.coded
    }

    private static func land(_ land: XMLElement?, _ sheet: inout FactSheet) -> Coded? {
        guard let land, land.text("NISCode") != nil || land.text("ISOCode") != nil else { return nil }
        return country(nis: land.text("NISCode"), iso: land.text("ISOCode"), label: land.text("Naam"), &sheet)
    }

    private static func begin(_ element: XMLElement) -> LocalDate? { element.attributes["DatumBegin"].flatMap { LocalDate($0) } }

    /// The days on `DatumBegin` and `DatumEinde`; an end that is no day, or lies before the begin, rejects the message.
    private static func validity(_ element: XMLElement, _ sheet: inout FactSheet) -> Period? {
        guard let begin = begin(element) else { return nil }
        guard let text = element.attributes["DatumEinde"], !text.isEmpty, WireDay.read(text) != .never else { return Period(from: begin) }
        guard let end = LocalDate(text), let period = Period(begin: begin, end: end) else {
            sheet.reject("period:ends-before-it-begins", element)
            return nil
        }
        return period
    }

    private static func details(_ person: XMLElement, _ status: Coded?, _ sheet: inout FactSheet) -> PersonDetails {
        var details = PersonDetails()
        let family = person.at("Naam", "Achternamen")?.all("Achternaam").compactMap(\.value).joined(separator: " ")
        let given = person.at("Naam", "Voornamen")?.all("Voornaam").compactMap(\.value) ?? []
        details.names = [PersonName(familyName: family?.isEmpty == false ? family : nil, givenNames: given)]
        details.birthDate = sheet.partialDate(person.at("Geboorte", "Datum"))
        if let place = person.at("Geboorte", "Plaats") {
            details.birthPlace = BirthPlace(name: place.text("Gemeente", "Naam"), country: land(place.at("Land"), &sheet))
        }
        details.sex = person.text("Geslacht", "Code").flatMap(Sex.init(rawValue:))
        details.deathDate = sheet.partialDate(person.at("Overlijden", "Datum"))
        details.fileStatus = status
        return details
    }

    /// The name of the register goes before its code: 02 is written for the population register and for the waiting register.
    private static func register(_ person: XMLElement, _ sheet: inout FactSheet) {
        guard let register = person.at("Register"), let code = register.text("Code") else { return }
        let byCode: RegisterEntry.Register? = sheet.canonical("lokaal/register", code)
        let label = register.text("Omschrijving")
        let byName = label.flatMap { sheet.codes.canonical("lokaal/registernaam", $0.lowercased()) }.flatMap(RegisterEntry.Register.init)
        if let byCode, let byName, byCode != byName { sheet.note(.conflict) }
        let entry = RegisterEntry(
            register: byName ?? byCode ?? .unknown,
            original: Coded(scheme: "register", code: (byName ?? byCode)?.rawValue, originalCode: code, originalLabel: label),
            validity: validity(register, &sheet))
        sheet.add("register/\(begin(register)?.description ?? "")", .registerEntry(entry))
    }

    private func residences(_ person: XMLElement, _ mapped: inout MagdaContract.Mapped) {
        for (name, type) in [("Hoofdverblijfplaats", Residence.ResidenceType.domicile), ("Referentieadres", .referenceAddress)] {
            for home in person.at("Adressen")?.all(name) ?? [] {
                let residence = Self.residence(home, type, &mapped.sheet)
                let day = Self.begin(home)
                let prefix = type == .domicile ? "" : "referentie/"
                mapped.sheet.add("\(prefix)\(residence.nis ?? "")/\(day?.description ?? "")", .residence(residence))
                if let nis = residence.nis, let day { mapped.outcomes += municipalities.warnings(nis: nis, on: day) }
            }
        }
        if let abroad = person.at("Adressen", "VerblijfplaatsBuitenland") {
            var residence = Residence(nis: nil, type: .foreign, validity: Self.validity(abroad, &mapped.sheet))
            residence.country = Self.land(abroad.at("Land"), &mapped.sheet)
            mapped.sheet.add("abroad/\(Self.begin(abroad)?.description ?? "")", .residence(residence))
        }
    }

    private static func residence(_ home: XMLElement, _ type: Residence.ResidenceType, _ sheet: inout FactSheet) -> Residence {
        var residence = Residence(nis: home.text("NISCodeGemeente"), type: type, validity: validity(home, &sheet))
        residence.street = home.text("Straatnaam", "String") ?? home.text("NietGestandaardiseerdeStraatnaam", "String")
        residence.houseNumber = home.text("Huisnummer")
        residence.box = home.text("Busnummer")
        residence.postcode = home.text("Postcode")
        residence.municipalityName = home.text("Gemeentenaam", "String") ?? home.text("NietGestandaardiseerdeGemeentenaam", "String")
        return residence
    }
}
