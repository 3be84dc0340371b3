// SPDX-License-Identifier: EUPL-1.2

import Foundation

/// The JSON form of canonical values, as `contracts/canonical` describes it.
package enum CanonicalCoding {
    /// Compact JSON; equal values give equal bytes.
    package static func encode(_ value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(value))
    }

    package static func decode<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8]) throws -> Value {
        try JSONDecoder().decode(type, from: Data(bytes))
    }
}
