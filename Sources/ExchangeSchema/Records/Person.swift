// SPDX-License-Identifier: EUPL-1.2

/// What a source says of the person as such; residence, nationality and register stand apart.
package struct PersonDetails: Sendable, Codable, Equatable {
    package var names: [PersonName] = []
    package var birthDate: PartialDate?
    package var birthPlace: BirthPlace?
    package var sex: Sex?
    package var deathDate: PartialDate?
    /// ISO 639-3 codes of the languages in which the person can be reached (contacttaal).
    package var contactLanguages: [String] = []
    package var literacy: Literacy?
    /// Years of schooling, 0…40.
    package var schoolingYears: Int?
    /// Status of the person's file (IT001), e.g. 99990 deceased, 99991 struck off.
    package var fileStatus: Coded?

    package init() {}
}

package struct BirthPlace: Hashable, Sendable, Codable {
    package var name: String?
    package var country: Coded?
    package init(name: String? = nil, country: Coded? = nil) { self.name = name; self.country = country }
}

/// Command of a script (alfabetiseringsgraad).
package enum Literacy: String, Sendable, Codable {
    case latinLiterate = "LATIN_LITERATE", otherScript = "OTHER_SCRIPT", low = "LOW", none = "NONE", unknown = "UNKNOWN"
}

/// A nationality held over a period; a person may have several.
package struct Nationality: Hashable, Sendable, Codable {
    /// ISO 3166-1 or 3166-3 alpha-3, or `STATELESS`, `UNDETERMINED`, `REFUGEE`.
    package var country: Coded
    package var validity: Period?
    package init(country: Coded, validity: Period? = nil) { self.country = country; self.validity = validity }
}

/// A main or other residence (hoofdverblijfplaats), with the NIS code as registered.
package struct Residence: Hashable, Sendable, Codable {
    package enum ResidenceType: String, Sendable, Codable {
        case domicile = "DOMICILE", referenceAddress = "REFERENCE_ADDRESS", foreign = "FOREIGN", struckOff = "STRUCK_OFF"
    }
    /// Five digits, as registered at the time; project it with `MunicipalityRegister`.
    package var nis: String?
    package var postcode: String?
    package var street: String?
    package var houseNumber: String?
    package var box: String?
    package var municipalityName: String?
    package var country: Coded?
    package var type: ResidenceType
    package var validity: Period?
    package init(nis: String?, type: ResidenceType = .domicile, validity: Period? = nil) {
        self.nis = nis
        self.type = type
        self.validity = validity
    }
}

/// Entry in a population register (registerinschrijving); it opens access to the integration course (R01).
package struct RegisterEntry: Hashable, Sendable, Codable {
    package enum Register: String, Sendable, Codable {
        case population = "BEVOLKING", aliens = "VREEMDELINGEN", waiting = "WACHT", protocolRegister = "PROTOCOL", bis = "BIS"
        case none = "NONE", unknown = "UNKNOWN"
    }
    package var register: Register
    package var original: Coded?
    package var validity: Period?
    package init(register: Register, original: Coded? = nil, validity: Period? = nil) {
        self.register = register
        self.original = original
        self.validity = validity
    }
}
