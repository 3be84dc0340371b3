// SPDX-License-Identifier: EUPL-1.2
import COpenSSL

/// A value inside a disclosed section.
package indirect enum EntryValue: Sendable, Equatable {
    case text(String)
    case integer(Int)
    case list([EntryValue])
    case object([(key: String, value: EntryValue)])

    package static func == (left: EntryValue, right: EntryValue) -> Bool { left.canonicalJSON == right.canonicalJSON }

    /// RFC 8785: keys sorted by UTF-16 code units, no white space, shortest escapes.
    package var canonicalJSON: [UInt8] {
        var out: [UInt8] = []
        write(to: &out)
        return out
    }

    func write(to out: inout [UInt8]) {
        switch self {
        case .text(let text): CanonicalJSON.write(text, to: &out)
        case .integer(let number): out.append(contentsOf: String(number).utf8)
        case .list(let items):
            out.append(UInt8(ascii: "["))
            for (index, item) in items.enumerated() {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                item.write(to: &out)
            }
            out.append(UInt8(ascii: "]"))
        case .object(let members):
            out.append(UInt8(ascii: "{"))
            for (index, member) in members.sorted(by: { $0.key.utf16.lexicographicallyPrecedes($1.key.utf16) }).enumerated() {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                CanonicalJSON.write(member.key, to: &out)
                out.append(UInt8(ascii: ":"))
                member.value.write(to: &out)
            }
            out.append(UInt8(ascii: "}"))
        }
    }
}

package enum CanonicalJSON {
    /// A string with the escapes that RFC 8785 §3.2.2.2 asks for.
    package static func write(_ text: String, to out: inout [UInt8]) {
        out.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case 0x22, 0x5C: out.append(0x5C); out.append(byte)
            case 0x08: out.append(contentsOf: "\\b".utf8)
            case 0x09: out.append(contentsOf: "\\t".utf8)
            case 0x0A: out.append(contentsOf: "\\n".utf8)
            case 0x0C: out.append(contentsOf: "\\f".utf8)
            case 0x0D: out.append(contentsOf: "\\r".utf8)
            case 0..<0x20:
                let digits = Array("0123456789abcdef".utf8)
                out.append(contentsOf: "\\u00".utf8)
                out.append(digits[Int(byte >> 4)])
                out.append(digits[Int(byte & 15)])
            default: out.append(byte)
            }
        }
        out.append(UInt8(ascii: "\""))
    }
}

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
        for section in Section.allCases {
            let salt = Self.randomBytes(section == .what ? 16 : 16)
            if let value = sections[section] {
                let disclosure = Disclosure.encode(salt: salt, name: section.rawValue, value: value)
                digests.append(Disclosure.digest(disclosure))
                disclosures.append((section, disclosure))
            } else {
                digests.append(Base64.encodeURL(Digest32.of(salt + salt).bytes))
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

/// A salted value that a digest in the leaf commits to (RFC 9901 §4.2.1): base64url of the JSON array [salt, name, value].
package enum Disclosure {
    package static func encode(salt: [UInt8], name: String, value: EntryValue) -> [UInt8] {
        EntryValue.list([.text(String(decoding: Base64.encodeURL(salt), as: UTF8.self)), .text(name), value]).canonicalJSON
    }

    /// base64url(SHA-256(base64url(disclosure))).
    package static func digest(_ disclosure: [UInt8]) -> [UInt8] {
        Base64.encodeURL(Digest32.of(Base64.encodeURL(disclosure)).bytes)
    }
}

/// The bytes of a leaf, at most 1 KiB of RFC 8785 JSON without personal data:
///
///     {"_sd":[five digests, sorted],"_sd_alg":"sha-256","t":"2026-11-23T19:04Z","typ":"exchange","v":1}
package enum Leaf {
    static func encode(kind: Entry.Kind, minute: Int64, digests: [[UInt8]]) -> [UInt8] {
        var out: [UInt8] = Array("{\"_sd\":[".utf8)
        for (index, digest) in digests.sorted(by: { $0.lexicographicallyPrecedes($1) }).enumerated() {
            if index > 0 { out.append(UInt8(ascii: ",")) }
            out.append(UInt8(ascii: "\""))
            out.append(contentsOf: digest)
            out.append(UInt8(ascii: "\""))
        }
        out.append(contentsOf: "],\"_sd_alg\":\"sha-256\",\"t\":\"".utf8)
        out.append(contentsOf: MinuteText.encode(minute).utf8)
        out.append(contentsOf: "\",\"typ\":\"\(kind.rawValue)\",\"v\":1}".utf8)
        return out
    }

    /// True where the bytes have exactly the shape of a leaf.
    package static func isWellFormed(_ leaf: [UInt8]) -> Bool { kind(of: leaf) != nil }

    /// The kind of entry the leaf stands for, where its shape is right.
    package static func kind(of leaf: [UInt8]) -> Entry.Kind? {
        let head = Array("{\"_sd\":[".utf8)
        guard leaf.count <= 1024, leaf.starts(with: head) else { return nil }
        let digestBytes = 5 * 45 + 4
        let rest = leaf.dropFirst(head.count + digestBytes)
        guard leaf.count > head.count + digestBytes, let tail = String(validating: rest, as: UTF8.self) else { return nil }
        for kind in Entry.Kind.allCases
        where tail.hasSuffix("\",\"typ\":\"\(kind.rawValue)\",\"v\":1}") && tail.hasPrefix("],\"_sd_alg\":\"sha-256\",\"t\":\"") {
            return kind
        }
        return nil
    }
}

enum MinuteText {
    /// Minutes since 1970 as `yyyy-MM-ddTHH:mmZ`.
    static func encode(_ minute: Int64) -> String {
        let days = minute >= 0 ? minute / 1440 : (minute - 1439) / 1440
        let rest = Int(minute - days * 1440)
        let z = days + 719_468
        let era = (z >= 0 ? z : z - 146_096) / 146_097
        let dayOfEra = z - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shifted + 2) / 5 + 1
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        func pad(_ value: Int64, _ width: Int) -> String {
            let digits = String(value)
            return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
        }
        return "\(pad(year, 4))-\(pad(month, 2))-\(pad(day, 2))T\(pad(Int64(rest / 60), 2)):\(pad(Int64(rest % 60), 2))Z"
    }
}
