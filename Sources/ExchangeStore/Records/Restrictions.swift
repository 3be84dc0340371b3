// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import GRDB

extension StoreTransaction {
    /// Persons whose data may be kept and not passed on (GDPR art. 18).
    package func restrictedPersons() throws -> Set<PersonNumber> {
        Set(try Int64.fetchAll(try db.cachedStatement(sql: "SELECT person FROM restriction")))
    }

    /// False where the person was restricted already.
    package func restrict(_ person: PersonNumber, case reference: String) throws -> Bool {
        try db.execute(
            sql: "INSERT OR IGNORE INTO restriction (person, case_reference, since) VALUES (?, ?, ?)",
            arguments: [person, reference, at.milliseconds])
        return db.changesCount > 0
    }

    /// False where the person was not restricted.
    package func lift(_ person: PersonNumber) throws -> Bool {
        try db.execute(sql: "DELETE FROM restriction WHERE person = ?", arguments: [person])
        return db.changesCount > 0
    }

    /// What this record said is not believed any more; false where the record is not one of this person's.
    package func disregard(_ seq: Int64, of person: PersonNumber, case reference: String) throws -> Bool {
        guard try Row.fetchOne(db, sql: "SELECT 1 FROM assertion WHERE seq = ? AND person = ?", arguments: [seq, person]) != nil else {
            return false
        }
        try db.execute(
            sql: "INSERT OR IGNORE INTO disregarded (seq, case_reference, at) VALUES (?, ?, ?)",
            arguments: [seq, reference, at.milliseconds])
        return true
    }

    /// Records that are not believed any more.
    package func disregarded(of person: PersonNumber) throws -> Set<Int64> {
        Set(
            try Int64.fetchAll(
                db, sql: "SELECT d.seq FROM disregarded d JOIN assertion a ON a.seq = d.seq WHERE a.person = ?", arguments: [person]))
    }

    /// A restriction holds for whoever its person turns out to be.
    package func extendRestriction(of person: PersonNumber, to other: PersonNumber) throws {
        try db.execute(
            sql: """
                INSERT OR IGNORE INTO restriction (person, case_reference, since)
                SELECT ?, case_reference, since FROM restriction WHERE person = ?
                """, arguments: [other, person])
    }

    /// Remembers a digest under a name; true where it differs from what was remembered.
    package func note(_ name: String, _ digest: String) throws -> Bool {
        let held = try String.fetchOne(try db.cachedStatement(sql: "SELECT digest FROM noted WHERE name = ?"), arguments: [name])
        guard held != digest else { return false }
        try db.execute(sql: "INSERT OR REPLACE INTO noted (name, digest) VALUES (?, ?)", arguments: [name, digest])
        return true
    }

    /// Names that begin with this, which something is remembered of.
    package func notedNames(beginning prefix: String) throws -> [String] {
        try String.fetchAll(db, sql: "SELECT name FROM noted WHERE substr(name, 1, length(?1)) = ?1 ORDER BY name", arguments: [prefix])
    }

    package func forget(noted name: String) throws { try db.execute(sql: "DELETE FROM noted WHERE name = ?", arguments: [name]) }
}
