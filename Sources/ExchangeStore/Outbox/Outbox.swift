// SPDX-License-Identifier: EUPL-1.2
package import Agreements
package import AuditLog
package import ExchangeSchema
import GRDB
import Vault

/// A projection that may leave, with everything that says why.
package struct DeliveryDraft: Sendable {
    /// 16 bytes in hexadecimal; a function of agreement version, recipient, person and person version.
    package var deliveryId: String
    package var kind: DeliveryKind
    package var agreement: String
    package var agreementVersion: String
    package var provider: String
    package var recipient: OrganisationID
    package var person: PersonNumber
    package var personVersion: Int64
    /// Store number of the record that caused it, and when that was received.
    package var record: Int64
    package var receivedAt: Instant

    package init(
        deliveryId: String, kind: DeliveryKind, agreement: String, agreementVersion: String, provider: String, recipient: OrganisationID,
        person: PersonNumber, personVersion: Int64, record: Int64, receivedAt: Instant
    ) {
        self.deliveryId = deliveryId
        self.kind = kind
        self.agreement = agreement
        self.agreementVersion = agreementVersion
        self.provider = provider
        self.recipient = recipient
        self.person = person
        self.personVersion = personVersion
        self.record = record
        self.receivedAt = receivedAt
    }
}

/// An event to be logged, with the person it is about where there is one.
package struct AuditDraft: Sendable {
    package var entry: Entry
    /// Whom sections C and D are about.
    package var subject: PersonNumber?
    /// Who did it, where section U says so.
    package var user: String?
    package init(entry: Entry, subject: PersonNumber? = nil, user: String? = nil) {
        self.entry = entry
        self.subject = subject
        self.user = user
    }
}

/// A delivery as it waits in the outbox or lies in the archive.
package struct StoredDelivery: Sendable {
    package let seq: Int64
    package let deliveryId: String
    package let kind: DeliveryKind
    package let agreement: String
    package let agreementVersion: String
    package let provider: String
    package let recipient: OrganisationID
    package let personId: PersonID
    package let person: PersonNumber
    package let personVersion: Int64
    package let releasedAt: Instant
    package let auditSeq: Int64
    package let payload: [UInt8]
}

extension StoreTransaction {
    /// Logs an event; returns its number among all entries of this store.
    @discardableResult
    package func append(_ draft: AuditDraft) throws -> Int64 {
        let sealer = EntrySealer(
            period: try periodSecret(), subject: try draft.subject.map { try keys(of: $0).secret },
            user: try draft.user.map { try keys.userSecret($0) })
        let seq = try append(try sealer.seal(draft.entry))
        if let subject = draft.subject {
            try db.cachedStatement(sql: "INSERT INTO entry_subject (seq, person) VALUES (?, ?)").execute(arguments: [seq, subject])
        }
        return seq
    }

    @discardableResult
    func append(_ entry: SealedEntry) throws -> Int64 {
        try db.cachedStatement(sql: "INSERT INTO audit_pending (leaf, openings) VALUES (?, ?)")
            .execute(arguments: [entry.leaf.databaseValue, entry.openings.databaseValue])
        return db.lastInsertedRowID
    }

    /// Releases a projection: delivery, outbox row and audit entry are one.
    package func release(_ draft: DeliveryDraft, payload: SealedContent, audit: SealedEntry) throws {
        let entry = try append(audit)
        try db.cachedStatement(
            sql: """
                INSERT INTO delivery (id, agreement, agreement_version, provider, recipient, person, person_version, record, received_at,
                    released_at, audit, payload, kind, previous) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            Hex.bytes(draft.deliveryId).databaseValue, try term(draft.agreement), try term(draft.agreementVersion),
            try term(draft.provider),
            try term(draft.recipient.rawValue), draft.person, draft.personVersion, draft.record, draft.receivedAt.milliseconds,
            at.milliseconds, entry, payload.bytes.databaseValue, DeliveryRows.code(draft.kind),
            draft.kind.previous.map { Hex.bytes($0).databaseValue },
        ])
        try db.cachedStatement(sql: "INSERT INTO outbox (seq) VALUES (?)").execute(arguments: [db.lastInsertedRowID])
    }

    /// The oldest deliveries that wait in the outbox, opened.
    package func pendingDeliveries(limit: Int) throws -> [StoredDelivery] {
        let rows = try Row.fetchAll(
            try db.cachedStatement(sql: DeliveryRows.columns + " JOIN outbox o ON o.seq = d.seq ORDER BY o.seq LIMIT ?"), arguments: [limit]
        )
        let sealed = try rows.map { try SealedDelivery($0, text: text) }
        let persons = Set(sealed.map(\.person)).sorted()
        let held = Dictionary(zip(persons, try keys(of: persons)), uniquingKeysWith: { first, _ in first })
        return try Parallel.map(sealed, stripe: 64) { row in
            guard let keys = held[row.person] else { throw StoreError.erasedSubject }
            return try row.open(keys.content)
        }
    }

    /// Deliveries have been written and flushed as files beside the recipient's folder; only the renames are left, in the order given.
    ///
    /// The first file holds the deliveries; what follows it tells the recipient that it is there.
    package func stage(recipient: OrganisationID, files: [(file: String, digest: String)], deliveries: [Int64]) throws {
        for (index, one) in files.enumerated() {
            try db.execute(
                sql: "INSERT INTO delivery_batch (recipient, file, digest, deliveries, withheld, staged_at) VALUES (?, ?, ?, ?, 0, ?)",
                arguments: [try term(recipient.rawValue), one.file, one.digest, index == 0 ? deliveries.count : 0, at.milliseconds])
        }
        let delete = try db.cachedStatement(sql: "DELETE FROM outbox WHERE seq = ?")
        for seq in deliveries { try delete.execute(arguments: [seq]) }
    }

    /// Deliveries that may not leave as they are; the reason stays with them.
    package func withhold(_ deliveries: [(seq: Int64, reason: String)]) throws {
        let delete = try db.cachedStatement(sql: "DELETE FROM outbox WHERE seq = ?")
        for (seq, reason) in deliveries {
            try delete.execute(arguments: [seq])
            try db.execute(
                sql: "INSERT OR REPLACE INTO withheld_delivery (seq, reason, at) VALUES (?, ?, ?)",
                arguments: [seq, reason, at.milliseconds])
        }
    }

    /// How many deliveries wait in the outbox.
    package func queuedDeliveries() throws -> Int { try Int.fetchOne(db, sql: "SELECT count(*) FROM outbox") ?? 0 }

    /// Puts what broke a contract back into the outbox; returns how many. What an agreement refused stays where it is.
    package func retryHeld() throws -> Int {
        let held = "SELECT seq FROM withheld_delivery WHERE \(HeldDeliveries.brokeContract)"
        try db.execute(sql: "INSERT OR IGNORE INTO outbox (seq) \(held)")
        try db.execute(sql: "DELETE FROM withheld_delivery WHERE \(HeldDeliveries.brokeContract)")
        return db.changesCount
    }

    package func stagedBatches() throws -> [(id: Int64, recipient: OrganisationID, file: String)] {
        try Row.fetchAll(db, sql: "SELECT id, recipient, file FROM delivery_batch WHERE published_at IS NULL ORDER BY id").map {
            ($0[0], OrganisationID(rawValue: try text($0[1])), $0[2])
        }
    }

    package func published(_ batches: [Int64]) throws {
        let statement = try db.cachedStatement(sql: "UPDATE delivery_batch SET published_at = ? WHERE id = ?")
        for id in batches { try statement.execute(arguments: [at.milliseconds, id]) }
    }
}
