// SPDX-License-Identifier: EUPL-1.2
// Written by scripts/packing.py from Exchange/Fact.swift; not to be changed by hand.

extension Fact.Standing: PackableCase {
    package var packedNumber: UInt64 {
        switch self {
        case .held: 1
        case .annulled: 2
        case .removed: 3
        }
    }

    package init?(packedNumber: UInt64) {
        switch packedNumber {
        case 1: self = .held
        case 2: self = .annulled
        case 3: self = .removed
        default: return nil
        }
    }
}
