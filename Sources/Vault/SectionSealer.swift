// SPDX-License-Identifier: EUPL-1.2

/// Bytes of the sealed openings of one audit entry (version 1):
///
///     1 byte version = 1 ‖ 16 bytes attempt nonce ‖ for each section present:
///     1 byte letter (A B C D U) ‖ 4 bytes big-endian key id ‖ 4 bytes big-endian length ‖ ciphertext ‖ 16 bytes tag
///
/// Section key = HKDF(key of the section, salt = attempt nonce, info = "section" ‖ letter); it is used once, so the GCM nonce is twelve zeros.
/// Associated data = version ‖ letter ‖ key id ‖ leaf hash. A and B stand under the period key, C and D under the subject-period key.
package enum SectionSealer {
    package struct Keys: Sendable {
        package let periodId: UInt32
        package let period: SymmetricKey
        package let subject: SymmetricKey?
        /// The subject-period key is derived from the subject's secret and the period's secret, so that voiding either closes C and D.
        package init(periodId: UInt32, periodSecret: SymmetricKey, subjectSecret: SymmetricKey?) {
            self.periodId = periodId
            period = KeyedHash.derive([periodSecret], info: "xchg/period/v1")
            subject = subjectSecret.map { KeyedHash.derive([$0, periodSecret], info: "xchg/subject-period/v1") }
        }

        func key(for letter: UInt8) -> SymmetricKey? {
            switch letter {
            case UInt8(ascii: "A"), UInt8(ascii: "B"), UInt8(ascii: "U"): period
            default: subject
            }
        }
    }

    /// Seals the sections given by letter; those whose key is missing are a mistake of the caller.
    package static func seal(_ sections: [(letter: UInt8, opening: [UInt8])], leafHash: [UInt8], keys: Keys) throws -> [UInt8] {
        let attempt = try SecureRandom.bytes(16)
        var blob: [UInt8] = [1] + attempt
        for section in sections {
            guard let key = keys.key(for: section.letter) else { throw VaultError.notAuthentic }
            let single = KeyedHash.derive([key], salt: attempt, info: Array("section".utf8) + [section.letter])
            let sealed = try Sealed.seal(
                section.opening, under: single, nonce: [UInt8](repeating: 0, count: Sealed.nonceLength),
                bound: bound(section.letter, keys.periodId, leafHash))
            blob.append(section.letter)
            withUnsafeBytes(of: keys.periodId.bigEndian) { blob.append(contentsOf: $0) }
            withUnsafeBytes(of: UInt32(sealed.count - Sealed.nonceLength).bigEndian) { blob.append(contentsOf: $0) }
            blob.append(contentsOf: sealed[Sealed.nonceLength...])
        }
        return blob
    }

    /// Opens the sections for which a key is given; the others are left out.
    package static func open(_ blob: [UInt8], leafHash: [UInt8], keys: Keys) throws -> [UInt8: [UInt8]] {
        guard blob.count >= 17, blob[0] == 1 else { throw VaultError.malformed }
        let attempt = Array(blob[1..<17])
        var openings: [UInt8: [UInt8]] = [:]
        var index = 17
        while index < blob.count {
            guard index + 9 <= blob.count else { throw VaultError.malformed }
            let letter = blob[index]
            let periodId = blob[(index + 1)..<(index + 5)].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            let length = blob[(index + 5)..<(index + 9)].reduce(0) { $0 << 8 | Int($1) }
            index += 9
            guard length >= Sealed.tagLength, index + length <= blob.count else { throw VaultError.malformed }
            if let key = keys.key(for: letter) {
                let single = KeyedHash.derive([key], salt: attempt, info: Array("section".utf8) + [letter])
                let sealed = [UInt8](repeating: 0, count: Sealed.nonceLength) + blob[index..<(index + length)]
                openings[letter] = try Sealed.open(sealed, under: single, bound: bound(letter, periodId, leafHash))
            }
            index += length
        }
        return openings
    }

    private static func bound(_ letter: UInt8, _ periodId: UInt32, _ leafHash: [UInt8]) -> [UInt8] {
        var place: [UInt8] = [1, letter]
        withUnsafeBytes(of: periodId.bigEndian) { place.append(contentsOf: $0) }
        return place + leafHash
    }
}
