// SPDX-License-Identifier: EUPL-1.2
import GRDB

extension Store {
    /// How many messages are set aside, by the rule that they break.
    package func rejectionCounts() throws -> [(rule: String, count: Int)] {
        try reading { db in
            try Row.fetchAll(db, sql: "SELECT rule, count(*) FROM quarantine GROUP BY rule ORDER BY rule").map {
                (rule: $0[0], count: $0[1])
            }
        }
    }

    /// How many persons in review wait, and of how many somebody decided.
    package func reviewCounts() throws -> (open: Int, decided: Int) {
        try reading { db in
            let row = try Row.fetchOne(
                db, sql: "SELECT coalesce(sum(decided_at IS NULL), 0), coalesce(sum(decided_at IS NOT NULL), 0) FROM review")
            return (open: row?[0] ?? 0, decided: row?[1] ?? 0)
        }
    }
}
