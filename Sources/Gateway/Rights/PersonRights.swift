// SPDX-License-Identifier: EUPL-1.2
package import Agreements
import AuditLog
package import ExchangeSchema
package import ExchangeStore

/// Carries out what a person may ask of whoever processes their data: rectification, restriction, erasure (GDPR art. 16, 17, 18 and 19).
///
/// Recipients are told through deliveries: a correction, or the withdrawal of what they hold.
package struct PersonRights: Sendable {
    private let store: Store
    private let routing: Routing

    package init(store: Store, book: AgreementBook, municipalities: MunicipalityRegister) {
        self.store = store
        routing = Routing(book: book, municipalities: municipalities)
    }

    /// Nothing of the person leaves any more; false where that was so already. What recipients hold is withdrawn.
    package func restrict(_ person: PersonNumber, case reference: String, act: Act) throws -> Bool {
        try store.transaction { transaction in
            guard try transaction.restrict(person, case: reference) else { return false }
            try act.log(in: transaction)
            try tellAnew(of: person, transaction)
            return true
        }
    }

    /// Recipients may learn of the person again; false where the person was not restricted.
    package func lift(_ person: PersonNumber, act: Act) throws -> Bool {
        try store.transaction { transaction in
            guard try transaction.erasure(of: person) == nil, try transaction.lift(person) else { return false }
            try act.log(in: transaction)
            try tellAnew(of: person, transaction)
            return true
        }
    }

    /// What one record said is not believed any more, and recipients get what is believed now; false where the record is not this person's.
    package func rectify(_ person: PersonNumber, disregarding record: Int64, case reference: String, act: Act) throws -> Bool {
        try store.transaction { transaction in
            guard try transaction.disregard(record, of: person, case: reference) else { return false }
            try act.log(in: transaction)
            try atDesk(transaction) { desk in
                _ = try desk.supersedeQueued(of: person)
                try desk.rebuild(person)
                try desk.tell(of: person)
            }
            return true
        }
    }

    /// The first user of the officer's role asks: from now on the person is restricted, and recipients are told.
    package func requestErasure(of person: PersonNumber, case reference: String, act: Act) throws {
        try store.transaction { transaction in
            if try transaction.erasure(of: person)?.erasedAt != nil { throw StoreError.alreadyErased }
            try transaction.requestErasure(of: person, case: reference, by: act.user)
            try act.log(in: transaction)
            if try transaction.restrict(person, case: reference) {
                try tellAnew(of: person, transaction)
            }
        }
    }

    /// A second user confirms: content and keys go; the log keeps its proofs and one entry that says how much went, not whose.
    package func erase(_ person: PersonNumber, case reference: String, act: Act) throws -> Int {
        let records = try store.transaction { transaction in
            let persons = try transaction.selves(of: person).count
            let records = try transaction.erase(person, case: reference, by: act.user)
            var done = act
            done.person = nil
            done.kind = .erasure
            done.details = [("case", .text(reference)), ("persons", .integer(persons)), ("records", .integer(records))]
            try done.log(in: transaction)
            return records
        }
        try store.finishErasures()
        return records
    }

    /// What waits is taken back first, so that nobody gets the withdrawal of what they never got.
    private func tellAnew(of person: PersonNumber, _ transaction: StoreTransaction) throws {
        try atDesk(transaction) { desk in
            _ = try desk.supersedeQueued(of: person)
            try desk.revise(person)
            try desk.tell(of: person)
        }
    }

    private func atDesk(_ transaction: StoreTransaction, _ body: (Desk) throws -> Void) throws {
        let desk = Desk(transaction, routing: routing)
        try body(desk)
        try desk.close()
    }
}
