// SPDX-License-Identifier: EUPL-1.2

/// The tables of the fourth version: a lane of the queue per agency, what waits for its time, who holds the work, and outcomes of quarantine.
///
/// The queue's key begins with the agency, so that the oldest record of every agency is found by one descent of one tree, whatever waits.
enum QueueLanes {
    static let fourth = """
        ALTER TABLE queue RENAME TO queue_without_lanes;
        CREATE TABLE queue (
            seq INTEGER NOT NULL, agency INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (agency, seq),
            CONSTRAINT attempts_count_upwards CHECK (attempts >= 0)
        ) WITHOUT ROWID;
        INSERT INTO queue (seq, agency, attempts) SELECT seq, agency, attempts FROM queue_without_lanes ORDER BY agency, seq;
        DROP TABLE queue_without_lanes;
        CREATE TABLE deferred (
            seq INTEGER PRIMARY KEY, agency INTEGER NOT NULL, attempts INTEGER NOT NULL, reason TEXT NOT NULL, due_at INTEGER NOT NULL,
            CONSTRAINT who_waits_for_a_time_was_tried_or_follows_who_was CHECK (attempts >= 0),
            CONSTRAINT a_wait_says_why CHECK (length(reason) > 0)
        );
        CREATE INDEX deferred_due ON deferred (due_at);
        CREATE TABLE lane_pause (
            agency INTEGER PRIMARY KEY, reason TEXT NOT NULL, at INTEGER NOT NULL,
            CONSTRAINT a_pause_says_why CHECK (length(reason) > 0)
        );
        CREATE TABLE lease (
            name TEXT PRIMARY KEY, holder TEXT, token INTEGER NOT NULL, beat INTEGER NOT NULL,
            CONSTRAINT tokens_count_upwards CHECK (token > 0),
            CONSTRAINT beats_count_upwards CHECK (beat >= 0)
        ) WITHOUT ROWID;
        CREATE TABLE destination (
            recipient INTEGER PRIMARY KEY, failures INTEGER NOT NULL, retry_at INTEGER NOT NULL,
            CONSTRAINT only_a_destination_that_failed_is_remembered CHECK (failures > 0)
        );
        CREATE TABLE redrive (
            id INTEGER PRIMARY KEY, rule TEXT NOT NULL, items INTEGER NOT NULL, ordered_at INTEGER NOT NULL, due_at INTEGER NOT NULL,
            ended_at INTEGER, undone INTEGER NOT NULL DEFAULT 0,
            CONSTRAINT a_redrive_is_due_after_its_order CHECK (due_at >= ordered_at),
            CONSTRAINT what_was_undone_has_ended CHECK (undone = 0 OR ended_at IS NOT NULL)
        );
        ALTER TABLE quarantine ADD COLUMN outcome TEXT NOT NULL DEFAULT 'returned'
            CONSTRAINT an_item_is_parked_or_goes_back_to_its_source CHECK (outcome IN ('parked', 'returned'));
        ALTER TABLE quarantine ADD COLUMN report INTEGER;
        ALTER TABLE quarantine ADD COLUMN redrive INTEGER;
        UPDATE quarantine SET outcome = 'parked' WHERE rule LIKE 'answer:%';
        CREATE INDEX quarantine_rule ON quarantine (rule, agency);
        CREATE INDEX quarantine_unreported ON quarantine (agency) WHERE report IS NULL AND outcome = 'returned';
        CREATE TABLE rejection_report (
            id INTEGER PRIMARY KEY, agency INTEGER NOT NULL, number INTEGER NOT NULL, made_at INTEGER NOT NULL, written_at INTEGER,
            UNIQUE (agency, number),
            CONSTRAINT reports_are_numbered_from_one CHECK (number > 0)
        );
        """
}
