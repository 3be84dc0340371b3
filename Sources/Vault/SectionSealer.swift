// SPDX-License-Identifier: EUPL-1.2

/// Bytes of the sealed openings of one audit entry (version 1):
///
///     1 byte version = 1 ‖ 16 bytes attempt nonce ‖ for each section present:
///     1 byte letter (A B U C D) ‖ 4 bytes big-endian key id ‖ 4 bytes big-endian length ‖ ciphertext ‖ 16 bytes tag
///
/// The key id is the number of the quarter. Section key = HKDF(key of the section, salt = attempt nonce, info = "section" ‖ letter); it is
/// used once, so the GCM nonce is twelve zeros. Associated data = version ‖ letter ‖ key id ‖ leaf hash.
/// A and B stand under the period key, C and D under the subject-period key, U under the user-period key.
package enum SectionSealer {
    package struct Keys: Sendable {
        package let periodId: UInt32
        package let period: SymmetricKey
        package let subject: SymmetricKey?
        package let user: SymmetricKey?
        /// Keys of persons and users are derived from their own secret and the period's, so that voiding either closes their sections.
        package init(periodId: UInt32, periodSecret: SymmetricKey, subjectSecret: SymmetricKey?, userSecret: SymmetricKey? = nil) {
            self.periodId = periodId
            period = KeyedHash.derive([periodSecret], info: "xchg/period/v1")
            subject = subjectSecret.map { KeyedHash.derive([$0, periodSecret], info: "xchg/subject-period/v1") }
            user = userSecret.map { KeyedHash.derive([$0, periodSecret], info: "xchg/user-period/v1") }
        }

        func key(for letter: UInt8) -> SymmetricKey? {
            switch letter {
            case UInt8(ascii: "A"), UInt8(ascii: "B"): period
            case UInt8(ascii: "C"), UInt8(ascii: "D"): subject
            case UInt8(ascii: "U"): user
            default: nil
            }
        }
    }

    private static let version: UInt8 = 1
    private static let nonceLength = 16
    private static let headLength = 9

    /// Seals the sections given by letter; throws where the key of one of them is missing.
    package static func seal(_ sections: [(letter: UInt8, opening: [UInt8])], leafHash: [UInt8], keys: Keys) throws -> [UInt8] {
        var attempt = Attempt(nonce: try SecureRandom.bytes(nonceLength))
        var blob: [UInt8] = [version] + attempt.nonce
        for section in sections {
            guard let key = keys.key(for: section.letter) else {
                throw VaultError.sectionKeyMissing(String(UnicodeScalar(section.letter)))
            }
            let sealed = try Sealed.seal(
                section.opening, under: attempt.sectionKey(key, section.letter), nonce: [UInt8](repeating: 0, count: Sealed.nonceLength),
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
        guard blob.count > nonceLength, blob[0] == version else { throw VaultError.malformed }
        var attempt = Attempt(nonce: Array(blob[1...nonceLength]))
        var openings: [UInt8: [UInt8]] = [:]
        var rest = blob[(1 + nonceLength)...]
        while let letter = rest.first {
            guard rest.count >= headLength else { throw VaultError.malformed }
            let numbers = Array(rest.prefix(headLength))
            let periodId = numbers[1..<5].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            let length = numbers[5..<9].reduce(0) { $0 << 8 | Int($1) }
            rest = rest.dropFirst(headLength)
            guard length >= Sealed.tagLength, length <= rest.count else { throw VaultError.malformed }
            if let key = keys.key(for: letter) {
                let sealed = [UInt8](repeating: 0, count: Sealed.nonceLength) + rest.prefix(length)
                openings[letter] = try Sealed.open(
                    sealed, under: attempt.sectionKey(key, letter), bound: bound(letter, periodId, leafHash))
            }
            rest = rest.dropFirst(length)
        }
        return openings
    }

    /// The quarter under whose key a blob was sealed; nil where it holds no section.
    package static func periodId(of blob: [UInt8]) -> UInt32? {
        guard blob.count >= 1 + nonceLength + headLength, blob[0] == version else { return nil }
        return blob[(2 + nonceLength)..<(6 + nonceLength)].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    }

    /// One sealing or opening of an entry; sections that share a key share the first step of its derivation.
    private struct Attempt {
        let nonce: [UInt8]
        private var extracted: (from: SymmetricKey, key: SymmetricKey)?

        init(nonce: [UInt8]) { self.nonce = nonce }

        mutating func sectionKey(_ key: SymmetricKey, _ letter: UInt8) -> SymmetricKey {
            if let extracted, extracted.from === key { return expand(extracted.key, letter) }
            let fresh = KeyedHash.extract(key, salt: nonce)
            extracted = (key, fresh)
            return expand(fresh, letter)
        }

        private func expand(_ extracted: SymmetricKey, _ letter: UInt8) -> SymmetricKey {
            KeyedHash.expand(extracted, info: Array("section".utf8) + [letter])
        }
    }

    private static func bound(_ letter: UInt8, _ periodId: UInt32, _ leafHash: [UInt8]) -> [UInt8] {
        var place: [UInt8] = [version, letter]
        withUnsafeBytes(of: periodId.bigEndian) { place.append(contentsOf: $0) }
        return place + leafHash
    }
}
