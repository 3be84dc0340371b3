// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema
import GRDB
import Vault

/// Counts of one agency that add up: received = accepted + duplicate + in review + quarantined + waiting.
package struct AgencyCounts: Sendable, Codable, Equatable {
    package var agency: Agency
    package var received = 0
    package var accepted = 0
    package var duplicates = 0
    package var inReview = 0
    package var quarantined = 0
    package var waiting = 0
    /// Stretches of which no record could be made.
    package var faults = 0
    package var addsUp: Bool { received == accepted + duplicates + inReview + quarantined + waiting }
}

/// How one feed stands.
package struct FeedStatus: Sendable, Codable, Equatable {
    package var name: String
    package var agency: Agency
    package var polledAt: Instant
    package var lastNewAt: Instant?

    package init(name: String, agency: Agency, polledAt: Instant, lastNewAt: Instant?) {
        self.name = name
        self.agency = agency
        self.polledAt = polledAt
        self.lastNewAt = lastNewAt
    }
}

package struct QuarantineItem: Sendable, Codable, Equatable {
    package var id: Int64
    package var record: Int64?
    package var agency: Agency
    package var rejection: Rejection
    package var retryable: Bool
    package var at: Instant
    package var state: String
    package var note: String?
    package var outcome = QuarantineOutcome.returned
    /// Number of the report that told the source; nil while none did.
    package var report: Int64?
}

package struct ReviewItem: Sendable, Codable, Equatable {
    package var person: PersonID
    package var number: PersonNumber
    package var record: Int64
    package var reason: String
    package var candidates: [PersonID]
    package var openedAt: Instant
    package var decision: String?
}

package struct QueueItem: Sendable, Codable, Equatable {
    package var record: Int64
    package var agency: Agency
    package var format: MessageFormat
    package var receivedAt: Instant
    package var attempts: Int
}

/// Deliveries of one provider to one recipient under one agreement.
package struct FlowCounts: Sendable, Codable, Equatable {
    package var provider: String
    package var recipient: OrganisationID
    package var agreement: String
    package var deliveries: Int
    package var persons: Int
    package var withheld: Int
    /// Mean milliseconds from the receipt of the record to the release.
    package var meanLead: Int64
    /// Released within 24 hours of receipt.
    package var withinDay: Int
    package var lastReleasedAt: Instant
}

/// Totals that must not change when nothing new arrives.
package struct StoreTotals: Sendable, Codable, Equatable {
    package init() {}
    package var sourceRecords = 0
    package var persons = 0
    package var provisionalPersons = 0
    package var personVersions = 0
    package var deliveries = 0
    package var published = 0
    package var auditEntries = 0
    package var unsealed = 0
    package var logSize = 0
}

