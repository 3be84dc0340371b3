// SPDX-License-Identifier: EUPL-1.2
import GRDB

/// The tables of the store, version by version; constraints are sentences about the data.
///
/// Index entries at random positions per exchange, three at most: `reference` of a source record, `assertion_person`, `delivery_person`.
enum Schema {
    static let version = 6

    static func migrate(_ db: Database) throws {
        let found = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        guard found <= version else { throw StoreError.newerSchema(found: found, known: version) }
        if found < 1 { try db.execute(sql: first) }
        if found < 2 { try db.execute(sql: SequenceTables.second) }
        if found < 3 { try db.execute(sql: Revisions.tables) }
        if found < 4 { try db.execute(sql: QueueLanes.fourth) }
        if found < 5 { try db.execute(sql: JobTables.tables) }
        if found < 6 { try db.execute(sql: AuditTables.sixth) }
        try db.execute(sql: "PRAGMA user_version = \(version)")
    }

    static let first = """
        CREATE TABLE term (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
        CREATE TABLE feed (
            name TEXT PRIMARY KEY, agency INTEGER NOT NULL, position TEXT, polled_at INTEGER NOT NULL, last_new_at INTEGER
        ) WITHOUT ROWID;
        CREATE TABLE intake_count (
            agency INTEGER PRIMARY KEY, received INTEGER NOT NULL, duplicates INTEGER NOT NULL, faults INTEGER NOT NULL,
            CONSTRAINT counts_never_go_below_zero CHECK (received >= 0 AND duplicates >= 0 AND faults >= 0),
            CONSTRAINT duplicates_and_faults_were_received CHECK (duplicates + faults <= received)
        );
        CREATE TABLE source_record (
            seq INTEGER PRIMARY KEY, agency INTEGER NOT NULL, organisation INTEGER NOT NULL, format INTEGER NOT NULL,
            content BLOB NOT NULL, source_key BLOB NOT NULL, received_at INTEGER NOT NULL, body BLOB NOT NULL,
            CONSTRAINT content_is_compared_by_a_keyed_hash CHECK (length(content) = 16),
            CONSTRAINT a_body_is_sealed CHECK (length(body) >= 28)
        );
        CREATE TABLE reference (mac BLOB PRIMARY KEY, seq INTEGER, content BLOB) WITHOUT ROWID;
        CREATE TABLE queue (
            seq INTEGER PRIMARY KEY, agency INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,
            CONSTRAINT attempts_count_upwards CHECK (attempts >= 0)
        );
        CREATE TABLE answer (seq INTEGER PRIMARY KEY, agency INTEGER NOT NULL, course TEXT NOT NULL, code TEXT NOT NULL);
        CREATE TABLE quarantine (
            id INTEGER PRIMARY KEY, seq INTEGER UNIQUE, agency INTEGER NOT NULL, rule TEXT NOT NULL, field TEXT NOT NULL,
            place TEXT NOT NULL, retryable INTEGER NOT NULL, at INTEGER NOT NULL, state TEXT NOT NULL DEFAULT 'held', note TEXT,
            CONSTRAINT an_item_is_held_or_was_rejected CHECK (state IN ('held', 'rejected')),
            CONSTRAINT a_reason_names_its_rule CHECK (length(rule) > 0)
        );
        CREATE TABLE person (
            num INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, status TEXT NOT NULL, version INTEGER NOT NULL,
            merged_into INTEGER, created_at INTEGER NOT NULL, dossier BLOB NOT NULL,
            CONSTRAINT a_merged_person_says_into_whom CHECK ((status = 'MERGED') = (merged_into IS NOT NULL)),
            CONSTRAINT nobody_is_merged_into_themselves CHECK (merged_into IS NULL OR merged_into <> num)
        );
        CREATE TABLE insz_link (mac BLOB PRIMARY KEY, person INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE source_key_link (mac BLOB PRIMARY KEY, person INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE assertion (
            seq INTEGER PRIMARY KEY, agency INTEGER NOT NULL, person INTEGER NOT NULL, asserted_at INTEGER NOT NULL,
            recorded_at INTEGER NOT NULL, record BLOB NOT NULL
        );
        CREATE INDEX assertion_person ON assertion (person);
        CREATE TABLE link_history (
            id INTEGER PRIMARY KEY, seq INTEGER NOT NULL, person INTEGER NOT NULL, linked_at INTEGER NOT NULL, ended_at INTEGER NOT NULL,
            CONSTRAINT a_link_ends_after_it_began CHECK (ended_at >= linked_at)
        );
        CREATE INDEX link_history_record ON link_history (seq);
        CREATE TABLE review (
            person INTEGER PRIMARY KEY, seq INTEGER NOT NULL, reason TEXT NOT NULL, candidates TEXT NOT NULL, opened_at INTEGER NOT NULL,
            decided_at INTEGER, decision TEXT,
            CONSTRAINT a_decided_review_says_what_was_decided CHECK ((decided_at IS NULL) = (decision IS NULL))
        );
        CREATE TABLE delivery (
            seq INTEGER PRIMARY KEY, id BLOB NOT NULL, agreement INTEGER NOT NULL, agreement_version INTEGER NOT NULL,
            provider INTEGER NOT NULL, recipient INTEGER NOT NULL, person INTEGER NOT NULL, person_version INTEGER NOT NULL,
            record INTEGER NOT NULL, received_at INTEGER NOT NULL, released_at INTEGER NOT NULL, audit INTEGER NOT NULL, payload BLOB NOT NULL,
            CONSTRAINT a_delivery_was_logged CHECK (audit > 0)
        );
        CREATE INDEX delivery_person ON delivery (person);
        CREATE TABLE outbox (seq INTEGER PRIMARY KEY);
        CREATE TABLE delivery_batch (
            id INTEGER PRIMARY KEY, recipient INTEGER NOT NULL, file TEXT NOT NULL UNIQUE, digest TEXT NOT NULL, deliveries INTEGER NOT NULL,
            withheld INTEGER NOT NULL, staged_at INTEGER NOT NULL, published_at INTEGER,
            CONSTRAINT a_batch_is_published_after_it_was_staged CHECK (published_at IS NULL OR published_at >= staged_at)
        );
        CREATE TABLE withheld_delivery (seq INTEGER PRIMARY KEY, reason TEXT NOT NULL, at INTEGER NOT NULL);
        CREATE TABLE audit_pending (seq INTEGER PRIMARY KEY AUTOINCREMENT, leaf BLOB NOT NULL, openings BLOB NOT NULL);
        CREATE TABLE log_shard (name TEXT PRIMARY KEY, size INTEGER NOT NULL, root BLOB NOT NULL) WITHOUT ROWID;
        CREATE TABLE log_range (
            first_seq INTEGER PRIMARY KEY, last_seq INTEGER NOT NULL, shard TEXT NOT NULL, first_index INTEGER NOT NULL,
            CONSTRAINT a_range_is_not_empty CHECK (last_seq >= first_seq)
        );
        CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
        """

    static let keys = """
        CREATE TABLE IF NOT EXISTS record_key (record INTEGER PRIMARY KEY, key BLOB NOT NULL, person INTEGER);
        CREATE TABLE IF NOT EXISTS subject_secret (person INTEGER PRIMARY KEY, secret BLOB NOT NULL);
        CREATE TABLE IF NOT EXISTS period_secret (period INTEGER PRIMARY KEY, secret BLOB NOT NULL);
        CREATE TABLE IF NOT EXISTS user_secret (user BLOB PRIMARY KEY, secret BLOB NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS log_key (shard TEXT PRIMARY KEY, seed BLOB NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS tally (
            id INTEGER PRIMARY KEY, commits INTEGER NOT NULL, CONSTRAINT there_is_one_count CHECK (id = 1)
        );
        """
}
