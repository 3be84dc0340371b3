// SPDX-License-Identifier: EUPL-1.2

/// Keyed hashes by which the store finds numbers, keys and references again without holding them.
///
/// 16 bytes = the first half of HMAC-SHA-256 over purpose and length-prefixed parts, so that no two inputs flow together.
package struct BlindIndex: Sendable {
    package enum Purpose: String, Sendable {
        case insz, sourceKey = "source-key", reference, content, person, delivery, subject, payload, user
    }
    package let key: SymmetricKey

    package init(key: SymmetricKey) { self.key = key }

    package func token(_ purpose: Purpose, _ parts: [UInt8]...) -> [UInt8] {
        var message: [UInt8] = Array(purpose.rawValue.utf8) + [0]
        message.reserveCapacity(message.count + parts.reduce(0) { $0 + $1.count + 8 })
        for part in parts {
            withUnsafeBytes(of: UInt64(part.count).bigEndian) { message.append(contentsOf: $0) }
            message.append(contentsOf: part)
        }
        return Array(KeyedHash.hmac(key, message)[0..<16])
    }

    package func token(_ purpose: Purpose, _ parts: String...) -> [UInt8] { token(purpose, parts) }

    package func token(_ purpose: Purpose, _ parts: [String]) -> [UInt8] {
        var message: [UInt8] = Array(purpose.rawValue.utf8) + [0]
        for part in parts {
            withUnsafeBytes(of: UInt64(part.utf8.count).bigEndian) { message.append(contentsOf: $0) }
            message.append(contentsOf: part.utf8)
        }
        return Array(KeyedHash.hmac(key, message)[0..<16])
    }
}
