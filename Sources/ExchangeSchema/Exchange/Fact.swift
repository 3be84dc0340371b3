// SPDX-License-Identifier: EUPL-1.2

/// One thing a record asserts, with the key under which the source keeps it.
///
/// A later assertion of the same organisation under the same key takes the place of the earlier one, whatever the order of arrival.
package struct Fact: Sendable, Codable, Equatable {
    package var key: FactKey
    package var standing: Standing
    package var value: FactValue
    package var quality: Set<Quality>

    package init(id: String, standing: Standing = .held, value: FactValue, quality: Set<Quality> = []) {
        key = FactKey(kind: value.kind, id: id)
        self.standing = standing
        self.value = value
        self.quality = quality
    }

    package enum Standing: String, Sendable, Codable {
        /// The source holds it to be true.
        case held = "HELD"
        /// It never held (03 Annulatie): restated as from the beginning.
        case annulled = "ANNULLED"
        /// It left the exchange (04 Verwijdering); a tombstone stays.
        case removed = "REMOVED"
    }

    enum CodingKeys: String, CodingKey { case kind, id, standing, value, quality }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let kind = try container.decode(FactKind.self, forKey: .kind)
        key = FactKey(kind: kind, id: try container.decode(String.self, forKey: .id))
        standing = try container.decodeIfPresent(Standing.self, forKey: .standing) ?? .held
        value = try FactValue(kind: kind, from: container.superDecoder(forKey: .value))
        quality = Set(try container.decodeIfPresent([Quality].self, forKey: .quality) ?? [])
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(key.kind, forKey: .kind)
        try container.encode(key.id, forKey: .id)
        if standing != .held { try container.encode(standing, forKey: .standing) }
        try value.encodeValue(to: container.superEncoder(forKey: .value))
        if !quality.isEmpty { try container.encode(quality.sorted(), forKey: .quality) }
    }
}

/// Kind and source id of a fact; unique within one person and one asserting organisation.
package struct FactKey: Hashable, Comparable, Sendable, Codable {
    package let kind: FactKind
    package let id: String
    package init(kind: FactKind, id: String) { self.kind = kind; self.id = id }

    /// What stands between a thing and the view of it.
    package static let viewMark = UInt8(ascii: "@")

    /// The key under which one of several kinds of message tells of a thing: `id@view`.
    ///
    /// Views of one thing stand beside each other and are merged attribute by attribute, so that the message which says less takes nothing away.
    package init(kind: FactKind, thing: String, view: String?) { self.init(kind: kind, id: view.map { "\(thing)@\($0)" } ?? thing) }

    /// The id without the view.
    package var thing: String { id.lastIndex(of: "@").map { String(id[..<$0]) } ?? id }
    package static func < (left: FactKey, right: FactKey) -> Bool {
        left.kind == right.kind ? left.id < right.id : left.kind.rawValue < right.kind.rawValue
    }
}
