// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema
import GRDB
import Vault

/// A record that waits in the queue, still sealed.
package struct WaitingRecord: Sendable {
    package let seq: Int64
    fileprivate let agency: Agency
    fileprivate let organisation: OrganisationID
    fileprivate let format: MessageFormat
    fileprivate let receivedAt: Instant
    fileprivate let body: [UInt8]
    fileprivate let wrappedKey: [UInt8]
}

extension Store {
    /// The oldest waiting records behind `seq`, in the order of intake; read beside whoever writes.
    package func waiting(after seq: Int64 = 0, limit: Int) throws -> [WaitingRecord] {
        let rows = try readingBeside { db in
            try Row.fetchAll(
                try db.cachedStatement(
                    sql: """
                        SELECT r.seq, a.text, o.text, f.text, r.received_at, r.body FROM queue q JOIN source_record r ON r.seq = q.seq
                        JOIN term a ON a.id = r.agency JOIN term o ON o.id = r.organisation JOIN term f ON f.id = r.format
                        WHERE q.seq > ? ORDER BY q.seq LIMIT ?
                        """), arguments: [seq, limit]
            ).map { row in (seq: row[0] as Int64, row) }
        }
        let wrapped = try keys.wrappedRecordKeys(rows.map(\.seq))
        return try rows.map { seq, row in
            guard let key = wrapped[seq] else { throw StoreError.missingKey(record: seq) }
            return WaitingRecord(
                seq: seq, agency: Agency(rawValue: row[1]), organisation: OrganisationID(rawValue: row[2]),
                format: MessageFormat(rawValue: row[3]), receivedAt: Instant(milliseconds: row[4]), body: row.bytes(5), wrappedKey: key)
        }
    }

    /// Opens a waiting record; may run on any core.
    package func open(_ waiting: WaitingRecord) throws -> ClaimedRecord {
        let key = try keys.unwrapRecord(waiting.wrappedKey, waiting.seq)
        let plain = try Sealed.open(waiting.body, under: key, bound: Array("record/\(waiting.seq)".utf8))
        guard
            let record = RecordPacking.unpack(
                plain, agency: waiting.agency, organisation: waiting.organisation, format: waiting.format)
        else { throw VaultError.malformed }
        return ClaimedRecord(seq: waiting.seq, record: record, receivedAt: waiting.receivedAt)
    }
}

extension StoreTransaction {
    /// Which of these records, given in the order of intake, nobody has finished meanwhile.
    func stillWaiting(_ claimed: [ClaimedRecord]) throws -> Set<Int64> {
        guard let first = claimed.first, let last = claimed.last else { return [] }
        return Set(
            try Int64.fetchAll(
                try db.cachedStatement(sql: "SELECT seq FROM queue WHERE seq BETWEEN ? AND ?"), arguments: [first.seq, last.seq]))
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
