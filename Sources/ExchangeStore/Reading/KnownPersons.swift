// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema
import GRDB
import Vault

/// Persons opened together, and how many of the same stretch were erased.
package struct PersonBatch<Content: Sendable>: Sendable {
    package let persons: [Content]
    package let erased: Int
    /// Number of the last person of the stretch.
    package let last: PersonNumber

    package init(persons: [Content], erased: Int, last: PersonNumber) {
        self.persons = persons
        self.erased = erased
        self.last = last
    }
}

/// What was known of a person at an instant: the records that were theirs then, whoever they belong to now.
package struct KnownPerson: Sendable {
    package let number: PersonNumber
    package let id: PersonID
    /// Canonical, or provisional where a review was open.
    package let status: CanonicalPerson.Status
    /// What the records said, in the order of intake.
    package let records: [(seq: Int64, packed: [UInt8])]
}

extension Store {
    /// The next persons after a number that are merged into nobody, opened on all cores; nil when there are none.
    package func personBatch(after: PersonNumber, limit: Int = 500) throws -> PersonBatch<StoredPerson>? {
        let sealed = try reading { db in
            try Row.fetchAll(
                db,
                sql:
                    "SELECT num, id, version, status, merged_into, dossier FROM person WHERE num > ? AND status <> 'MERGED' ORDER BY num LIMIT ?",
                arguments: [after, limit]
            ).map(SealedPerson.init)
        }
        guard let last = sealed.last?.number else { return nil }
        let secrets = try contentKeys(sealed.map(\.number))
        let held = sealed.filter { secrets[$0.number] != nil }
        let opened = try Parallel.map(held) { person in
            guard let key = secrets[person.number] else { throw StoreError.erasedSubject }
            return try person.open(key)
        }
        return PersonBatch(persons: opened, erased: sealed.count - held.count, last: last)
    }

    /// The next persons after a number as they were known at an instant; nil when there are none.
    ///
    /// Links are bitemporal: a record that was moved since counts for the person it belonged to then.
    package func knownPersonBatch(after: PersonNumber, at instant: Instant, limit: Int = 500) throws -> PersonBatch<KnownPerson>? {
        let known = instant.milliseconds
        let stretch = try reading { db in
            let persons = try Row.fetchAll(
                db,
                sql: """
                    SELECT p.num, p.id, EXISTS (SELECT 1 FROM review r WHERE r.person = p.num AND r.opened_at <= ?1
                        AND (r.decided_at IS NULL OR r.decided_at > ?1)) FROM person p WHERE p.num > ?2 AND p.created_at <= ?1 ORDER BY p.num LIMIT ?3
                    """, arguments: [known, after, limit]
            ).map { row in (number: row[0] as PersonNumber, id: PersonID(rawValue: Hex.text(row.bytes(1))), isInReview: row[2] as Bool) }
            guard let first = persons.first?.number, let last = persons.last?.number else {
                return (persons: persons, rows: [KnownRow]())
            }
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT a.seq, a.person, a.record, a.person FROM assertion a WHERE a.person BETWEEN ?1 AND ?2 AND a.recorded_at <= ?3
                        AND NOT EXISTS (SELECT 1 FROM link_history h WHERE h.seq = a.seq AND h.linked_at <= ?3 AND h.ended_at > ?3)
                        AND NOT EXISTS (SELECT 1 FROM disregarded x WHERE x.seq = a.seq AND x.at <= ?3)
                    UNION ALL
                    SELECT a.seq, a.person, a.record, h.person FROM link_history h JOIN assertion a ON a.seq = h.seq
                        WHERE h.person BETWEEN ?1 AND ?2 AND h.linked_at <= ?3 AND h.ended_at > ?3
                        AND NOT EXISTS (SELECT 1 FROM disregarded x WHERE x.seq = a.seq AND x.at <= ?3)
                    """, arguments: [first, last, known]
            ).map { KnownRow(seq: $0[0], holder: $0[1], record: $0.bytes(2), owner: $0[3]) }
            return (persons: persons, rows: rows)
        }
        guard let last = stretch.persons.last?.number else { return nil }
        let secrets = try contentKeys(Set(stretch.rows.map(\.holder)).sorted())
        let opened = try Parallel.map(stretch.rows, stripe: 64) { row in
            try secrets[row.holder].map { (owner: row.owner, seq: row.seq, packed: try $0.open(row.record, at: .assertion(row.seq))) }
        }
        let owners = Dictionary(grouping: opened.compactMap(\.self), by: \.owner)
        let erased = Set(stretch.rows.filter { secrets[$0.holder] == nil }.map(\.owner)).subtracting(owners.keys)
        let persons = stretch.persons.compactMap { person -> KnownPerson? in
            guard let records = owners[person.number] else { return nil }
            return KnownPerson(
                number: person.number, id: person.id, status: person.isInReview ? .provisional : .canonical,
                records: records.sorted { $0.seq < $1.seq }.map { ($0.seq, $0.packed) })
        }
        return PersonBatch(persons: persons, erased: erased.count, last: last)
    }

    /// The keys of those persons who still have one, unwrapped on all cores.
    private func contentKeys(_ persons: [PersonNumber]) throws -> [PersonNumber: ContentKey] {
        let wrapped = try keys.wrappedSubjectSecrets(persons)
        let made = try Parallel.map(wrapped) { [keys] row in
            (row.person, ContentKey(row.person, secret: try keys.unwrapSubject(row.wrapped, row.person)))
        }
        return Dictionary(made, uniquingKeysWith: { first, _ in first })
    }
}

/// A record before it is opened: whose it is now, and whose it was at the instant asked for.
private struct KnownRow: Sendable {
    let seq: Int64
    let holder: PersonNumber
    let record: [UInt8]
    let owner: PersonNumber
}
