// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema
import GRDB

/// One record that a person's file is made of, without what it says.
package struct PersonRecordItem: Sendable, Codable, Equatable {
    package let record: Int64
    package let agency: Agency
    package let assertedAt: Instant
    package let recordedAt: Instant
    /// False where a rectification set it aside.
    package let isBelieved: Bool
}

extension Store {
    /// The records of a person in the order of intake.
    package func records(of person: PersonNumber) throws -> [PersonRecordItem] {
        try reading { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT a.seq, t.text, a.asserted_at, a.recorded_at, NOT EXISTS (SELECT 1 FROM disregarded d WHERE d.seq = a.seq)
                    FROM assertion a JOIN term t ON t.id = a.agency WHERE a.person = ? ORDER BY a.seq
                    """, arguments: [person]
            ).map {
                PersonRecordItem(
                    record: $0[0], agency: Agency(rawValue: $0[1]), assertedAt: Instant(milliseconds: $0[2]),
                    recordedAt: Instant(milliseconds: $0[3]), isBelieved: $0[4])
            }
        }
    }
}
