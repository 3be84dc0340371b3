// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema
import GRDB

extension Store {
    /// Whom the entry at an index of a shard is about; nil where it is about nobody or the store does not know.
    ///
    /// Entries of exchanges and their deliveries were numbered in one order, so that the delivery is found by halving.
    package func subject(ofEntry index: Int, in shard: String) throws -> PersonNumber? {
        try reading { db in
            let seq = try Int64.fetchOne(
                db,
                sql: """
                    SELECT first_seq + ?1 - first_index FROM log_range
                    WHERE shard = ?2 AND first_index <= ?1 AND first_index + last_seq - first_seq >= ?1
                    """, arguments: [index, shard])
            guard let seq else { return nil }
            if let person = try Int64.fetchOne(db, sql: "SELECT person FROM entry_subject WHERE seq = ?", arguments: [seq]) {
                return person
            }
            var (low, high) = (Int64(1), try Int64.fetchOne(db, sql: "SELECT max(seq) FROM delivery") ?? 0)
            while low <= high {
                let middle = (low + high) / 2
                guard let row = try Row.fetchOne(db, sql: "SELECT audit, person FROM delivery WHERE seq = ?", arguments: [middle]) else {
                    return nil
                }
                let audit: Int64 = row[0]
                if audit == seq { return row[1] }
                if audit < seq { low = middle + 1 } else { high = middle - 1 }
            }
            return nil
        }
    }

    /// Entries about a person that are no exchanges, such as looks and refusals, and where each stands in the log.
    package func entries(about person: PersonNumber) throws -> [(seq: Int64, log: LogPlace?)] {
        try reading { db in
            try Int64.fetchAll(db, sql: "SELECT seq FROM entry_subject WHERE person = ? ORDER BY seq", arguments: [person]).map {
                ($0, try Self.place(db, $0))
            }
        }
    }

    /// Ids of the persons of whom something was released to a recipient, in some time, or both.
    package func exposed(to recipient: OrganisationID?, from begin: Instant?, before end: Instant?) throws -> [(
        person: PersonID, deliveries: Int
    )] {
        try reading { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT p.id, count(*) FROM delivery d JOIN person p ON p.num = d.person JOIN term r ON r.id = d.recipient
                    WHERE (?1 IS NULL OR r.text = ?1) AND (?2 IS NULL OR d.released_at >= ?2) AND (?3 IS NULL OR d.released_at < ?3)
                    GROUP BY d.person ORDER BY p.id
                    """, arguments: [recipient?.rawValue, begin?.milliseconds, end?.milliseconds]
            ).map { (PersonID(rawValue: Hex.text($0.bytes(0))), $0[1]) }
        }
    }

    /// Opens section U of an entry by trying every user's secret; nil where none fits.
    package func openUser(leaf: [UInt8], openings: [UInt8], periodId: Int64) throws -> [UInt8]? {
        guard let period = try keys.periodSecret(periodId) else { return nil }
        for secret in try keys.userSecrets() {
            if let found = try EntryOpening.user(leaf: leaf, openings: openings, period: period, periodId: periodId, user: secret) {
                return found
            }
        }
        return nil
    }
}
