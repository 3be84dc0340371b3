// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema
import GRDB

/// One report to an agency of what was given back to it.
package struct RejectionReport: Sendable, Codable, Equatable {
    package var id: Int64
    package var agency: Agency
    /// Counts from 1 without holes per agency.
    package var number: Int64
    package var madeAt: Instant
}

/// One record in a report.
package struct ReportedItem: Sendable, Equatable {
    package var item: Int64
    package var rejection: Rejection
    package var at: Instant
    /// What an operator of ours wrote beside it.
    package var note: String?
    /// The agency's own reference; nil where no record could be made or its key is gone.
    package var reference: String?

    package init(item: Int64, rejection: Rejection, at: Instant, note: String?, reference: String?) {
        self.item = item
        self.rejection = rejection
        self.at = at
        self.note = note
        self.reference = reference
    }
}

extension StoreTransaction {
    /// Agencies with records that were given back and of which they have not been told.
    package func agenciesToTell() throws -> [Agency] {
        try String.fetchAll(
            db,
            sql: """
                SELECT t.text FROM term t WHERE t.id IN (SELECT agency FROM quarantine WHERE report IS NULL AND outcome = 'returned')
                ORDER BY t.text
                """
        ).map(Agency.init(rawValue:))
    }

    /// Makes the next report of an agency, of at most `limit` records in the order in which they were given back.
    package func openReport(to agency: Agency, limit: Int) throws -> (report: RejectionReport, items: Int) {
        let term = try term(agency.rawValue)
        let number = try (Int64.fetchOne(db, sql: "SELECT max(number) FROM rejection_report WHERE agency = ?", arguments: [term]) ?? 0) + 1
        try db.execute(
            sql: "INSERT INTO rejection_report (agency, number, made_at) VALUES (?, ?, ?)", arguments: [term, number, at.milliseconds])
        let report = RejectionReport(id: db.lastInsertedRowID, agency: agency, number: number, madeAt: at)
        try db.execute(
            sql: """
                UPDATE quarantine SET report = ? WHERE id IN (
                    SELECT id FROM quarantine WHERE agency = ? AND report IS NULL AND outcome = 'returned' ORDER BY id LIMIT ?)
                """, arguments: [report.id, term, limit])
        return (report, db.changesCount)
    }

    /// The report lies where the agency reads it.
    package func reportWritten(_ report: RejectionReport) throws {
        try db.execute(sql: "UPDATE rejection_report SET written_at = ? WHERE id = ?", arguments: [at.milliseconds, report.id])
    }
}

extension Store {
    /// Reports that were made and do not lie where their agency reads them yet.
    package func unwrittenReports() throws -> [RejectionReport] {
        try reading { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT r.id, t.text, r.number, r.made_at FROM rejection_report r JOIN term t ON t.id = r.agency
                    WHERE r.written_at IS NULL ORDER BY r.id
                    """
            ).map {
                RejectionReport(id: $0[0], agency: Agency(rawValue: $0[1]), number: $0[2], madeAt: Instant(milliseconds: $0[3]))
            }
        }
    }

    /// What a report is about, in the order in which it was given back.
    package func items(of report: RejectionReport) throws -> [ReportedItem] {
        let rows = try reading { db in
            try Row.fetchAll(
                db, sql: "SELECT id, seq, rule, field, place, at, note FROM quarantine WHERE report = ? ORDER BY id", arguments: [report.id]
            )
        }
        let records = try waiting(rows.compactMap { ($0[1] as Int64?).map { .init(seq: $0) } })
        // A record that can't be opened is reported without its reference: the rest of the report must not wait for it.
        let references = records.reduce(into: [Int64: String]()) { $0[$1.seq] = (try? open($1))?.record.reference }
        return rows.map { row in
            ReportedItem(
                item: row[0], rejection: Rejection(rule: row[2], field: row[3], place: row[4]), at: Instant(milliseconds: row[5]),
                note: row[6], reference: (row[1] as Int64?).flatMap { references[$0] })
        }
    }
}
