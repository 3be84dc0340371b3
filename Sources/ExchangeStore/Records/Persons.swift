// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema
import GRDB
import Vault

/// A person as stored: the dossier is opened, its form is the gateway's business.
package struct StoredPerson: Sendable {
    package let number: PersonNumber
    package let id: PersonID
    package let version: Int64
    package let status: CanonicalPerson.Status
    package let mergedInto: PersonNumber?
    /// Empty while nothing was saved.
    package let dossier: [UInt8]
}

extension StoreTransaction {
    package func person(byINSZ insz: INSZ) throws -> PersonNumber? {
        try linked("insz_link", blind.token(.insz, insz.digits))
    }

    package func person(bySourceKey key: String, of agency: Agency) throws -> PersonNumber? {
        try linked("source_key_link", blind.token(.sourceKey, agency.rawValue, key))
    }

    private func linked(_ table: String, _ mac: [UInt8]) throws -> PersonNumber? {
        if let known = links[mac] { return known }
        let person = try Int64.fetchOne(
            try db.cachedStatement(sql: "SELECT person FROM \(table) WHERE mac = ?"), arguments: [mac.databaseValue])
        links[mac] = .some(person)
        return person
    }

    package func person(byId id: PersonID) throws -> PersonNumber? {
        try Int64.fetchOne(
            try db.cachedStatement(sql: "SELECT num FROM person WHERE id = ?"), arguments: [Hex.bytes(id.rawValue).databaseValue])
    }

    package func link(_ insz: INSZ, to person: PersonNumber) throws { try link("insz_link", blind.token(.insz, insz.digits), person) }

    package func link(sourceKey key: String, of agency: Agency, to person: PersonNumber) throws {
        try link("source_key_link", blind.token(.sourceKey, agency.rawValue, key), person)
    }

    private func link(_ table: String, _ mac: [UInt8], _ person: PersonNumber) throws {
        try db.cachedStatement(sql: "INSERT OR REPLACE INTO \(table) (mac, person) VALUES (?, ?)")
            .execute(arguments: [mac.databaseValue, person])
        links[mac] = .some(person)
    }

    /// A new person with a secret of their own; numbers and ids follow from the order of creation.
    package func newPerson(_ status: CanonicalPerson.Status) throws -> StoredPerson {
        let number = try (Int64.fetchOne(try db.cachedStatement(sql: "SELECT max(num) FROM person")) ?? 0) + 1
        let id = blind.token(.person, String(number))
        try newSubject(number)
        try db.cachedStatement(sql: "INSERT INTO person (num, id, status, version, created_at, dossier) VALUES (?, ?, ?, 0, ?, x'')")
            .execute(arguments: [number, id.databaseValue, status.rawValue, at.milliseconds])
        return StoredPerson(number: number, id: PersonID(rawValue: Hex.text(id)), version: 0, status: status, mergedInto: nil, dossier: [])
    }

    package func load(_ number: PersonNumber) throws -> StoredPerson? { try load([number]).first }

    /// Those of the persons who exist, opened on all cores.
    package func load(_ numbers: [PersonNumber]) throws -> [StoredPerson] {
        let select = try db.cachedStatement(sql: "SELECT num, id, version, status, merged_into, dossier FROM person WHERE num = ?")
        let rows = try numbers.compactMap { try Row.fetchOne(select, arguments: [$0]).map(SealedPerson.init) }
        let keys = try keys(of: rows.map(\.number))
        return try Parallel.map(Array(zip(rows, keys))) { row, keys in try row.open(keys.content) }
    }

    /// Writes a person's file; throws `StoreError.personChanged` where `read`, the version that it was made from, is no longer the one stored.
    package func save(
        _ number: PersonNumber, version: Int64, over read: Int64, status: CanonicalPerson.Status, mergedInto: PersonNumber? = nil,
        dossier: SealedContent
    ) throws {
        try db.cachedStatement(sql: "UPDATE person SET version = ?, status = ?, merged_into = ?, dossier = ? WHERE num = ? AND version = ?")
            .execute(arguments: [version, status.rawValue, mergedInto, dossier.bytes.databaseValue, number, read])
        guard db.changesCount == 1 else { throw StoreError.personChanged }
    }

    /// Keeps what a record said, for ever, under the keys of its person.
    package func assert(_ seq: Int64, agency: Agency, person: PersonNumber, assertedAt: Instant, record: SealedContent) throws {
        try db.cachedStatement(
            sql: "INSERT INTO assertion (seq, agency, person, asserted_at, recorded_at, record) VALUES (?, ?, ?, ?, ?, ?)"
        )
        .execute(arguments: [
            seq, try term(agency.rawValue), person, assertedAt.milliseconds, at.milliseconds, record.bytes.databaseValue,
        ])
        pendingKeys.linked.append((seq, person))
    }

