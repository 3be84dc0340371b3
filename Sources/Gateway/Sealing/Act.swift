// SPDX-License-Identifier: EUPL-1.2
package import AuditLog
package import ExchangeSchema
package import ExchangeStore
package import Vault

/// What somebody did at the command line, and why: a look at personal data, a decision, a change of the gateway.
package struct Act: Sendable {
    package var verb: String
    package var kind: Entry.Kind
    package var reason: String
    /// Pseudonym of the user.
    package var user: String
    /// The role in which the user acted.
    package var role: String
    /// Whom it is about.
    package var person: PersonNumber?
    /// Further members of section A.
    package var details: [(String, EntryValue)]

    package init(
        _ verb: String, kind: Entry.Kind = .access, reason: String, user: String, role: String, person: PersonNumber? = nil,
        details: [(String, EntryValue)] = []
    ) {
        self.verb = verb
        self.kind = kind
        self.reason = reason
        self.user = user
        self.role = role
        self.person = person
        self.details = details
    }

    /// Logs the act in the transaction of what it does.
    package func log(in transaction: StoreTransaction) throws {
        let subject = person.map { number in
            Self.pseudonym(of: PersonID(rawValue: Hex.text(transaction.blind.token(.person, String(number)))), transaction.blind)
        }
        try transaction.append(AuditEntries.act(self, subject: subject, at: transaction.at))
    }

    /// The name under which entries speak of a person; the same in all entries, and of no use without the key.
    package static func pseudonym(of person: PersonID, _ blind: BlindIndex) -> String {
        Hex.text(blind.token(.subject, "audit", person.rawValue))
    }

    /// The name under which entries speak of a user of the operating system.
    package static func pseudonym(ofUser id: UInt32, _ blind: BlindIndex) -> String {
        Hex.text(blind.token(.subject, "operator", String(id)))
    }
}
