// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema
import GRDB

/// How far the erasure of one person has come.
package struct ErasureState: Sendable, Equatable {
    package let person: PersonNumber
    package let caseReference: String
    /// Pseudonym of the user who asked for it.
    package let requestedBy: String
    package let requestedAt: Instant
    package let erasedAt: Instant?
}

/// The condition that leaves erased persons out.
enum ErasedPersons {
    /// What stands in place of the body of a record whose person was erased; no sealed body is so short.
    static let emptiedBody = [UInt8](repeating: 0, count: 28)

    static func none(_ column: String) -> String { "\(column) NOT IN (SELECT person FROM erasure WHERE erased_at IS NOT NULL)" }
}

extension StoreTransaction {
    func isErased(_ person: PersonNumber) throws -> Bool {
        let select = try db.cachedStatement(sql: "SELECT 1 FROM erasure WHERE person = ? AND erased_at IS NOT NULL")
        return try Row.fetchOne(select, arguments: [person]) != nil
    }

    /// The person and everybody who turned out to be that person.
    package func selves(of person: PersonNumber) throws -> [PersonNumber] {
        var found = [person]
        var index = 0
        while index < found.count {
            let merged = try Int64.fetchAll(
                try db.cachedStatement(sql: "SELECT num FROM person WHERE merged_into = ?"), arguments: [found[index]])
            found += merged.filter { !found.contains($0) }
            index += 1
        }
        return found
    }

    package func erasure(of person: PersonNumber) throws -> ErasureState? {
        try Row.fetchOne(
            db, sql: "SELECT person, case_reference, requested_by, requested_at, erased_at FROM erasure WHERE person = ?",
            arguments: [person]
        ).map {
            ErasureState(
                person: $0[0], caseReference: $0[1], requestedBy: $0[2], requestedAt: Instant(milliseconds: $0[3]),
                erasedAt: ($0[4] as Int64?).map(Instant.init(milliseconds:)))
        }
    }

    /// The first of two users asks; asking again changes nothing.
    package func requestErasure(of person: PersonNumber, case reference: String, by user: String) throws {
        try db.execute(
            sql: "INSERT OR IGNORE INTO erasure (person, case_reference, requested_by, requested_at) VALUES (?, ?, ?, ?)",
            arguments: [person, reference, user, at.milliseconds])
    }

    /// The second user confirms: all stored content goes in this transaction, the keys right after it. Returns how many records went.
    ///
    /// What is left is the tombstone: keyed hashes of references, by which a replayed file is known as a repetition, and counts.
    package func erase(_ person: PersonNumber, case reference: String, by user: String) throws -> Int {
        guard let asked = try erasure(of: person), asked.caseReference == reference else { throw StoreError.notRequested }
        guard asked.erasedAt == nil else { throw StoreError.alreadyErased }
        guard asked.requestedBy != user else { throw StoreError.secondUserNeeded }
        let persons = try selves(of: person)
        var waiting = 0
        for one in persons {
            waiting +=
                try Int.fetchOne(
                    db, sql: "SELECT count(*) FROM outbox o JOIN delivery d ON d.seq = o.seq WHERE d.person = ?", arguments: [one]) ?? 0
        }
        guard waiting == 0 else { throw StoreError.deliveriesWait(waiting) }
        var records = 0
        for one in persons { records += try wipe(one) }
        for one in persons {
            try db.execute(
                sql: """
                    INSERT INTO erasure (person, case_reference, requested_by, requested_at, confirmed_by, erased_at) VALUES (?, ?, ?, ?, ?, ?)
                    ON CONFLICT (person) DO UPDATE SET confirmed_by = excluded.confirmed_by, erased_at = excluded.erased_at
                    """,
                arguments: [one, reference, asked.requestedBy, asked.requestedAt.milliseconds, user, at.milliseconds])
        }
        return records
    }

    private func wipe(_ person: PersonNumber) throws -> Int {
        try db.execute(
            sql: """
                UPDATE source_record SET body = zeroblob(28), content = zeroblob(16), source_key = x''
                WHERE seq IN (SELECT seq FROM assertion WHERE person = ? UNION SELECT seq FROM review WHERE person = ?)
                """, arguments: [person, person])
        try db.execute(sql: "UPDATE assertion SET record = x'' WHERE person = ?", arguments: [person])
        let records = db.changesCount
        try db.execute(sql: "UPDATE delivery SET payload = x'' WHERE person = ?", arguments: [person])
        try db.execute(sql: "UPDATE person SET dossier = x'' WHERE num = ?", arguments: [person])
        for table in ["insz_link", "source_key_link"] { try db.execute(sql: "DELETE FROM \(table) WHERE person = ?", arguments: [person]) }
        try db.execute(sql: "DELETE FROM review WHERE person = ? AND decided_at IS NULL", arguments: [person])
        try db.execute(sql: "UPDATE review SET candidates = '' WHERE person = ?", arguments: [person])
        return records
    }
}

extension Store {
    /// Takes away the keys of everybody who was erased and still has some: after an erasure, after a crash in one, and after a restored backup
    /// of the keys brought some back.
    package func finishErasures() throws {
        let (open, erased) = try queue.read { db in
            (
                try Int64.fetchAll(db, sql: "SELECT person FROM erasure WHERE erased_at IS NOT NULL AND keys_voided = 0"),
                try Int64.fetchAll(db, sql: "SELECT person FROM erasure WHERE erased_at IS NOT NULL")
            )
        }
        let periods = try queue.read { try Int64.fetchAll($0, sql: "SELECT period FROM key_destruction WHERE done_at IS NOT NULL") }
        let returned = try keys.wrappedSubjectSecrets(erased).map(\.person)
        let voided = Set(open + returned).sorted()
        if !voided.isEmpty {
            try keys.void(voided)
            try queue.write { db in
                for person in voided { try db.execute(sql: "UPDATE erasure SET keys_voided = 1 WHERE person = ?", arguments: [person]) }
            }
            // The overwritten pages must not live on in the write-ahead log of the store.
            _ = try queue.writeWithoutTransaction { try $0.checkpoint(.truncate) }
        }
        let held = Set(periods.isEmpty ? [] : try keys.periods())
        for period in periods where held.contains(period) { _ = try keys.void(period: period) }
    }
}
