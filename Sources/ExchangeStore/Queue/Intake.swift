// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema
import GRDB
import Vault

/// What one intake came to; received = new + duplicates + conflicts + faults.
package struct IntakeCounts: Sendable, Equatable {
    package var new = 0
    package var duplicates = 0
    /// Same reference, other content: kept in quarantine.
    package var conflicts = 0
    /// Stretches of input of which no record could be made: kept as quarantine items.
    package var faults = 0
    package var received: Int { new + duplicates + conflicts + faults }
    package init() {}

    package static func += (left: inout IntakeCounts, right: IntakeCounts) {
        left.new += right.new
        left.duplicates += right.duplicates
        left.conflicts += right.conflicts
        left.faults += right.faults
    }
}

extension Store {
    /// Takes in a framed batch: keys, records, queue state, feed position and audit entry become durable together.
    ///
    /// The same reference with the same content is a duplicate; with other content it goes to quarantine, once.
    package func intake(
        _ batch: FramedBatch, feed: String, agency: Agency, receivedAt: Instant, audit: (IntakeCounts) -> AuditDraft?
    ) throws -> IntakeCounts {
        try transaction { transaction in
            var counts = IntakeCounts()
            for record in batch.records { try transaction.take(record, receivedAt, &counts) }
            for fault in batch.faults { try transaction.take(fault, agency, receivedAt, &counts) }
            for sequence in batch.sequences { try transaction.note(sequence, of: feed) }
            try transaction.position(feed, agency, batch.position, receivedAt, hadNew: counts.new > 0)
            try transaction.count(agency, counts)
            if let draft = audit(counts) { _ = try transaction.append(draft) }
            return counts
        }
    }

    /// Where the feed was left off.
    package func feedPosition(_ feed: String) throws -> FeedPosition? {
        try reading { db in
            try String.fetchOne(db, sql: "SELECT position FROM feed WHERE name = ?", arguments: [feed]).map(FeedPosition.init)
        }
    }
}

extension StoreTransaction {
    fileprivate func take(_ record: SourceRecord, _ receivedAt: Instant, _ counts: inout IntakeCounts) throws {
        let reference = blind.token(.reference, record.agency.rawValue, record.reference)
        let content = blind.token(.content, RecordPacking.content(record))
        let select = try db.cachedStatement(sql: "SELECT content FROM reference WHERE mac = ?")
        if let known = try [UInt8].fetchBytes(select, [reference.databaseValue]) {
            if known == content { counts.duplicates += 1; return }
            try takeConflict(record, reference, content, receivedAt, &counts)
            return
        }
        let seq = try insert(record, content, receivedAt)
        try db.cachedStatement(sql: "INSERT INTO reference (mac, seq, content) VALUES (?, ?, ?)")
            .execute(arguments: [reference.databaseValue, seq, content.databaseValue])
        try db.cachedStatement(sql: "INSERT INTO queue (seq, agency) VALUES (?, ?)").execute(arguments: [
            seq, try term(record.agency.rawValue),
        ])
        counts.new += 1
    }

    /// The content of a conflict is itself remembered, so that the same conflict arriving again is a duplicate.
    private func takeConflict(
        _ record: SourceRecord, _ reference: [UInt8], _ content: [UInt8], _ receivedAt: Instant, _ counts: inout IntakeCounts
    ) throws {
        let mark = blind.token(.reference, reference, content)
        let seen = try Int64.fetchOne(
            try db.cachedStatement(sql: "SELECT seq FROM reference WHERE mac = ?"), arguments: [mark.databaseValue])
        if seen != nil { counts.duplicates += 1; return }
        let seq = try insert(record, content, receivedAt)
        try db.cachedStatement(sql: "INSERT INTO reference (mac, seq, content) VALUES (?, ?, ?)")
            .execute(arguments: [mark.databaseValue, seq, content.databaseValue])
        try hold(
            seq, agency: record.agency, Rejection(rule: "intake:reference-reused", field: "reference", place: record.place),
            as: .returned, retryable: false)
        counts.conflicts += 1
    }

    private func insert(_ record: SourceRecord, _ content: [UInt8], _ receivedAt: Instant) throws -> Int64 {
        let seq = try nextSeq()
        let key = try SymmetricKey.random()
        let body = try Sealed.seal(RecordPacking.pack(record), under: key, bound: Array("record/\(seq)".utf8))
        pendingKeys.recordKeys.append((seq, key))
        try db.cachedStatement(
            sql: """
                INSERT INTO source_record (seq, agency, organisation, format, content, source_key, received_at, body)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            seq, try term(record.agency.rawValue), try term(record.organisation.rawValue), try term(record.format.rawValue),
            content.databaseValue, blind.token(.sourceKey, record.agency.rawValue, record.sourceKey).databaseValue,
            receivedAt.milliseconds, body.databaseValue,
        ])
        return seq
    }

    fileprivate func take(_ fault: FramingFault, _ agency: Agency, _ at: Instant, _ counts: inout IntakeCounts) throws {
        let mark = blind.token(.reference, agency.rawValue, "fault", fault.reference, fault.rejection.rule)
        let seen = try Row.fetchOne(try db.cachedStatement(sql: "SELECT 1 FROM reference WHERE mac = ?"), arguments: [mark.databaseValue])
        if seen != nil { counts.duplicates += 1; return }
        try db.cachedStatement(sql: "INSERT INTO reference (mac, seq, content) VALUES (?, NULL, NULL)").execute(arguments: [
            mark.databaseValue
        ])
        try hold(nil, agency: agency, fault.rejection, as: .returned, retryable: false)
        counts.faults += 1
    }

    fileprivate func position(_ feed: String, _ agency: Agency, _ position: FeedPosition?, _ at: Instant, hadNew: Bool) throws {
        try db.execute(
            sql: """
                INSERT INTO feed (name, agency, position, polled_at, last_new_at) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (name) DO UPDATE SET position = coalesce(excluded.position, position), polled_at = excluded.polled_at,
                    last_new_at = coalesce(excluded.last_new_at, last_new_at)
                """,
            arguments: [feed, try term(agency.rawValue), position?.rawValue, at.milliseconds, hadNew ? at.milliseconds : nil])
    }

    fileprivate func count(_ agency: Agency, _ counts: IntakeCounts) throws {
        try db.execute(
            sql: """
                INSERT INTO intake_count (agency, received, duplicates, faults) VALUES (?, ?, ?, ?)
                ON CONFLICT (agency) DO UPDATE SET received = received + excluded.received, duplicates = duplicates + excluded.duplicates,
                    faults = faults + excluded.faults
                """,
            arguments: [try term(agency.rawValue), counts.received, counts.duplicates, counts.faults])
    }
}
