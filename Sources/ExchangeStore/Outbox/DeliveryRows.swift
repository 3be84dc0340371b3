// SPDX-License-Identifier: EUPL-1.2
import Agreements
import ExchangeSchema
import GRDB

enum DeliveryRows {
    static let columns = """
        SELECT d.seq, d.id, d.agreement, d.agreement_version, d.provider, d.recipient, d.person, d.person_version, d.released_at, d.audit,
            d.payload, p.id, d.kind, d.previous FROM delivery d JOIN person p ON p.num = d.person
        """

    /// How a kind stands in the store: 0 release, 1 correction, 2 withdrawal.
    static func code(_ kind: DeliveryKind) -> Int {
        switch kind {
        case .release: 0
        case .correction: 1
        case .withdrawal: 2
        }
    }

    static func open(_ row: Row, text: (Int64) throws -> String, key: (PersonNumber) throws -> ContentKey) throws -> StoredDelivery {
        let sealed = try SealedDelivery(row, text: text)
        return try sealed.open(try key(sealed.person))
    }
}

/// A delivery's row before it is opened.
struct SealedDelivery: Sendable {
    let person: PersonNumber
    private let seq: Int64
    private let id: String
    private let kind: DeliveryKind
    private let agreement: String
    private let agreementVersion: String
    private let provider: String
    private let recipient: OrganisationID
    private let personId: PersonID
    private let personVersion: Int64
    private let releasedAt: Instant
    private let auditSeq: Int64
    private let payload: [UInt8]

    /// The columns of `DeliveryRows.columns`; `text` gives the text of a term.
    init(_ row: Row, text: (Int64) throws -> String) throws {
        seq = row[0]
        id = Hex.text(row.bytes(1))
        let previous = Hex.text(row.bytes(13))
        switch row[12] as Int {
        case 1: kind = .correction(of: previous)
        case 2: kind = .withdrawal(of: previous)
        default: kind = .release
        }
        agreement = try text(row[2])
        agreementVersion = try text(row[3])
        provider = try text(row[4])
        recipient = OrganisationID(rawValue: try text(row[5]))
        personId = PersonID(rawValue: Hex.text(row.bytes(11)))
        person = row[6]
        personVersion = row[7]
        releasedAt = Instant(milliseconds: row[8])
        auditSeq = row[9]
        payload = row.bytes(10)
    }

    func open(_ key: ContentKey) throws -> StoredDelivery {
        StoredDelivery(
            seq: seq, deliveryId: id, kind: kind, agreement: agreement, agreementVersion: agreementVersion, provider: provider,
            recipient: recipient, personId: personId, person: person, personVersion: personVersion, releasedAt: releasedAt,
            auditSeq: auditSeq, payload: payload.isEmpty ? [] : try key.open(payload, at: .delivery(id)))
    }
}