    /// What the records of one person said, in the order of intake.
    package func assertions(of person: PersonNumber) throws -> [(seq: Int64, record: [UInt8])] {
        let content = try keys(of: person).content
        return try Row.fetchAll(
            try db.cachedStatement(sql: "SELECT seq, record FROM assertion WHERE person = ? ORDER BY seq"), arguments: [person]
        )
        .map { row in
            let seq: Int64 = row[0]
            return (seq, try content.open(row.bytes(1), at: .assertion(seq)))
        }
    }

    /// Moves all records of one person to another, or only those named; the old links are kept with their end.
    package func moveAssertions(of old: PersonNumber, to new: PersonNumber, only named: Set<Int64>? = nil) throws {
        let content = try keys(of: new).content
        for (seq, record) in try assertions(of: old) where named?.contains(seq) ?? true {
            let sealed = try content.seal(record, at: .assertion(seq))
            try db.execute(
                sql: """
                    INSERT INTO link_history (seq, person, linked_at, ended_at)
                    SELECT seq, person, coalesce((SELECT max(ended_at) FROM link_history h WHERE h.seq = assertion.seq), recorded_at), ?
                    FROM assertion WHERE seq = ?
                    """, arguments: [at.milliseconds, seq])
            try db.execute(sql: "UPDATE assertion SET person = ?, record = ? WHERE seq = ?", arguments: [new, sealed.databaseValue, seq])
            pendingKeys.linked.append((seq, new))
        }
    }

    /// Somebody must look at this provisional person; further records of theirs join the same item.
    package func openReview(person: PersonNumber, seq: Int64, reason: String, candidates: [PersonNumber]) throws {
        try db.cachedStatement(sql: "INSERT OR IGNORE INTO review (person, seq, reason, candidates, opened_at) VALUES (?, ?, ?, ?, ?)")
            .execute(arguments: [person, seq, reason, candidates.map(String.init).joined(separator: ","), at.milliseconds])
    }

    /// Who waits for this reason, oldest first, with the persons that came into question.
    package func openReviews(reason: String) throws -> [(person: PersonNumber, candidates: [PersonNumber])] {
        let select = try db.cachedStatement(
            sql: "SELECT person, candidates FROM review WHERE decided_at IS NULL AND reason = ? ORDER BY person")
        return try Row.fetchAll(select, arguments: [reason]).map { row in
            let candidates: String = row[1]
            return (row[0], try candidates.split(separator: ",").compactMap { PersonNumber($0) }.filter { try !isErased($0) })
        }
    }

    package func closeReview(person: PersonNumber, decision: String) throws {
        try db.execute(
            sql: "UPDATE review SET decided_at = ?, decision = ? WHERE person = ? AND decided_at IS NULL",
            arguments: [at.milliseconds, decision, person])
    }
}

/// A person's row before it is opened.
struct SealedPerson: Sendable {
    let number: PersonNumber
    private let id: [UInt8]
    private let version: Int64
    private let status: String
    private let mergedInto: PersonNumber?
    private let dossier: [UInt8]

    /// The columns num, id, version, status, merged_into, dossier.
    init(_ row: Row) {
        number = row[0]
        id = row.bytes(1)
        version = row[2]
        status = row[3]
        mergedInto = row[4]
        dossier = row.bytes(5)
    }

    func open(_ key: ContentKey) throws -> StoredPerson {
        StoredPerson(
            number: number, id: PersonID(rawValue: Hex.text(id)), version: version,
            status: CanonicalPerson.Status(rawValue: status) ?? .provisional, mergedInto: mergedInto,
            dossier: dossier.isEmpty ? [] : try key.open(dossier, at: .dossier))
    }
}

enum PersonRows {
    static func open(_ row: Row, key: () throws -> ContentKey) throws -> StoredPerson { try SealedPerson(row).open(try key()) }
}

/// Lower-case hexadecimal.
package enum Hex {
    private static let digits = Array("0123456789abcdef".utf8)

    package static func text(_ bytes: some Sequence<UInt8>) -> String {
        var out: [UInt8] = []
        out.reserveCapacity(64)
        for byte in bytes {
            out.append(digits[Int(byte >> 4)])
            out.append(digits[Int(byte & 15)])
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// The bytes, or nothing where the text is no even run of hexadecimal digits.
    package static func bytes(_ text: String) -> [UInt8] {
        let values = text.utf8.map { digits.firstIndex(of: $0 | 0x20) ?? digits.firstIndex(of: $0) }
        guard values.count % 2 == 0, !values.contains(nil) else { return [] }
        return stride(from: 0, to: values.count, by: 2).map { UInt8((values[$0] ?? 0) << 4 | (values[$0 + 1] ?? 0)) }
    }
}
