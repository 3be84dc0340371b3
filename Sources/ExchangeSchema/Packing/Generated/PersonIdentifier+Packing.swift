// SPDX-License-Identifier: EUPL-1.2
// Written by scripts/packing.py from Identity/PersonIdentifier.swift; not to be changed by hand.

extension PersonIdentifier: Packable {
    package func pack(into out: inout PackedWriter) {
        out.number(1, scheme.packedNumber)
        out.text(2, value)
        out.number(3, status.packedNumber)
        if let replacedBy { out.text(4, replacedBy) }
        if let validity { out.begin(5); validity.pack(into: &out) }
        if let assignedBy { out.text(6, assignedBy) }
        out.end()
    }

    package init(unpacking reader: inout PackedReader) throws {
        var scheme: Scheme?
        var value: String?
        var status: Status?
        var replacedBy: String?
        var validity: Period?
        var assignedBy: String?
        while let part = try reader.next() {
            switch part.number {
            case 1: scheme = try reader.case(part)
            case 2: value = try reader.text(part)
            case 3: status = try reader.case(part)
            case 4: replacedBy = try reader.text(part)
            case 5: validity = try reader.value(part)
            case 6: assignedBy = try reader.text(part)
            default: try reader.skip(part)
            }
        }
        guard let scheme, let value, let status else { throw PackedFault() }
        self.scheme = scheme
        self.value = value
        self.status = status
        self.replacedBy = replacedBy
        self.validity = validity
        self.assignedBy = assignedBy
    }
}

extension PersonName: Packable {
    package func pack(into out: inout PackedWriter) {
        if let familyName { out.text(1, familyName) }
        for item in givenNames { out.text(2, item) }
        if let usedGivenName { out.text(3, usedGivenName) }
        out.number(4, type.packedNumber)
        if let script { out.text(5, script) }
        if truncated { out.flag(6, true) }
        out.end()
    }

    package init(unpacking reader: inout PackedReader) throws {
        var familyName: String?
        var givenNames: [String] = []
        var usedGivenName: String?
        var type: NameType?
        var script: String?
        var truncated = false
        while let part = try reader.next() {
            switch part.number {
            case 1: familyName = try reader.text(part)
            case 2: givenNames.append(try reader.text(part))
            case 3: usedGivenName = try reader.text(part)
            case 4: type = try reader.case(part)
            case 5: script = try reader.text(part)
            case 6: truncated = try reader.flag(part)
            default: try reader.skip(part)
            }
        }
        guard let type else { throw PackedFault() }
        self.familyName = familyName
        self.givenNames = givenNames
        self.usedGivenName = usedGivenName
        self.type = type
        self.script = script
        self.truncated = truncated
    }
}

extension PersonIdentifier.Scheme: PackableCase {
    package var packedNumber: UInt64 {
        switch self {
        case .inszNational: 1
        case .inszBis: 2
        case .inszTest: 3
        case .kbiV01: 4
        case .kbiV02: 5
        case .vdabKlantnummer: 6
        case .naricDossier: 7
        case .davinci: 8
        case .discimus: 9
        case .municipal: 10
        }
    }

    package init?(packedNumber: UInt64) {
        switch packedNumber {
        case 1: self = .inszNational
        case 2: self = .inszBis
        case 3: self = .inszTest
        case 4: self = .kbiV01
        case 5: self = .kbiV02
        case 6: self = .vdabKlantnummer
        case 7: self = .naricDossier
        case 8: self = .davinci
        case 9: self = .discimus
        case 10: self = .municipal
        default: return nil
        }
    }
}

extension PersonIdentifier.Status: PackableCase {
    package var packedNumber: UInt64 {
        switch self {
        case .current: 1
        case .replaced: 2
        case .cancelled: 3
        }
    }

    package init?(packedNumber: UInt64) {
        switch packedNumber {
        case 1: self = .current
        case 2: self = .replaced
        case 3: self = .cancelled
        default: return nil
        }
    }
}

extension PersonName.NameType: PackableCase {
    package var packedNumber: UInt64 {
        switch self {
        case .official: 1
        case .alias: 2
        case .transliteration: 3
        case .birth: 4
        }
    }

    package init?(packedNumber: UInt64) {
        switch packedNumber {
        case 1: self = .official
        case 2: self = .alias
        case 3: self = .transliteration
        case 4: self = .birth
        default: return nil
        }
    }
}
