// SPDX-License-Identifier: EUPL-1.2
import Foundation
import GRDB

/// Writes the rows of a finished store again with bare SQL: same tables, same files, same batches, same durability, and nothing else.
///
/// What the gateway does beside writing (reading files, contracts, mapping, matching, encryption, projection, proofs) is the difference.
package enum BareReplay {
    package struct Result: Sendable {
        /// Rows inserted, replaced, updated or deleted.
        package var rows = 0
        package var bytes = 0
        /// Time spent inside the writing transactions.
        package var seconds = 0.0
    }

    /// `auditBytes` is the mean size of a leaf with its sealed openings.
    package static func run(store: String, keys: String, into folder: String, batch: Int, auditBytes: Int) throws -> Result {
        let source = try SQLiteFile.openReadOnly(store)
        let sourceKeys = try SQLiteFile.openReadOnly(keys)
        let target = try SQLiteFile.open(folder + "/bare.db", secureDelete: false)
        let targetKeys = try SQLiteFile.open(folder + "/bare-keys.db", secureDelete: true)
        try target.write { try Schema.migrate($0) }
        try targetKeys.write { try $0.execute(sql: Schema.keys) }
        var result = Result()
        let last = try source.read { try Int64.fetchOne($0, sql: "SELECT max(seq) FROM source_record") ?? 0 }
        for phase in [Phase.intake, .pipeline] {
            var from: Int64 = 1
            while from <= last {
                let range = from..<(from + Int64(batch))
                let tables = try phase.rows(range, source)
                let keyRows = try phase.keyRows(range, sourceKeys)
                let waiting = phase == .pipeline ? try queueRows(range, source) : []
                let started = DispatchTime.now().uptimeNanoseconds
                try write(keyRows, to: targetKeys, &result)
                try write(
                    tables + phase.transient(tables, auditBytes), to: target, &result, deletingQueue: waiting)
                result.seconds += Double(DispatchTime.now().uptimeNanoseconds - started) / 1e9
                from = range.upperBound
            }
        }
        let started = DispatchTime.now().uptimeNanoseconds
        for table in ["outbox", "audit_pending"] {
            try target.writeWithoutTransaction { db in
                while true {
                    try db.execute(sql: "DELETE FROM \(table) WHERE seq IN (SELECT seq FROM \(table) ORDER BY seq LIMIT 8192)")
                    if db.changesCount == 0 { break }
                    result.rows += db.changesCount
                }
            }
        }
        result.seconds += Double(DispatchTime.now().uptimeNanoseconds - started) / 1e9
        return result
    }

    /// The keys under which these records waited.
    private static func queueRows(_ range: Range<Int64>, _ source: DatabaseQueue) throws -> [[DatabaseValue]] {
        try source.read { db in
            try Row.fetchAll(
                db, sql: "SELECT agency, seq FROM source_record WHERE seq >= ? AND seq < ?",
                arguments: [range.lowerBound, range.upperBound]
            ).map { Array($0.databaseValues) }
        }
    }

    private struct TableRows {
        let sql: String
        let rows: [[DatabaseValue]]
    }

    private enum Phase {
        case intake, pipeline

        func rows(_ range: Range<Int64>, _ source: DatabaseQueue) throws -> [TableRows] {
            try source.read { db in
                let bounds: StatementArguments = [range.lowerBound, range.upperBound]
                func take(_ table: String, _ columns: Int, _ sql: String) throws -> TableRows {
                    let marks = Array(repeating: "?", count: columns).joined(separator: ",")
                    return TableRows(
                        sql: "INSERT OR REPLACE INTO \(table) VALUES (\(marks))",
                        rows: try Row.fetchAll(db, sql: sql, arguments: bounds).map { Array($0.databaseValues) })
                }
                switch self {
                case .intake:
                    return [
                        try take("source_record", 8, "SELECT * FROM source_record WHERE seq >= ? AND seq < ?"),
                        try take("reference", 3, "SELECT * FROM reference WHERE seq >= ? AND seq < ?"),
                        try take("queue", 3, "SELECT seq, agency, 0 FROM source_record WHERE seq >= ? AND seq < ?"),
                    ]
                case .pipeline:
                    return [
                        try take("assertion", 6, "SELECT * FROM assertion WHERE seq >= ? AND seq < ?"),
                        try take(
                            "person", 7, "SELECT * FROM person WHERE num IN (SELECT person FROM assertion WHERE seq >= ? AND seq < ?)"),
                        try take("delivery", 15, "SELECT * FROM delivery WHERE record >= ? AND record < ?"),
                    ]
                }
            }
        }

        func keyRows(_ range: Range<Int64>, _ source: DatabaseQueue) throws -> [TableRows] {
            try source.read { db in
                let rows = try Row.fetchAll(
                    db, sql: "SELECT record, key, person FROM record_key WHERE record >= ? AND record < ?",
                    arguments: [range.lowerBound, range.upperBound]
                ).map { Array($0.databaseValues) }
                let insert = "INSERT OR REPLACE INTO record_key VALUES (?, ?, NULL)"
                let update = "UPDATE record_key SET person = ? WHERE record = ?"
                return self == .intake
                    ? [TableRows(sql: insert, rows: rows.map { Array($0[0..<2]) })]
                    : [TableRows(sql: update, rows: rows.map { [$0[2], $0[0]] })]
            }
        }

        /// Rows that the gateway writes and takes away again: outbox and audit entries of the deliveries.
        func transient(_ tables: [TableRows], _ auditBytes: Int) -> [TableRows] {
            guard self == .pipeline, let deliveries = tables.last else { return [] }
            let filler = Data(repeating: 0x5A, count: max(1, auditBytes)).databaseValue
            return [
                TableRows(sql: "INSERT OR REPLACE INTO outbox VALUES (?)", rows: deliveries.rows.map { [$0[0]] }),
                TableRows(sql: "INSERT INTO audit_pending (leaf, openings) VALUES (x'00', ?)", rows: deliveries.rows.map { _ in [filler] }),
            ]
        }
    }

    private static func write(
        _ tables: [TableRows], to target: DatabaseQueue, _ result: inout Result, deletingQueue waiting: [[DatabaseValue]] = []
    ) throws {
        try target.writeWithoutTransaction { db in
            try db.inTransaction(.immediate) {
                for table in tables {
                    let statement = try db.cachedStatement(sql: table.sql)
                    for row in table.rows {
                        try statement.execute(arguments: StatementArguments(row))
                        result.rows += 1
                        result.bytes += row.reduce(0) { $0 + size($1) }
                    }
                }
                guard !waiting.isEmpty else { return .commit }
                let statement = try db.cachedStatement(sql: "DELETE FROM queue WHERE agency = ? AND seq = ?")
                for row in waiting { try statement.execute(arguments: StatementArguments(row)); result.rows += 1 }
                return .commit
            }
        }
    }

    private static func size(_ value: DatabaseValue) -> Int {
        switch value.storage {
        case .null: 0
        case .int64, .double: 8
        case .string(let text): text.utf8.count
        case .blob(let data): data.count
        }
    }
}
