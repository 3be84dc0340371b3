// SPDX-License-Identifier: EUPL-1.2
import GRDB

/// Rows that name rows: each must be there. Records: each is accounted for, and as many as were counted.
enum ReferenceCheck {
    /// Table, column, and the table and column it names.
    private static let references: [(table: String, column: String, target: String, key: String)] = [
        ("queue", "seq", "source_record", "seq"), ("deferred", "seq", "source_record", "seq"), ("answer", "seq", "source_record", "seq"),
        ("quarantine", "seq", "source_record", "seq"), ("reference", "seq", "source_record", "seq"),
        ("assertion", "seq", "source_record", "seq"), ("link_history", "seq", "source_record", "seq"),
        ("review", "seq", "source_record", "seq"), ("delivery", "record", "source_record", "seq"),
        ("assertion", "person", "person", "num"), ("insz_link", "person", "person", "num"), ("source_key_link", "person", "person", "num"),
        ("link_history", "person", "person", "num"), ("review", "person", "person", "num"), ("delivery", "person", "person", "num"),
        ("person", "merged_into", "person", "num"), ("entry_subject", "person", "person", "num"),
        ("restriction", "person", "person", "num"), ("erasure", "person", "person", "num"), ("outbox", "seq", "delivery", "seq"),
        ("withheld_delivery", "seq", "delivery", "seq"),
        ("log_range", "shard", "log_shard", "name"), ("source_record", "agency", "term", "id"), ("source_record", "format", "term", "id"),
        ("delivery", "recipient", "term", "id"), ("delivery", "agreement", "term", "id"), ("delivery_batch", "recipient", "term", "id"),
    ]

    static func run(_ db: Database) throws -> [StoreFinding] {
        var findings: [StoreFinding] = []
        for one in references {
            let sql = """
                SELECT count(*), min(\(one.column)) FROM \(one.table) r WHERE \(one.column) IS NOT NULL
                AND NOT EXISTS (SELECT 1 FROM \(one.target) t WHERE t.\(one.key) = r.\(one.column))
                """
            if let row = try Row.fetchOne(db, sql: sql), row[0] as Int > 0 {
                let named: DatabaseValue = row[1]
                findings.append(StoreFinding(.danglingRow, "\(one.table).\(one.column) \(named)", count: row[0]))
            }
        }
        return try findings + versions(db) + records(db)
    }

    /// A delivery was made from a version that its person has reached.
    private static func versions(_ db: Database) throws -> [StoreFinding] {
        let sql = "SELECT count(*), min(d.seq) FROM delivery d JOIN person p ON p.num = d.person WHERE d.person_version > p.version"
        guard let row = try Row.fetchOne(db, sql: sql), row[0] as Int > 0 else { return [] }
        return [StoreFinding(.danglingRow, "delivery \(row[1] as Int64)", count: row[0])]
    }

    private static func records(_ db: Database) throws -> [StoreFinding] {
        var findings: [StoreFinding] = []
        let unaccounted = """
            SELECT count(*), min(seq) FROM source_record r WHERE NOT EXISTS (SELECT 1 FROM queue q WHERE q.agency = r.agency AND q.seq = r.seq)
            AND NOT EXISTS (SELECT 1 FROM deferred d WHERE d.seq = r.seq) AND NOT EXISTS (SELECT 1 FROM assertion a WHERE a.seq = r.seq) AND NOT EXISTS (SELECT 1 FROM answer w WHERE w.seq = r.seq)
            AND NOT EXISTS (SELECT 1 FROM quarantine h WHERE h.seq = r.seq)
            """
        if let row = try Row.fetchOne(db, sql: unaccounted), row[0] as Int > 0 {
            findings.append(StoreFinding(.recordUnaccounted, "source_record \(row[1] as Int64)", count: row[0]))
        }
        let counts = """
            SELECT t.text, received - duplicates - faults, (SELECT count(*) FROM source_record r WHERE r.agency = c.agency)
            FROM intake_count c JOIN term t ON t.id = c.agency ORDER BY t.text
            """
        for row in try Row.fetchAll(db, sql: counts) where row[1] as Int != row[2] as Int {
            findings.append(StoreFinding(.countsDiffer, "intake of \(row[0] as String)", count: abs((row[1] as Int) - (row[2] as Int))))
        }
        return findings
    }
}
