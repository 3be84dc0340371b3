// SPDX-License-Identifier: EUPL-1.2
// Written by scripts/packing.py from Identity/INSZ.swift; not to be changed by hand.

extension Sex: PackableCase {
    package var packedNumber: UInt64 {
        switch self {
        case .unknown: 1
        case .male: 2
        case .female: 3
        }
    }

    package init?(packedNumber: UInt64) {
        switch packedNumber {
        case 1: self = .unknown
        case 2: self = .male
        case 3: self = .female
        default: return nil
        }
    }
}
