// SPDX-License-Identifier: EUPL-1.2

import Contracts
import ExchangeSchema

extension InburgeringMapping {
    /// KBI cuts names at this many characters.
    private static let nameLimit = 48

    func identity(_ message: InburgeringMessage, _ sheet: inout FactSheet) {
        guard let personalia = message.personalia else { return }
        var details = PersonDetails()
        if let name = personalia.first("Naam") { details.names = [self.name(name, &sheet)] }
        details.birthDate = sheet.partialDate(personalia.first("Geboortedatum"))
        details.sex = sex(personalia.text("Geslacht", "Code"), &sheet)
        let languages = message.talenkennis?.first("Talen")?.all("Taal") ?? []
        details.contactLanguages = languages.filter { $0.first("ContactTaal")?.isTrue ?? false }.compactMap { language in
            sheet.language(language.text("Code"))
        }
        details.literacy = literacy(message.talenkennis?.first("Alfabetiseringsgraad"), &sheet)
        details.schoolingYears = message.klantProfiel?.text("TotaalAantalJarenScholing").flatMap { Digits.value($0) }
            .flatMap { (0...40).contains($0) ? $0 : nil }
        if let number = personalia.text("INSZ"), INSZ(number) == nil { sheet.note(.checksumFail) }
        sheet.add("personalia", .identity(details))

        if let number = personalia.text("UniekNummer") {
            sheet.add(number, .identifier(PersonIdentifier(scheme: .kbiV02, value: number)))
        }
        declaredDiploma(message.klantProfiel, &sheet)
    }

    private func name(_ element: XMLElement, _ sheet: inout FactSheet) -> PersonName {
        let family = element.first("Achternamen")?.all("Achternaam").compactMap(\.value) ?? []
        let given = element.first("Voornamen")?.all("Voornaam") ?? []
        let used = given.first { $0.attributes["GebruikelijkeVoornaam"] == "1" }
        let givenNames = given.compactMap(\.value)
        let truncated = (family + givenNames).contains { $0.unicodeScalars.count == Self.nameLimit }
        if truncated { sheet.note(.truncatedName) }
        return PersonName(
            familyName: family.isEmpty ? nil : family.joined(separator: " "), givenNames: givenNames, usedGivenName: used?.value,
            truncated: truncated)
    }

    private func sex(_ code: String?, _ sheet: inout FactSheet) -> Sex? {
        guard let code else { return nil }
        if let sex = Sex(rawValue: code) { return sex }
        sheet.note(.unmappedCode)
        return .unknown
    }

    /// Command of the Latin script counts first; a person who does not have it may well write another.
    private func literacy(_ element: XMLElement?, _ sheet: inout FactSheet) -> Literacy? {
        let latin: Literacy? = sheet.canonical("kbi/latijnsschrift", element?.text("LatijnsSchrift"))
        let other: Literacy? = sheet.canonical("kbi/anderschrift", element?.text("AnderSchrift", "Code"))
        return latin == .latinLiterate ? latin : other ?? latin
    }

    /// The diploma the person told the agency of; self-declared, NARIC decides.
    private func declaredDiploma(_ profile: XMLElement?, _ sheet: inout FactSheet) {
        guard let profile, let title = profile.text("HoogstBehaaldDiploma") else { return }
        var credential = Credential(ledReference: "", supplier: "KBI", status: .registered, authenticity: .declaredOnHonour)
        credential.title = title
        credential.country = sheet.translated("iso/land", profile.text("LandDiploma"), to: "iso3166-1/alpha-3")
        sheet.note(.selfDeclared)
        sheet.add("klantprofiel", .credential(credential))
    }
}
