// SPDX-License-Identifier: EUPL-1.2
package import AuditLog
import ExchangeSchema
import Vault

/// Opens and seals the stored content of one person.
struct ContentKey: Sendable {
    let person: PersonNumber
    private let key: SymmetricKey

    init(_ person: PersonNumber, secret: SymmetricKey) {
        self.person = person
        key = KeyedHash.derive([secret], info: "xchg/content/v1")
    }

    /// Which row the sealed bytes belong to: they open nowhere else.
    enum Place {
        case dossier
        case assertion(Int64)
        case delivery(String)
    }

    func seal(_ plain: [UInt8], at place: Place) throws -> [UInt8] { try Sealed.seal(plain, under: key, bound: bytes(place)) }
    func open(_ sealed: [UInt8], at place: Place) throws -> [UInt8] { try Sealed.open(sealed, under: key, bound: bytes(place)) }

    private func bytes(_ place: Place) -> [UInt8] {
        switch place {
        case .dossier: Array("person/\(person)".utf8)
        case .assertion(let seq): Array("assertion/\(seq)".utf8)
        case .delivery(let id): Array("delivery/\(id)".utf8)
        }
    }
}

/// The keys of one person for the length of a transaction; a value that works on any core.
package struct PersonKeys: Sendable {
    let content: ContentKey
    let secret: SymmetricKey
    private let period: PeriodSecret

    init(_ person: PersonNumber, secret: SymmetricKey, period: PeriodSecret) {
        content = ContentKey(person, secret: secret)
        self.secret = secret
        self.period = period
    }

    /// What a record says, as its row keeps it.
    package func seal(assertion seq: Int64, record: [UInt8]) throws -> SealedContent {
        SealedContent(bytes: try content.seal(record, at: .assertion(seq)))
    }
    package func seal(dossier: [UInt8]) throws -> SealedContent { SealedContent(bytes: try content.seal(dossier, at: .dossier)) }
    package func seal(delivery id: String, payload: [UInt8]) throws -> SealedContent {
        SealedContent(bytes: try content.seal(payload, at: .delivery(id)))
    }

    /// Seals entries about this person in the quarter of the transaction.
    package var entrySealer: EntrySealer { EntrySealer(period: period, subject: secret, user: nil) }
}

/// Content under its person's key: the only form in which a row takes it.
package struct SealedContent: Sendable {
    let bytes: [UInt8]
}

/// The secret of one quarter, by the number of that quarter (year × 10 + 1…4).
struct PeriodSecret: Sendable {
    let id: Int64
    let secret: SymmetricKey
}

/// An entry as it will stand in the log, and its openings under their keys.
package struct SealedEntry: Sendable {
    let leaf: [UInt8]
    let openings: [UInt8]
}

/// Commits to entries and seals what opens them; one subject, one user, one quarter.
package struct EntrySealer: Sendable {
    private let keys: SectionSealer.Keys

    init(period: PeriodSecret, subject: SymmetricKey?, user: SymmetricKey?) {
        keys = SectionSealer.Keys(
            periodId: UInt32(clamping: period.id), periodSecret: period.secret, subjectSecret: subject, userSecret: user)
    }

    package func seal(_ entry: Entry) throws -> SealedEntry {
        let (leaf, disclosures) = entry.commit()
        let openings = try SectionSealer.seal(
            disclosures.map { ($0.section.letter, $0.bytes) }, leafHash: MerkleTree.leaf(leaf).bytes, keys: keys)
        return SealedEntry(leaf: leaf, openings: openings)
    }
}
