// SPDX-License-Identifier: EUPL-1.2

/// The table of the second version: which numbered files came.
enum SequenceTables {
    static let second = """
        CREATE TABLE sequence_seen (
            feed TEXT NOT NULL, series TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
            PRIMARY KEY (feed, series, first),
            CONSTRAINT a_range_of_numbers_is_not_empty CHECK (last >= first)
        ) WITHOUT ROWID;
        """
}
