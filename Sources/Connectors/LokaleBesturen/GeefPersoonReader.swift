// SPDX-License-Identifier: EUPL-1.2
import Contracts
import ExchangeSchema

/// Answers of the national register (`GeefPersoonResponse` 02.02): who somebody is, where they live, in which register they stand.
///
/// Family, identity documents and burial are checked in outline and not read: no purpose here asks for them.
struct GeefPersoonReader: Sendable {
    private let reader: MagdaContract
    private let files: MessageFile

    init(contracts: ContractSet) throws {
        reader = MagdaContract(
            contract: try contracts.xsd("sources/lokaal/GeefPersoonResponse-02.02.xsd"),
            codes: try CodeBook(filesAt: ["magda.csv", "lokaal.csv", "landen.csv"].map { "\(contracts.path)/codes/\($0)" }))
        files = MessageFile(agency: .lokaal, formats: ["GeefPersoonResponse": LokaalConnector.person])
    }

    func read(_ record: SourceRecord) -> RecordReading {
        reader.read(record) { content, reply, sheet in Self.map(content, record, reply, sheet) }
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

    private static func map(_ content: XMLElement, _ record: SourceRecord, _ reply: MagdaReply, _ open: FactSheet) -> MagdaContract.Mapped {
        var sheet = open
        guard let person = content.at("Persoon") else {
            sheet.reject("persoon:missing", content)
            return MagdaContract.Mapped(subject: Subject(), sheet: sheet)
        }
        let subject = Subject(inszText: person.text("INSZ") ?? record.context["insz"], replacements: reply.replacements)
        if subject.hasFlawedINSZ { sheet.note(.checksumFail) }
        // Another thing than the identity in a file of residents, which knows nothing of a death and must not take it back.
        sheet.add("rijksregister", .identity(details(person, &sheet)))
        for nationality in person.at("Nationaliteiten")?.all("Nationaliteit") ?? [] {
            let code = nationality.text("Code") ?? ""
            guard let country = sheet.translated("nis/land", code, to: "iso/land", label: nationality.text("Omschrijving")) else {
                continue
            }
            sheet.add(
                "nationality/\(code)", .nationality(Nationality(country: country, validity: begin(nationality).map(Period.init(from:)))))
        }
        register(person, &sheet)
        residences(person, &sheet)
        return MagdaContract.Mapped(
            subject: subject, sheet: sheet, changedAt: person.attributes["DatumModificatie"].flatMap { Instant($0) })
    }

    private static func begin(_ element: XMLElement) -> LocalDate? { element.attributes["DatumBegin"].flatMap { LocalDate($0) } }

    private static func details(_ person: XMLElement, _ sheet: inout FactSheet) -> PersonDetails {
        var details = PersonDetails()
        let family = person.at("Naam", "Achternamen")?.all("Achternaam").compactMap(\.value).joined(separator: " ")
        let given = person.at("Naam", "Voornamen")?.all("Voornaam").compactMap(\.value) ?? []
        details.names = [PersonName(familyName: family?.isEmpty == false ? family : nil, givenNames: given)]
        details.birthDate = sheet.partialDate(person.at("Geboorte", "Datum"))
        if let place = person.at("Geboorte", "Plaats") {
            details.birthPlace = BirthPlace(
                name: place.text("Gemeente", "Naam"),
                country: sheet.translated("nis/land", place.text("Land", "NISCode"), to: "iso/land", label: place.text("Land", "Naam")))
        }
        details.sex = person.text("Geslacht", "Code").flatMap(Sex.init(rawValue:))
        details.deathDate = sheet.partialDate(person.at("Overlijden", "Datum"))
        if let status = person.at("Statussen")?.all("Status").last, let code = status.text("Code") {
            details.fileStatus = Coded(scheme: "magda/IT001", code: code, originalCode: code, originalLabel: status.text("Omschrijving"))
        }
        return details
    }

    private static func register(_ person: XMLElement, _ sheet: inout FactSheet) {
        guard let register = person.at("Register"), let code = register.text("Code") else { return }
        let mapped: RegisterEntry.Register? = sheet.canonical("lokaal/register", code)
        let entry = RegisterEntry(
            register: mapped ?? .unknown,
            original: sheet.codes.translated("lokaal/register", code, to: "register", label: register.text("Omschrijving")),
            validity: begin(register).map(Period.init(from:)))
        sheet.add("register/\(begin(register)?.description ?? "")", .registerEntry(entry))
    }

    private static func residences(_ person: XMLElement, _ sheet: inout FactSheet) {
        if let home = person.at("Adressen", "Hoofdverblijfplaats") {
            var residence = Residence(nis: home.text("NISCodeGemeente"), validity: begin(home).map(Period.init(from:)))
            residence.street = home.text("Straatnaam", "String") ?? home.text("NietGestandaardiseerdeStraatnaam", "String")
            residence.houseNumber = home.text("Huisnummer")
            residence.box = home.text("Busnummer")
            residence.postcode = home.text("Postcode")
            residence.municipalityName = home.text("Gemeentenaam", "String") ?? home.text("NietGestandaardiseerdeGemeentenaam", "String")
            sheet.add("\(residence.nis ?? "")/\(begin(home)?.description ?? "")", .residence(residence))
        }
        if let abroad = person.at("Adressen", "VerblijfplaatsBuitenland") {
            var residence = Residence(nis: nil, type: .foreign, validity: begin(abroad).map(Period.init(from:)))
            residence.country = sheet.translated(
                "nis/land", abroad.text("Land", "NISCode"), to: "iso/land", label: abroad.text("Land", "Naam"))
            sheet.add("abroad/\(begin(abroad)?.description ?? "")", .residence(residence))
        }
    }
}
