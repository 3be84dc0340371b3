// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema
import GRDB

/// A delivery that was taken out of the outbox before it left.
package struct SupersededDelivery: Sendable, Equatable {
    package let agreement: String
    package let recipient: OrganisationID
    /// What the recipient holds in truth, since this never left; nil where it holds nothing.
    package let previous: String?
}

/// Where a record of the past stands now.
package enum RecordStanding: Sendable, Equatable {
    case unknown
    case waiting
    case answered
    case quarantined(item: Int64, Rejection)
    /// Believed of this person: what it said as it was mapped, packed.
    case believed(PersonNumber, record: [UInt8])
}

extension StoreTransaction {
    /// Takes what waits for its recipients about one person out of the outbox, newest first: something newer takes its place.
    package func supersedeQueued(of person: PersonNumber) throws -> [SupersededDelivery] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT d.seq, a.text, r.text, d.previous FROM delivery d JOIN outbox o ON o.seq = d.seq
                JOIN term a ON a.id = d.agreement JOIN term r ON r.id = d.recipient WHERE d.person = ? ORDER BY d.seq DESC
                """, arguments: [person])
        try withhold(rows.map { ($0[0], "superseded") })
        return rows.map { row in
            let previous = row.bytes(3)
            return SupersededDelivery(
                agreement: row[1], recipient: OrganisationID(rawValue: row[2]),
                previous: previous.isEmpty ? nil : Hex.text(previous))
        }
    }

    /// The record taken in last of those that are this person's, and who sent it.
    package func latestAssertion(of person: PersonNumber) throws -> (seq: Int64, agency: Agency)? {
        try Row.fetchOne(
            db, sql: "SELECT a.seq, t.text FROM assertion a JOIN term t ON t.id = a.agency WHERE a.person = ? ORDER BY a.seq DESC LIMIT 1",
            arguments: [person]
        ).map { ($0[0], Agency(rawValue: $0[1])) }
    }

    /// Which of a person's records were another's before the two became one.
    package func records(of person: PersonNumber, formerlyOf other: PersonNumber) throws -> Set<Int64> {
        Set(
            try Int64.fetchAll(
                db,
                sql:
                    "SELECT a.seq FROM assertion a WHERE a.person = ? AND EXISTS (SELECT 1 FROM link_history h WHERE h.seq = a.seq AND h.person = ?)",
                arguments: [person, other]))
    }

    /// Points the source keys of these records to their person, except those that others of `staying` share.
    package func relinkSourceKeys(of records: Set<Int64>, staying: Set<Int64>, to person: PersonNumber) throws {
        let select = try db.cachedStatement(sql: "SELECT source_key FROM source_record WHERE seq = ?")
        let kept = Set(try staying.compactMap { try [UInt8].fetchBytes(select, [$0]) })
        for key in Set(try records.compactMap({ try [UInt8].fetchBytes(select, [$0]) })) where !kept.contains(key) {
            try db.execute(
                sql: "INSERT OR REPLACE INTO source_key_link (mac, person) VALUES (?, ?)", arguments: [key.databaseValue, person])
            links[key] = .some(person)
        }
    }

    /// The record says something else by today's mapping.
    package func reassert(_ seq: Int64, person: PersonNumber, assertedAt: Instant, record: [UInt8]) throws {
        let sealed = try keys(of: person).seal(assertion: seq, record: record)
        try db.execute(
            sql: "UPDATE assertion SET asserted_at = ?, record = ? WHERE seq = ? AND person = ?",
            arguments: [assertedAt.milliseconds, sealed.bytes.databaseValue, seq, person])
    }

    /// The record is no longer believed: today's contract rejects it.
    package func retract(_ seq: Int64, agency: Agency, _ rejection: Rejection) throws {
        try db.execute(sql: "DELETE FROM assertion WHERE seq = ?", arguments: [seq])
        try hold(seq, agency: agency, rejection, as: .returned, retryable: false)
    }

    package func standing(ofRecord seq: Int64) throws -> RecordStanding {
        if let row = try Row.fetchOne(db, sql: "SELECT person, record FROM assertion WHERE seq = ?", arguments: [seq]) {
            let person: PersonNumber = row[0]
            return .believed(person, record: try keys(of: person).content.open(row.bytes(1), at: .assertion(seq)))
        }
        if let row = try Row.fetchOne(db, sql: "SELECT id, rule, field, place FROM quarantine WHERE seq = ?", arguments: [seq]) {
            return .quarantined(item: row[0], Rejection(rule: row[1], field: row[2], place: row[3]))
        }
        if try Row.fetchOne(db, sql: "SELECT 1 FROM answer WHERE seq = ?", arguments: [seq]) != nil { return .answered }
        return try Row.fetchOne(db, sql: "SELECT 1 FROM source_record WHERE seq = ?", arguments: [seq]) == nil ? .unknown : .waiting
    }
}
