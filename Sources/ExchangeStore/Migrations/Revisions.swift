// SPDX-License-Identifier: EUPL-1.2

/// Columns of the third version: what a delivery does to an earlier one.
enum Revisions {
    static let tables = """
        ALTER TABLE delivery ADD COLUMN kind INTEGER NOT NULL DEFAULT 0
            CONSTRAINT a_delivery_releases_corrects_or_withdraws CHECK (kind IN (0, 1, 2));
        ALTER TABLE delivery ADD COLUMN previous BLOB
            CONSTRAINT what_changes_an_earlier_delivery_names_it CHECK ((kind = 0) = (previous IS NULL));
        """
}
