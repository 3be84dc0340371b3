// SPDX-License-Identifier: EUPL-1.2
// Written by scripts/packing.py from Records/Person.swift; not to be changed by hand.

extension PersonDetails: Packable {
    package func pack(into out: inout PackedWriter) {
        for item in names { out.begin(1); item.pack(into: &out) }
        if let birthDate { out.integer(2, birthDate.packedNumber) }
        if let birthPlace { out.begin(3); birthPlace.pack(into: &out) }
        if let sex { out.number(4, sex.packedNumber) }
        if let deathDate { out.integer(5, deathDate.packedNumber) }
        for item in contactLanguages { out.text(6, item) }
        if let literacy { out.number(7, literacy.packedNumber) }
        if let schoolingYears { out.integer(8, Int64(schoolingYears)) }
        if let fileStatus { out.begin(9); fileStatus.pack(into: &out) }
        out.end()
    }

    package init(unpacking reader: inout PackedReader) throws {
        var names: [PersonName] = []
        var birthDate: PartialDate?
        var birthPlace: BirthPlace?
        var sex: Sex?
        var deathDate: PartialDate?
        var contactLanguages: [String] = []
        var literacy: Literacy?
        var schoolingYears: Int?
        var fileStatus: Coded?
        while let part = try reader.next() {
            switch part.number {
            case 1: names.append(try reader.value(part))
            case 2: birthDate = try PartialDate(packedNumber: try reader.integer(part))
            case 3: birthPlace = try reader.value(part)
            case 4: sex = try reader.case(part)
            case 5: deathDate = try PartialDate(packedNumber: try reader.integer(part))
            case 6: contactLanguages.append(try reader.text(part))
            case 7: literacy = try reader.case(part)
            case 8: schoolingYears = Int(try reader.integer(part))
            case 9: fileStatus = try reader.value(part)
            default: try reader.skip(part)
            }
        }
        self.names = names
        self.birthDate = birthDate
        self.birthPlace = birthPlace
        self.sex = sex
        self.deathDate = deathDate
        self.contactLanguages = contactLanguages
        self.literacy = literacy
        self.schoolingYears = schoolingYears
        self.fileStatus = fileStatus
    }
}

extension BirthPlace: Packable {
    package func pack(into out: inout PackedWriter) {
        if let name { out.text(1, name) }
        if let country { out.begin(2); country.pack(into: &out) }
        out.end()
    }

    package init(unpacking reader: inout PackedReader) throws {
        var name: String?
        var country: Coded?
        while let part = try reader.next() {
            switch part.number {
            case 1: name = try reader.text(part)
            case 2: country = try reader.value(part)
            default: try reader.skip(part)
            }
        }
        self.name = name
        self.country = country
    }
}

extension Nationality: Packable {
    package func pack(into out: inout PackedWriter) {
        out.begin(1); country.pack(into: &out)
        if let validity { out.begin(2); validity.pack(into: &out) }
        out.end()
    }

    package init(unpacking reader: inout PackedReader) throws {
        var country: Coded?
        var validity: Period?
        while let part = try reader.next() {
            switch part.number {
            case 1: country = try reader.value(part)
            case 2: validity = try reader.value(part)
            default: try reader.skip(part)
            }
        }
        guard let country else { throw PackedFault() }
        self.country = country
        self.validity = validity
    }
}

extension Residence: Packable {
    package func pack(into out: inout PackedWriter) {
        if let nis { out.text(1, nis) }
        if let postcode { out.text(2, postcode) }
        if let street { out.text(3, street) }
        if let houseNumber { out.text(4, houseNumber) }
        if let box { out.text(5, box) }
        if let municipalityName { out.text(6, municipalityName) }
        if let country { out.begin(7); country.pack(into: &out) }
        out.number(8, type.packedNumber)
        if let validity { out.begin(9); validity.pack(into: &out) }
        out.end()
    }

    package init(unpacking reader: inout PackedReader) throws {
        var nis: String?
        var postcode: String?
        var street: String?
        var houseNumber: String?
        var box: String?
        var municipalityName: String?
        var country: Coded?
        var type: ResidenceType?
        var validity: Period?
        while let part = try reader.next() {
            switch part.number {
            case 1: nis = try reader.text(part)
            case 2: postcode = try reader.text(part)
            case 3: street = try reader.text(part)
            case 4: houseNumber = try reader.text(part)
            case 5: box = try reader.text(part)
            case 6: municipalityName = try reader.text(part)
            case 7: country = try reader.value(part)
            case 8: type = try reader.case(part)
            case 9: validity = try reader.value(part)
            default: try reader.skip(part)
            }
        }
        guard let type else { throw PackedFault() }
        self.nis = nis
        self.postcode = postcode
        self.street = street
        self.houseNumber = houseNumber
        self.box = box
        self.municipalityName = municipalityName
        self.country = country
        self.type = type
        self.validity = validity
    }
}

extension RegisterEntry: Packable {
    package func pack(into out: inout PackedWriter) {
        out.number(1, register.packedNumber)
        if let original { out.begin(2); original.pack(into: &out) }
        if let validity { out.begin(3); validity.pack(into: &out) }
        out.end()
    }

    package init(unpacking reader: inout PackedReader) throws {
        var register: Register?
        var original: Coded?
        var validity: Period?
        while let part = try reader.next() {
            switch part.number {
            case 1: register = try reader.case(part)
            case 2: original = try reader.value(part)
            case 3: validity = try reader.value(part)
            default: try reader.skip(part)
            }
        }
        guard let register else { throw PackedFault() }
        self.register = register
        self.original = original
        self.validity = validity
    }
}

extension Literacy: PackableCase {
    package var packedNumber: UInt64 {
        switch self {
        case .latinLiterate: 1
        case .otherScript: 2
        case .low: 3
        case .none: 4
        case .unknown: 5
        }
    }

    package init?(packedNumber: UInt64) {
        switch packedNumber {
        case 1: self = .latinLiterate
        case 2: self = .otherScript
        case 3: self = .low
        case 4: self = .none
        case 5: self = .unknown
        default: return nil
        }
    }
}

extension Residence.ResidenceType: PackableCase {
    package var packedNumber: UInt64 {
        switch self {
        case .domicile: 1
        case .referenceAddress: 2
        case .foreign: 3
        case .struckOff: 4
        }
    }

    package init?(packedNumber: UInt64) {
        switch packedNumber {
        case 1: self = .domicile
        case 2: self = .referenceAddress
        case 3: self = .foreign
        case 4: self = .struckOff
        default: return nil
        }
    }
}

extension RegisterEntry.Register: PackableCase {
    package var packedNumber: UInt64 {
        switch self {
        case .population: 1
        case .aliens: 2
        case .waiting: 3
        case .protocolRegister: 4
        case .bis: 5
        case .none: 6
        case .unknown: 7
        }
    }

    package init?(packedNumber: UInt64) {
        switch packedNumber {
        case 1: self = .population
        case 2: self = .aliens
        case 3: self = .waiting
        case 4: self = .protocolRegister
        case 5: self = .bis
        case 6: self = .none
        case 7: self = .unknown
        default: return nil
        }
    }
}