extension Store {
    package func agencyCounts() throws -> [AgencyCounts] {
        try reading { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT t.text, c.received, c.duplicates,
                        (SELECT count(*) FROM assertion a JOIN person p ON p.num = a.person WHERE a.agency = c.agency AND p.status <> 'PROVISIONAL'),
                        (SELECT count(*) FROM assertion a JOIN person p ON p.num = a.person WHERE a.agency = c.agency AND p.status = 'PROVISIONAL'),
                        (SELECT count(*) FROM answer w WHERE w.agency = c.agency),
                        (SELECT count(*) FROM quarantine q WHERE q.agency = c.agency),
                        (SELECT count(*) FROM queue q WHERE q.agency = c.agency)
                            + (SELECT count(*) FROM deferred d WHERE d.agency = c.agency), c.faults
                    FROM intake_count c JOIN term t ON t.id = c.agency ORDER BY t.text
                    """
            ).map { row in
                var counts = AgencyCounts(agency: Agency(rawValue: row[0]))
                counts.received = row[1]
                counts.duplicates = row[2]
                counts.accepted = (row[3] as Int) + (row[5] as Int)
                counts.inReview = row[4]
                counts.quarantined = row[6]
                counts.waiting = row[7]
                counts.faults = row[8]
                return counts
            }
        }
    }

    package func feedStatus() throws -> [FeedStatus] { try reading { try Self.feedStatus($0) } }

    static func feedStatus(_ db: Database) throws -> [FeedStatus] {
        try Row.fetchAll(
            db, sql: "SELECT f.name, t.text, f.polled_at, f.last_new_at FROM feed f JOIN term t ON t.id = f.agency ORDER BY f.name"
        ).map {
            FeedStatus(
                name: $0[0], agency: Agency(rawValue: $0[1]), polledAt: Instant(milliseconds: $0[2]),
                lastNewAt: ($0[3] as Int64?).map(Instant.init(milliseconds:)))
        }
    }

    package func quarantineItems(limit: Int = 1000, id: Int64? = nil) throws -> [QuarantineItem] {
        try reading { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT q.id, q.seq, t.text, q.rule, q.field, q.place, q.retryable, q.at, q.state, q.note, q.outcome, q.report
                    FROM quarantine q JOIN term t ON t.id = q.agency WHERE ?1 IS NULL OR q.id = ?1 ORDER BY q.id LIMIT ?2
                    """, arguments: [id, limit]
            ).map {
                QuarantineItem(
                    id: $0[0], record: $0[1], agency: Agency(rawValue: $0[2]),
                    rejection: Rejection(rule: $0[3], field: $0[4], place: $0[5]),
                    retryable: $0[6], at: Instant(milliseconds: $0[7]), state: $0[8], note: $0[9],
                    outcome: QuarantineOutcome(rawValue: $0[10]) ?? .parked, report: $0[11])
            }
        }
    }

    /// Open items first; with `all` the decided ones too.
    package func reviewItems(limit: Int = 1000, all: Bool = false) throws -> [ReviewItem] {
        try reading { db in
            let ids = try Row.fetchAll(
                db,
                sql: """
                    SELECT r.person, p.id, r.seq, r.reason, r.candidates, r.opened_at, r.decision FROM review r JOIN person p ON p.num = r.person
                    WHERE ?1 OR r.decided_at IS NULL ORDER BY r.opened_at, r.person LIMIT ?2
                    """, arguments: [all, limit])
            return try ids.map { row in
                let candidates: String = row[4]
                let numbers = candidates.split(separator: ",").compactMap { Int64($0) }
                return ReviewItem(
                    person: PersonID(rawValue: Hex.text(row.bytes(1))), number: row[0], record: row[2], reason: row[3],
                    candidates: try numbers.compactMap { number in
                        try Row.fetchOne(
                            db, sql: "SELECT id FROM person WHERE num = ? AND \(ErasedPersons.none("num"))", arguments: [number]
                        ).map {
                            PersonID(rawValue: Hex.text($0.bytes(0)))
                        }
                    }, openedAt: Instant(milliseconds: row[5]), decision: row[6])
            }
        }
    }

    package func queueItems(limit: Int = 100, record: Int64? = nil) throws -> [QueueItem] {
        try reading { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT q.seq, t.text, f.text, r.received_at, q.attempts FROM queue q JOIN source_record r ON r.seq = q.seq
                    JOIN term t ON t.id = r.agency JOIN term f ON f.id = r.format WHERE ?1 IS NULL OR q.seq = ?1 ORDER BY q.seq LIMIT ?2
                    """, arguments: [record, limit]
            ).map {
                QueueItem(
                    record: $0[0], agency: Agency(rawValue: $0[1]), format: MessageFormat(rawValue: $0[2]),
                    receivedAt: Instant(milliseconds: $0[3]), attempts: $0[4])
            }
        }
    }

    package func flows() throws -> [FlowCounts] {
        try reading { db in
            let withheld = try Int.fetchOne(db, sql: "SELECT count(*) FROM withheld_delivery") ?? 0
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT p.text, r.text, a.text, count(*), count(DISTINCT d.person), max(d.released_at), avg(d.released_at - d.received_at),
                        sum(EXISTS (SELECT 1 FROM withheld_delivery w WHERE w.seq = d.seq)),
                        sum(d.released_at - d.received_at <= 86400000)
                    FROM delivery d JOIN term p ON p.id = d.provider JOIN term r ON r.id = d.recipient JOIN term a ON a.id = d.agreement
                    GROUP BY d.provider, d.recipient, d.agreement ORDER BY p.text, r.text, a.text
                    """)
            return rows.map { row in
                FlowCounts(
                    provider: row[0], recipient: OrganisationID(rawValue: row[1]), agreement: row[2], deliveries: row[3], persons: row[4],
                    withheld: withheld == 0 ? 0 : row[7], meanLead: Int64(row[6] as Double), withinDay: row[8],
                    lastReleasedAt: Instant(milliseconds: row[5]))
            }
        }
    }

    package func totals() throws -> StoreTotals {
        try reading { db in
            func count(_ sql: String) throws -> Int { try Int.fetchOne(db, sql: sql) ?? 0 }
            var totals = StoreTotals()
            totals.sourceRecords = try count("SELECT count(*) FROM source_record")
            totals.persons = try count("SELECT count(*) FROM person WHERE status = 'CANONICAL'")
            totals.provisionalPersons = try count("SELECT count(*) FROM person WHERE status = 'PROVISIONAL'")
            totals.personVersions = try count("SELECT coalesce(sum(version), 0) FROM person")
            totals.deliveries = try count("SELECT count(*) FROM delivery")
            totals.published = try count("SELECT coalesce(sum(deliveries), 0) FROM delivery_batch WHERE published_at IS NOT NULL")
            totals.unsealed = try count("SELECT count(*) FROM audit_pending")
            totals.logSize = try count("SELECT coalesce(sum(size), 0) FROM log_shard")
            totals.auditEntries = totals.logSize + totals.unsealed
            return totals
        }
    }

    /// Every person that is not merged into another, opened, one after the other with flat memory.
    package func forEachPerson(_ body: (StoredPerson) throws -> Void) throws {
        var last: PersonNumber = 0
        while true {
            let batch = try persons(after: last, limit: 500)
            guard let end = batch.last else { return }
            for person in batch where person.status != .merged { try body(person) }
            last = end.number
        }
    }

    private func persons(after: PersonNumber, limit: Int) throws -> [StoredPerson] {
        try reading { db in
            try Row.fetchAll(
                db,
                sql:
                    "SELECT num, id, version, status, merged_into, dossier FROM person WHERE num > ? AND \(ErasedPersons.none("num")) ORDER BY num LIMIT ?",
                arguments: [after, limit]
            ).map { row in try PersonRows.open(row) { try contentKey(row[0]) } }
        }
    }

    package func person(_ id: PersonID) throws -> StoredPerson? {
        try reading { db in
            try Row.fetchOne(
                db, sql: "SELECT num, id, version, status, merged_into, dossier FROM person WHERE id = ? AND \(ErasedPersons.none("num"))",
                arguments: [Hex.bytes(id.rawValue).databaseValue]
            ).map { row in try PersonRows.open(row) { try contentKey(row[0]) } }
        }
    }

    package func person(byINSZ insz: INSZ) throws -> StoredPerson? {
        try reading { db in
            try Row.fetchOne(
                db,
                sql: """
                    SELECT p.num, p.id, p.version, p.status, p.merged_into, p.dossier FROM insz_link l JOIN person p ON p.num = l.person WHERE l.mac = ?
                    """, arguments: [blind.token(.insz, insz.digits).databaseValue]
            ).map { row in try PersonRows.open(row) { try contentKey(row[0]) } }
        }
    }

    /// The person with this internal number; follows merges.
    package func person(number: PersonNumber) throws -> StoredPerson? {
        try reading { db in
            try Row.fetchOne(
                db, sql: "SELECT num, id, version, status, merged_into, dossier FROM person WHERE num = ? AND \(ErasedPersons.none("num"))",
                arguments: [number]
            )
            .map { row in try PersonRows.open(row) { try contentKey(row[0]) } }
        }
    }

    /// All deliveries about one person, oldest first, and where the audit entry of each stands in the log.
    package func deliveries(of person: PersonNumber) throws -> [(delivery: StoredDelivery, log: LogPlace?)] {
        try reading { db in
            let text = { (term: Int64) throws -> String in
                try String.fetchOne(db, sql: "SELECT text FROM term WHERE id = ?", arguments: [term]) ?? ""
            }
            return try Row.fetchAll(
                db, sql: DeliveryRows.columns + " WHERE d.person = ? OR p.merged_into = ? ORDER BY d.seq", arguments: [person, person]
            ).map { row in
                let delivery = try DeliveryRows.open(row, text: text) { try contentKey($0) }
                return (delivery, try Self.place(db, delivery.auditSeq))
            }
        }
    }

    /// Every delivery, oldest first, with flat memory.
    package func forEachDelivery(_ body: (StoredDelivery) throws -> Void) throws {
        var last: Int64 = 0
        while true {
            let batch = try reading { db in
                try Row.fetchAll(
                    db, sql: DeliveryRows.columns + " WHERE d.seq > ? AND \(ErasedPersons.none("d.person")) ORDER BY d.seq LIMIT 500",
                    arguments: [last]
                ).map {
                    row in
                    try DeliveryRows.open(
                        row, text: { try String.fetchOne(db, sql: "SELECT text FROM term WHERE id = ?", arguments: [$0]) ?? "" },
                        key: { try contentKey($0) })
                }
            }
            guard let end = batch.last else { return }
            for delivery in batch { try body(delivery) }
            last = end.seq
        }
    }

    static func place(_ db: Database, _ seq: Int64) throws -> LogPlace? {
        try Row.fetchOne(
            db,
            sql:
                "SELECT r.shard, r.first_index + ? - r.first_seq, s.size FROM log_range r JOIN log_shard s ON s.name = r.shard WHERE r.first_seq <= ? AND r.last_seq >= ? ORDER BY r.first_seq DESC LIMIT 1",
            arguments: [seq, seq, seq]
        ).map { LogPlace(shard: $0[0], index: $0[1], shardSize: $0[2]) }
    }

    func contentKey(_ person: PersonNumber) throws -> ContentKey {
        guard let secret = try keys.subjectSecret(person) else { throw StoreError.erasedSubject }
        return ContentKey(person, secret: secret)
    }
}

/// Where an entry stands in the log.
package struct LogPlace: Sendable, Equatable {
    package let shard: String
    package let index: Int
    /// Entries that the shard has now.
    package let shardSize: Int
}
