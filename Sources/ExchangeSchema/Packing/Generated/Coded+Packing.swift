// SPDX-License-Identifier: EUPL-1.2
// Written by scripts/packing.py from Values/Coded.swift; not to be changed by hand.

extension Coded: Packable {
    package func pack(into out: inout PackedWriter) {
        out.text(1, scheme)
        if let code { out.text(2, code) }
        if let label { out.text(3, label) }
        out.text(4, originalCode)
        if let originalLabel { out.text(5, originalLabel) }
        out.end()
    }

    package init(unpacking reader: inout PackedReader) throws {
        var scheme: String?
        var code: String?
        var label: String?
        var originalCode: String?
        var originalLabel: String?
        while let part = try reader.next() {
            switch part.number {
            case 1: scheme = try reader.text(part)
            case 2: code = try reader.text(part)
            case 3: label = try reader.text(part)
            case 4: originalCode = try reader.text(part)
            case 5: originalLabel = try reader.text(part)
            default: try reader.skip(part)
            }
        }
        guard let scheme, let originalCode else { throw PackedFault() }
        self.scheme = scheme
        self.code = code
        self.label = label
        self.originalCode = originalCode
        self.originalLabel = originalLabel
    }
}

extension Quality: PackableCase {
    package var packedNumber: UInt64 {
        switch self {
        case .partial: 1
        case .estimated: 2
        case .selfDeclared: 3
        case .unmappedCode: 4
        case .truncatedName: 5
        case .checksumFail: 6
        case .conflict: 7
        case .damaged: 8
        }
    }

    package init?(packedNumber: UInt64) {
        switch packedNumber {
        case 1: self = .partial
        case 2: self = .estimated
        case 3: self = .selfDeclared
        case 4: self = .unmappedCode
        case 5: self = .truncatedName
        case 6: self = .checksumFail
        case 7: self = .conflict
        case 8: self = .damaged
        default: return nil
        }
    }
}
