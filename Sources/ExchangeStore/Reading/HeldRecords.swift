// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema
import GRDB
import Vault

extension Store {
    /// Every record of one agency as it was sent, opened, in the order of intake, with flat memory.
    ///
    /// Returns how many can't be opened any more, since their keys were erased.
    package func forEachSourceRecord(of agency: Agency, _ body: (SourceRecord) throws -> Void) throws -> Int {
        var last: Int64 = 0
        var closed = 0
        while true {
            let rows = try reading { db in
                try Row.fetchAll(
                    try db.cachedStatement(
                        sql: """
                            SELECT r.seq, o.text, f.text, r.body FROM source_record r
                            JOIN term o ON o.id = r.organisation JOIN term f ON f.id = r.format
                            WHERE r.agency = (SELECT id FROM term WHERE text = ?) AND r.seq > ? ORDER BY r.seq LIMIT 500
                            """), arguments: [agency.rawValue, last])
            }
            guard let end = rows.last else { return closed }
            let wrapped = try keys.wrappedRecordKeys(rows.map { $0[0] })
            for row in rows {
                let seq: Int64 = row[0]
                guard let sealedKey = wrapped[seq] else { closed += 1; continue }
                let key = try keys.unwrapRecord(sealedKey, seq)
                let plain = try Sealed.open(row.bytes(3), under: key, bound: Array("record/\(seq)".utf8))
                guard
                    let record = RecordPacking.unpack(
                        plain, agency: agency, organisation: OrganisationID(rawValue: row[1]), format: MessageFormat(rawValue: row[2]))
                else { throw VaultError.malformed }
                try body(record)
            }
            last = end[0]
        }
    }

    /// What taking in a record would come to, without doing it.
    package func rehearse(_ record: SourceRecord) throws -> RehearsedIntake {
        let reference = blind.token(.reference, record.agency.rawValue, record.reference)
        let content = blind.token(.content, RecordPacking.content(record))
        return try reading { db in
            let select = try db.cachedStatement(sql: "SELECT content FROM reference WHERE mac = ?")
            guard let known = try [UInt8].fetchBytes(select, [reference.databaseValue]) else { return .new }
            if known == content { return .duplicate }
            let mark = blind.token(.reference, reference, content)
            return try [UInt8].fetchBytes(select, [mark.databaseValue]) == nil ? .conflict : .duplicate
        }
    }
}

/// What taking in a record would come to.
package enum RehearsedIntake: Sendable, Equatable {
    case new, duplicate, conflict
}
