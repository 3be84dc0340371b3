// SPDX-License-Identifier: EUPL-1.2
import Agreements
import AuditLog
package import ExchangeSchema
package import ExchangeStore

/// Carries out what a person decided about a provisional person.
///
/// What the merged person's recipients may now learn goes out with the next record about that person.
package struct ReviewDecision: Sendable {
    private let store: Store
    package init(store: Store) { self.store = store }

    package func same(_ provisional: PersonNumber, as other: PersonNumber) throws {
        try atDesk { try $0.absorb(provisional, into: other, decision: "same-as") }
    }

    package func newPerson(_ provisional: PersonNumber) throws {
        try atDesk { try $0.promote(provisional, decision: "new-person") }
    }

    private func atDesk(_ body: (Desk) throws -> Void) throws {
        try store.transaction { transaction in
            let desk = Desk(
                transaction, routing: Routing(book: AgreementBook([]), municipalities: MunicipalityRegister(successions: [])))
            try body(desk)
            try desk.close()
        }
    }
}

/// The canonical view of a stored person.
package enum PersonView {
    package static func canonical(_ stored: StoredPerson) throws -> CanonicalPerson {
        let dossier = stored.dossier.isEmpty ? Dossier() : try Dossier(packed: stored.dossier)
        return Merger().merge(dossier, as: stored.id, status: stored.status)
    }
}
