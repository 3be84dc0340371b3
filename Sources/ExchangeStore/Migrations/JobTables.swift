// SPDX-License-Identifier: EUPL-1.2

/// The table of scheduled jobs: up to which moment each was attended to.
enum JobTables {
    static let tables = """
        CREATE TABLE job_run (
            job TEXT PRIMARY KEY, handled_through INTEGER NOT NULL, started_for INTEGER, started_at INTEGER, ended_at INTEGER, outcome TEXT,
            CONSTRAINT what_began_says_when CHECK (started_for IS NULL OR started_at IS NOT NULL),
            CONSTRAINT what_ended_says_how CHECK ((ended_at IS NULL) = (outcome IS NULL))
        ) WITHOUT ROWID;
        """
}
