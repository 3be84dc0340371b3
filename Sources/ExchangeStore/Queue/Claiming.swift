// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema
import GRDB
import Vault

/// A record that waits in the queue, still sealed.
package struct WaitingRecord: Sendable {
    package let seq: Int64
    package let agency: Agency
    /// How often it was tried in vain.
    package let attempts: Int
    fileprivate let organisation: OrganisationID
    fileprivate let format: MessageFormat
    package let receivedAt: Instant
    fileprivate let body: [UInt8]
    /// Nil where the key is gone.
    fileprivate let wrappedKey: [UInt8]?
}

/// What waits at the head of one agency's lane, in the order of intake.
package struct LaneHead: Sendable, Equatable {
    package let agency: Agency
    package let waiting: [Waiting]

    package struct Waiting: Sendable, Equatable {
        package let seq: Int64
        package let attempts: Int
        package init(seq: Int64, attempts: Int = 0) {
            self.seq = seq
            self.attempts = attempts
        }
    }

    package init(agency: Agency, waiting: [Waiting]) {
        self.agency = agency
        self.waiting = waiting
    }
}

extension Store {
    /// The oldest records of each agency behind those that `cursors` names, at most `limit` of each; lanes that are paused are left out.
    ///
    /// Read beside whoever writes; costs one descent of the queue's tree per agency, however much waits.
    package func laneHeads(after cursors: [Agency: Int64] = [:], limit: Int) throws -> [LaneHead] {
        try readingBeside { db in
            var heads: [LaneHead] = []
            var last: Int64 = -1
            let next = try db.cachedStatement(
                sql: """
                    SELECT q.agency, t.text, EXISTS (SELECT 1 FROM lane_pause p WHERE p.agency = q.agency)
                    FROM (SELECT min(agency) AS agency FROM queue WHERE agency > ?) q JOIN term t ON t.id = q.agency
                    """)
            let oldest = try db.cachedStatement(
                sql: "SELECT seq, attempts FROM queue WHERE agency = ? AND seq > ? ORDER BY seq LIMIT ?")
            while let lane = try Row.fetchOne(next, arguments: [last]) {
                last = lane[0]
                let agency = Agency(rawValue: lane[1])
                if lane[2] as Bool { continue }
                let rows = try Row.fetchAll(oldest, arguments: [last, cursors[agency] ?? 0, limit])
                guard !rows.isEmpty else { continue }
                heads.append(LaneHead(agency: agency, waiting: rows.map { .init(seq: $0[0], attempts: $0[1]) }))
            }
            return heads
        }
    }

    /// The records themselves, sealed, in the order given; what another process finished meanwhile is still found.
    package func waiting(_ claims: [LaneHead.Waiting]) throws -> [WaitingRecord] {
        let wrapped = try keys.wrappedRecordKeys(claims.map(\.seq))
        return try readingBeside { db in
            var texts: [Int64: String] = [:]
            func text(_ term: Int64) throws -> String {
                if let held = texts[term] { return held }
                let found = try String.fetchOne(try db.cachedStatement(sql: "SELECT text FROM term WHERE id = ?"), arguments: [term]) ?? ""
                texts[term] = found
                return found
            }
            let select = try db.cachedStatement(
                sql: "SELECT agency, organisation, format, received_at, body FROM source_record WHERE seq = ?")
            return try claims.compactMap { claim in
                try Row.fetchOne(select, arguments: [claim.seq]).map { row in
                    WaitingRecord(
                        seq: claim.seq, agency: Agency(rawValue: try text(row[0])), attempts: claim.attempts,
                        organisation: OrganisationID(rawValue: try text(row[1])), format: MessageFormat(rawValue: try text(row[2])),
                        receivedAt: Instant(milliseconds: row[3]), body: row.bytes(4), wrappedKey: wrapped[claim.seq])
                }
            }
        }
    }

    /// The oldest waiting records behind `seq` of all agencies, in the order of intake.
    package func waiting(after seq: Int64 = 0, limit: Int) throws -> [WaitingRecord] {
        let heads = try laneHeads(limit: limit + Int(clamping: seq))
        return try waiting(Array(heads.flatMap(\.waiting).filter { $0.seq > seq }.sorted { $0.seq < $1.seq }.prefix(limit)))
    }

