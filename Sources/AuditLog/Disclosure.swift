// SPDX-License-Identifier: EUPL-1.2

/// A salted value that a digest in the leaf commits to (RFC 9901 §4.2.1).
///
///     disclosure = the JSON array [salt, name, value], salt = base64url of 16 random bytes
///     digest     = base64url(SHA-256(base64url(disclosure)))
package enum Disclosure {
    package static func encode(salt: some Collection<UInt8>, name: String, value: EntryValue) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(256)
        out.append(contentsOf: [UInt8(ascii: "["), UInt8(ascii: "\"")])
        out.append(contentsOf: Base64.encodeURL(salt))
        out.append(contentsOf: [UInt8(ascii: "\""), UInt8(ascii: ",")])
        CanonicalJSON.write(name, to: &out)
        out.append(UInt8(ascii: ","))
        value.write(to: &out)
        out.append(UInt8(ascii: "]"))
        return out
    }

    /// The 43 characters that stand in the leaf for a disclosure.
    package static func digest(_ disclosure: [UInt8]) -> [UInt8] {
        Digest32.of(Base64.encodeURL(disclosure)).withUnsafeBytes { Base64.encodeURL($0) }
    }

    /// True where the leaf commits to this disclosure.
    package static func isCommitted(_ disclosure: [UInt8], by leaf: [UInt8]) -> Bool {
        Leaf.digests(of: leaf)?.contains(digest(disclosure)) ?? false
    }
}
