// SPDX-License-Identifier: EUPL-1.2
import COpenSSL

/// One event to be logged: its kind, its time and up to five sections, each of which can be disclosed or kept apart.
package struct Entry: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable {
        case exchange, intake, refusal, error, agreement, access, publication, key, erasure, config, shard
    }
    package enum Section: String, Sendable, CaseIterable {
        case what = "A", organisations = "B", user = "U", subject = "C", evidence = "D"
        package var letter: UInt8 { rawValue.utf8.first ?? 0 }
    }

    package var kind: Kind
    /// Minutes since 1970-01-01T00:00Z; the leaf tells no more.
    package var minute: Int64
    package var sections: [Section: EntryValue]

    package init(kind: Kind, milliseconds: Int64, sections: [Section: EntryValue]) {
        self.kind = kind
        minute = milliseconds >= 0 ? milliseconds / 60_000 : (milliseconds - 59_999) / 60_000
        self.sections = sections
    }

    /// The leaf, and of each section present the disclosure that opens its digest.
    package func commit() -> (leaf: [UInt8], disclosures: [(section: Section, bytes: [UInt8])]) {
        var digests: [[UInt8]] = []
        var disclosures: [(Section, [UInt8])] = []
        let salts = Self.randomBytes(16 * Section.allCases.count)
        for (index, section) in Section.allCases.enumerated() {
            let salt = salts[(index * 16)..<(index * 16 + 16)]
            if let value = sections[section] {
                let disclosure = Disclosure.encode(salt: salt, name: section.rawValue, value: value)
                digests.append(Disclosure.digest(disclosure))
                disclosures.append((section, disclosure))
            } else {
                // A decoy (RFC 9901 §4.2.5): the hash of random bytes that nobody keeps.
                digests.append(Digest32.of(Array(salt)).withUnsafeBytes { Base64.encodeURL($0) })
            }
        }
        return (Leaf.encode(kind: kind, minute: minute, digests: digests), disclosures)
    }

    static func randomBytes(_ count: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        precondition(RAND_bytes(&bytes, Int32(count)) == 1, "OpenSSL has no randomness")
        return bytes
    }
}
