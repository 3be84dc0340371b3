// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema
import GRDB
import Vault

extension StoreTransaction {
    /// The oldest waiting records, opened, in the order of intake.
    func claim(_ limit: Int) throws -> [ClaimedRecord] {
        let rows = try Row.fetchAll(
            try db.cachedStatement(
                sql: """
                    SELECT r.seq, r.agency, r.organisation, r.format, r.received_at, r.body FROM queue q JOIN source_record r ON r.seq = q.seq
                    ORDER BY q.seq LIMIT ?
                    """), arguments: [limit])
        let recordKeys = try keys.recordKeys(rows.map { $0[0] })
        return try rows.map { row in
            let seq: Int64 = row[0]
            guard let key = recordKeys[seq] else { throw StoreError.missingKey(record: seq) }
            return try open(row, seq, key)
        }
    }

    private func open(_ row: Row, _ seq: Int64, _ key: SymmetricKey) throws -> ClaimedRecord {
        let plain = try Sealed.open(row.bytes(5), under: key, bound: Array("record/\(seq)".utf8))
        guard
            let record = RecordPacking.unpack(
                plain, agency: Agency(rawValue: try text(row[1])), organisation: OrganisationID(rawValue: try text(row[2])),
                format: MessageFormat(rawValue: try text(row[3])))
        else { throw VaultError.malformed }
        return ClaimedRecord(seq: seq, record: record, receivedAt: Instant(milliseconds: row[4]))
    }

    /// The record has found its person; its queue row goes.
    package func finish(_ seq: Int64) throws {
        try db.cachedStatement(sql: "DELETE FROM queue WHERE seq = ?").execute(arguments: [seq])
    }

    /// The record was an answer without facts.
    package func answered(_ seq: Int64, agency: Agency, _ outcome: SourceOutcome) throws {
        try db.cachedStatement(sql: "INSERT INTO answer (seq, agency, course, code) VALUES (?, ?, ?, ?)")
            .execute(arguments: [seq, try term(agency.rawValue), outcome.course.rawValue, outcome.code])
        try finish(seq)
    }

    /// The record can't be used as it is; it waits for a person, and nobody else waits for it.
    package func quarantine(_ seq: Int64, agency: Agency, _ rejection: Rejection, retryable: Bool = false) throws {
        try hold(seq, agency: agency, rejection, retryable: retryable)
        try finish(seq)
    }

    func hold(_ seq: Int64?, agency: Agency, _ rejection: Rejection, retryable: Bool) throws {
        try db.cachedStatement(sql: "INSERT INTO quarantine (seq, agency, rule, field, place, retryable, at) VALUES (?, ?, ?, ?, ?, ?, ?)")
            .execute(arguments: [
                seq, try term(agency.rawValue), rejection.rule, rejection.field, rejection.place, retryable, at.milliseconds,
            ])
    }

    /// Gives an item up: it goes back to its source with the note. False where no such item is held.
    package func rejectQuarantined(_ id: Int64, note: String) throws -> Bool {
        try db.execute(sql: "UPDATE quarantine SET state = 'rejected', note = ? WHERE id = ? AND state = 'held'", arguments: [note, id])
        return db.changesCount == 1
    }
}
