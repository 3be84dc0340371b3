// SPDX-License-Identifier: EUPL-1.2

/// The tables of the sixth version: whom entries are about, what was logged last, and what persons asked for.
enum AuditTables {
    static let sixth = """
        CREATE TABLE entry_subject (seq INTEGER PRIMARY KEY, person INTEGER NOT NULL);
        CREATE INDEX entry_subject_person ON entry_subject (person);
        CREATE TABLE noted (name TEXT PRIMARY KEY, digest TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE restriction (person INTEGER PRIMARY KEY, case_reference TEXT NOT NULL, since INTEGER NOT NULL);
        CREATE TABLE disregarded (seq INTEGER PRIMARY KEY, case_reference TEXT NOT NULL, at INTEGER NOT NULL);
        CREATE TABLE erasure (
            person INTEGER PRIMARY KEY, case_reference TEXT NOT NULL, requested_by TEXT NOT NULL, requested_at INTEGER NOT NULL,
            confirmed_by TEXT, erased_at INTEGER, keys_voided INTEGER NOT NULL DEFAULT 0,
            CONSTRAINT two_users_decide_on_an_erasure CHECK (confirmed_by IS NULL OR confirmed_by <> requested_by),
            CONSTRAINT what_was_erased_was_confirmed CHECK ((erased_at IS NULL) = (confirmed_by IS NULL))
        );
        CREATE TABLE key_destruction (
            period INTEGER PRIMARY KEY, requested_at INTEGER NOT NULL, due_at INTEGER NOT NULL, done_at INTEGER,
            CONSTRAINT a_key_is_destroyed_after_a_waiting_period CHECK (due_at >= requested_at AND (done_at IS NULL OR done_at >= due_at))
        );
        """

    /// In the key database: keys that were derived from the master key until it was first replaced.
    static let keys = "CREATE TABLE IF NOT EXISTS held_key (name TEXT PRIMARY KEY, key BLOB NOT NULL) WITHOUT ROWID;"
}
