// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import GRDB
import Vault

/// Every sealed row has its key, opens with it, and holds what this program can read.
struct RowCheck {
    let db: Database
    let keys: KeyStore
    /// Reads an opened dossier; throws where it is not in the packed form.
    let readDossier: @Sendable ([UInt8]) throws -> Void

    private static let batch = 500

    /// A row still to be opened, and what its content must be.
    private struct Row: Sendable {
        let number: Int64
        let sealed: [UInt8]
        let place: ContentKey.Place
    }

    private var opener: Opener { Opener(keys: keys) }

    func run() throws -> [StoreFinding] { try records() + persons() + assertions() + deliveries() }

    // MARK: What each table holds

    private func records() throws -> [StoreFinding] {
        var tally = Tally()
        try forEachBatch("SELECT seq, body FROM source_record WHERE seq > ? ORDER BY seq LIMIT \(Self.batch)") { rows in
            let wrapped = try keys.wrappedRecordKeys(rows.map { $0[0] })
            let work = rows.map { row in (seq: row[0] as Int64, body: row.bytes(1), key: wrapped[row[0] as Int64]) }
            for (row, kind) in zip(work, try Parallel.map(work, { [opener] in opener.judge($0.seq, $0.body, $0.key) }))
            where row.key != nil || row.body != ErasedPersons.emptiedBody {
                tally.add(kind, "source_record", row.seq)
            }
        }
        return tally.findings
    }

    private func persons() throws -> [StoreFinding] {
        try sealedByPerson(
            "person", "SELECT num, dossier, num FROM person WHERE num > ? AND length(dossier) > 0 ORDER BY num",
            place: { _ in .dossier }, read: readDossier)
    }

    private func assertions() throws -> [StoreFinding] {
        try sealedByPerson(
            "assertion", "SELECT seq, record, person FROM assertion WHERE seq > ? AND \(ErasedPersons.none("person")) ORDER BY seq",
            place: { .assertion($0[0]) }, read: { _ = try CanonicalRecord(packed: $0) })
    }

    private func deliveries() throws -> [StoreFinding] {
        try sealedByPerson(
            // Retention and erasure leave a payload of no length.
            "delivery", "SELECT seq, payload, person, id FROM delivery WHERE seq > ? AND length(payload) > 0 ORDER BY seq",
            place: { .delivery(Hex.text($0.bytes(3))) }, read: { _ in })
    }

    // MARK: How they are opened

    /// Columns: number, sealed bytes, person, and what `place` needs.
    private func sealedByPerson(
        _ table: String, _ sql: String, place: (GRDB.Row) -> ContentKey.Place, read: @Sendable ([UInt8]) throws -> Void
    ) throws -> [StoreFinding] {
        var tally = Tally()
        try forEachBatch("\(sql) LIMIT \(Self.batch)") { rows in
            let persons = Set(rows.map { $0[2] as PersonNumber }).sorted()
            let secrets = Dictionary(try keys.wrappedSubjectSecrets(persons), uniquingKeysWith: { first, _ in first })
            let work = rows.map { row in
                (row: Row(number: row[0], sealed: row.bytes(1), place: place(row)), person: row[2] as PersonNumber, secret: secrets[row[2]])
            }
            let kinds = try Parallel.map(work) { [opener] in opener.judge($0.row, $0.person, $0.secret, read) }
            for (one, kind) in zip(work, kinds) { tally.add(kind, table, one.row.number) }
        }
        return tally.findings
    }

    private func forEachBatch(_ sql: String, _ body: ([GRDB.Row]) throws -> Void) throws {
        var last: Int64 = 0
        while true {
            let rows = try GRDB.Row.fetchAll(try db.cachedStatement(sql: sql), arguments: [last])
            guard let end = rows.last else { return }
            try body(rows)
            last = end[0]
        }
    }

    /// Opens rows on any core; says what is wrong with one, or nil.
    private struct Opener: Sendable {
        let keys: KeyStore

        func judge(_ seq: Int64, _ body: [UInt8], _ wrapped: [UInt8]?) -> StoreFinding.Kind? {
            guard let wrapped else { return .keyMissing }
            guard let key = try? keys.unwrapRecord(wrapped, seq) else { return .keysDamaged }
            guard let plain = try? Sealed.open(body, under: key, bound: Array("record/\(seq)".utf8)) else { return .sealedRow }
            let read = RecordPacking.unpack(
                plain, agency: .vdab, organisation: OrganisationID(rawValue: ""), format: MessageFormat(rawValue: ""))
            return read == nil ? .packedRow : nil
        }

        func judge(
            _ row: Row, _ person: PersonNumber, _ wrapped: [UInt8]?, _ read: ([UInt8]) throws -> Void
        ) -> StoreFinding.Kind? {
            guard let wrapped else { return .keyMissing }
            guard let secret = try? keys.unwrapSubject(wrapped, person) else { return .keysDamaged }
            guard let plain = try? ContentKey(person, secret: secret).open(row.sealed, at: row.place) else { return .sealedRow }
            do { try read(plain) } catch { return .packedRow }
            return nil
        }
    }

    /// Findings of one table, a kind each, named by its first row.
    private struct Tally {
        private var found: [(kind: StoreFinding.Kind, place: String, count: Int)] = []

        mutating func add(_ kind: StoreFinding.Kind?, _ table: String, _ number: Int64) {
            guard let kind else { return }
            if let index = found.firstIndex(where: { $0.kind == kind }) {
                found[index].count += 1
            } else {
                found.append((kind, "\(table) \(number)", 1))
            }
        }

        var findings: [StoreFinding] { found.map { StoreFinding($0.kind, $0.place, count: $0.count) } }
    }
}