    /// Opens a waiting record; may run on any core.
    package func open(_ waiting: WaitingRecord) throws -> ClaimedRecord {
        guard let wrapped = waiting.wrappedKey else { throw StoreError.missingKey(record: waiting.seq) }
        let key = try keys.unwrapRecord(wrapped, waiting.seq)
        let plain = try Sealed.open(waiting.body, under: key, bound: Array("record/\(waiting.seq)".utf8))
        guard
            let record = RecordPacking.unpack(
                plain, agency: waiting.agency, organisation: waiting.organisation, format: waiting.format)
        else { throw VaultError.malformed }
        return ClaimedRecord(seq: waiting.seq, record: record, receivedAt: waiting.receivedAt)
    }

    /// Records that wait or wait for their time: what the bound of the backlog is about. Counts every row.
    package func backlog() throws -> Int {
        try readingBeside { db in
            try Int.fetchOne(db, sql: "SELECT (SELECT count(*) FROM queue) + (SELECT count(*) FROM deferred)") ?? 0
        }
    }
}

extension StoreTransaction {
    /// Which of these records, given in the order of intake, nobody has finished meanwhile.
    func stillWaiting(_ claimed: [(seq: Int64, agency: Agency)]) throws -> Set<Int64> {
        var ranges: [Agency: ClosedRange<Int64>] = [:]
        for one in claimed {
            let held = ranges[one.agency]
            ranges[one.agency] = min(held?.lowerBound ?? one.seq, one.seq)...max(held?.upperBound ?? one.seq, one.seq)
        }
        let select = try db.cachedStatement(sql: "SELECT seq FROM queue WHERE agency = ? AND seq BETWEEN ? AND ?")
        var waiting: Set<Int64> = []
        for (agency, range) in ranges {
            waiting.formUnion(try Int64.fetchAll(select, arguments: [try term(agency.rawValue), range.lowerBound, range.upperBound]))
        }
        return waiting
    }

    /// The record has found its person; its queue row goes.
    package func finish(_ seq: Int64, agency: Agency) throws {
        try db.cachedStatement(sql: "DELETE FROM queue WHERE agency = ? AND seq = ?").execute(arguments: [try term(agency.rawValue), seq])
    }

    /// The record was an answer without facts.
    package func answered(_ seq: Int64, agency: Agency, _ outcome: SourceOutcome) throws {
        try db.cachedStatement(sql: "INSERT INTO answer (seq, agency, course, code) VALUES (?, ?, ?, ?)")
            .execute(arguments: [seq, try term(agency.rawValue), outcome.course.rawValue, outcome.code])
        try finish(seq, agency: agency)
    }

    /// The record can't be used as it is: it goes back to its source with the reason, or waits for a person; nobody else waits for it.
    package func quarantine(
        _ seq: Int64, agency: Agency, _ rejection: Rejection, as outcome: QuarantineOutcome = .returned, retryable: Bool = false
    ) throws {
        try hold(seq, agency: agency, rejection, as: outcome, retryable: retryable)
        try finish(seq, agency: agency)
    }

    func hold(_ seq: Int64?, agency: Agency, _ rejection: Rejection, as outcome: QuarantineOutcome, retryable: Bool) throws {
        try db.cachedStatement(
            sql: "INSERT INTO quarantine (seq, agency, rule, field, place, retryable, at, outcome) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        )
        .execute(arguments: [
            seq, try term(agency.rawValue), rejection.rule, rejection.field, rejection.place, retryable, at.milliseconds, outcome.rawValue,
        ])
    }

    /// Gives an item up: it goes back to its source with the note. False where no such item is held.
    package func rejectQuarantined(_ id: Int64, note: String) throws -> Bool {
        try db.execute(
            sql: """
                UPDATE quarantine SET state = 'rejected', note = ?, report = CASE outcome WHEN 'parked' THEN NULL ELSE report END,
                    outcome = 'returned', redrive = NULL WHERE id = ? AND state = 'held'
                """, arguments: [note, id])
        return db.changesCount == 1
    }
}

/// Who must act on a quarantined record.
package enum QuarantineOutcome: String, Sendable, Codable, CaseIterable {
    /// A person of ours must look.
    case parked
    /// The source must send it again, mended; it is told so in a report.
    case returned
}
