// SPDX-License-Identifier: EUPL-1.2
import AuditLog
import Vault

extension Store {
    /// Opens the sections of an entry of the log for which keys are left; `person` gives the keys of C and D, `user` that of U.
    ///
    /// The result maps the letter of a section to its disclosure, the JSON array of RFC 9901.
    package func open(leaf: [UInt8], openings: [UInt8], periodId: Int64, person: PersonNumber?, user: String? = nil) throws -> [UInt8:
        [UInt8]]
    {
        guard let period = try keys.periodSecret(periodId) else { return [:] }
        let sectionKeys = SectionSealer.Keys(
            periodId: UInt32(clamping: periodId), periodSecret: period, subjectSecret: try person.flatMap { try keys.subjectSecret($0) },
            userSecret: try user.map { try keys.userSecret($0) })
        return try SectionSealer.open(openings, leafHash: MerkleTree.leaf(leaf).bytes, keys: sectionKeys)
    }
}

enum EntryOpening {
    /// Section U under one user's secret; nil where it is another's or there is none.
    static func user(leaf: [UInt8], openings: [UInt8], period: SymmetricKey, periodId: Int64, user: SymmetricKey) throws -> [UInt8]? {
        let sectionKeys = SectionSealer.Keys(
            periodId: UInt32(clamping: periodId), periodSecret: period, subjectSecret: nil, userSecret: user)
        do {
            return try SectionSealer.open(openings, leafHash: MerkleTree.leaf(leaf).bytes, keys: sectionKeys)[Entry.Section.user.letter]
        } catch VaultError.notAuthentic { return nil }
    }
}

extension Store {
    /// The quarter under whose key an entry was sealed; nil where it holds no section.
    package static func period(of openings: [UInt8]) -> Int64? { SectionSealer.periodId(of: openings).map(Int64.init) }
}
