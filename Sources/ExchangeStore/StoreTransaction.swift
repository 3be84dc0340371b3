// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema
import GRDB
package import Vault

/// The work that goes into one commit; lives no longer than the closure that was given it.
package final class StoreTransaction {
    let db: Database
    let keys: KeyStore
    package let at: Instant
    var pendingKeys = KeyStore.Pending()
    private var terms: [String: Int64] = [:]
    private var texts: [Int64: String] = [:]
    private var personKeys: [PersonNumber: PersonKeys] = [:]
    /// Links met or made in this transaction, so that each is looked up once.
    var links: [[UInt8]: PersonNumber?] = [:]
    private var counters: [String: Int64] = [:]
    private var period: PeriodSecret?
    private var highestSeq: Int64?

    init(_ db: Database, keys: KeyStore, at: Instant) {
        self.db = db
        self.keys = keys
        self.at = at
    }

    package var blind: BlindIndex { keys.blind }

    /// The keys of one person; throws where they were erased.
    package func keys(of person: PersonNumber) throws -> PersonKeys {
        if let held = personKeys[person] { return held }
        guard let secret = try keys.subjectSecret(person) else { throw StoreError.erasedSubject }
        let made = PersonKeys(person, secret: secret, period: try periodSecret())
        personKeys[person] = made
        return made
    }

    /// The keys of many persons, unwrapped on all cores.
    package func keys(of persons: [PersonNumber]) throws -> [PersonKeys] {
        let period = try periodSecret()
        let missing = persons.filter { personKeys[$0] == nil }
        let wrapped = try keys.wrappedSubjectSecrets(missing)
        let made = try Parallel.map(wrapped) { [keys] row in
            PersonKeys(row.person, secret: try keys.unwrapSubject(row.wrapped, row.person), period: period)
        }
        for one in made { personKeys[one.content.person] = one }
        return try persons.map { try self.keys(of: $0) }
    }

    func newSubject(_ person: PersonNumber) throws {
        let secret = try SymmetricKey.random()
        pendingKeys.subjectSecrets.append((person, secret))
        personKeys[person] = PersonKeys(person, secret: secret, period: try periodSecret())
    }

    /// The secret of the quarter in which this transaction falls.
    func periodSecret() throws -> PeriodSecret {
        if let period { return period }
        let parts = at.utcDate.parts
        let id = Int64(parts.year * 10 + (parts.month - 1) / 3 + 1)
        let made: PeriodSecret
        if let held = try keys.periodSecret(id) {
            made = PeriodSecret(id: id, secret: held)
        } else {
            made = PeriodSecret(id: id, secret: try SymmetricKey.random())
            pendingKeys.periodSecrets.append((id, made.secret))
        }
        period = made
        return made
    }

    /// The next number of a source record.
    func nextSeq() throws -> Int64 {
        let highest =
            try highestSeq ?? Int64.fetchOne(try db.cachedStatement(sql: "SELECT max(seq) FROM source_record")) ?? 0
        highestSeq = highest + 1
        return highest + 1
    }

    /// The number of a short text that occurs often.
    func term(_ text: String) throws -> Int64 {
        if let held = terms[text] { return held }
        let select = try db.cachedStatement(sql: "SELECT id FROM term WHERE text = ?")
        if let held = try Int64.fetchOne(select, arguments: [text]) {
            terms[text] = held
            return held
        }
        try db.cachedStatement(sql: "INSERT INTO term (text) VALUES (?)").execute(arguments: [text])
        terms[text] = db.lastInsertedRowID
        return db.lastInsertedRowID
    }

    func text(_ term: Int64) throws -> String {
        if let held = texts[term] { return held }
        let found = try String.fetchOne(try db.cachedStatement(sql: "SELECT text FROM term WHERE id = ?"), arguments: [term]) ?? ""
        texts[term] = found
        return found
    }

    /// The next number of a count without holes, such as the exchanges under one agreement.
    package func next(_ counter: String) throws -> Int64 {
        let held =
            try counters[counter]
            ?? Int64.fetchOne(try db.cachedStatement(sql: "SELECT value FROM counter WHERE name = ?"), arguments: [counter]) ?? 0
        counters[counter] = held + 1
        return held + 1
    }

    /// The number that `next` would give, which is not used up by asking.
    package func upcoming(_ counter: String) throws -> Int64 {
        let select = try db.cachedStatement(sql: "SELECT value FROM counter WHERE name = ?")
        return try (counters[counter] ?? Int64.fetchOne(select, arguments: [counter]) ?? 0) + 1
    }

    func flush() throws {
        let statement = try db.cachedStatement(sql: "INSERT OR REPLACE INTO counter (name, value) VALUES (?, ?)")
        for (name, value) in counters.sorted(by: { $0.key < $1.key }) { try statement.execute(arguments: [name, value]) }
    }
}
