// SPDX-License-Identifier: EUPL-1.2
package import Agreements
package import ExchangeSchema
package import ExchangeStore

/// Carries out what a person of ours decided about who is who: two are one, or one is two.
///
/// What waits for recipients is taken back first; then everybody who got what no longer holds gets a correction or a withdrawal. All of it
/// and the reason are one transaction.
package struct PersonDecision: Sendable {
    private let store: Store
    private let routing: Routing

    package init(store: Store, book: AgreementBook, municipalities: MunicipalityRegister) {
        self.store = store
        routing = Routing(book: book, municipalities: municipalities)
    }

    /// What a decision came to.
    package struct Outcome: Sendable, Equatable {
        /// The person that the records now belong to: who absorbed, or who was split off.
        package let person: PersonID
        package let records: Int
        /// Deliveries that waited and were taken back.
        package let superseded: Int
        /// Releases, corrections and withdrawals that wait now.
        package let told: Int
    }

    /// Makes two persons one; nil where they are one already. `log` writes who decided it and why.
    package func merge(_ loser: PersonNumber, into winner: PersonNumber, log: (StoreTransaction) throws -> Void) throws -> Outcome? {
        try decide(log) { transaction, desk in
            let from = try desk.file(loser)
            let into = try desk.file(winner)
            guard from.number != into.number else { return nil }
            let superseded = try desk.supersedeQueued(of: from.number) + desk.supersedeQueued(of: into.number)
            let records = try transaction.assertions(of: from.number).count
            try desk.absorb(from.number, into: into.number, decision: "merged-by-operator")
            try desk.tell(of: into.number)
            return (into.id, records, superseded)
        }
    }

    /// Gives records of one person to another: those that were `former`'s before the two were merged.
    package func split(_ person: PersonNumber, former: PersonNumber, log: (StoreTransaction) throws -> Void) throws -> Outcome? {
        try decide(log) { transaction, desk in
            let records = try transaction.records(of: try desk.file(person).number, formerlyOf: former)
            return try split(person, off: records, backTo: former, transaction, desk)
        }
    }

    /// Makes a person of their own of some records of another; nil where not all are that person's, or none would be left.
    package func split(_ person: PersonNumber, off records: Set<Int64>, log: (StoreTransaction) throws -> Void) throws -> Outcome? {
        try decide(log) { transaction, desk in try split(person, off: records, backTo: nil, transaction, desk) }
    }

    private func split(
        _ person: PersonNumber, off records: Set<Int64>, backTo former: PersonNumber?, _ transaction: StoreTransaction, _ desk: Desk
    ) throws -> Decided? {
        let number = try desk.file(person).number
        let all = Set(try transaction.assertions(of: number).map(\.seq))
        guard !records.isEmpty, records.isStrictSubset(of: all) else { return nil }
        let superseded = try desk.supersedeQueued(of: number)
        let other = try desk.split(number, off: records, backTo: former)
        try desk.tell(of: number)
        try desk.tell(of: other)
        return (try desk.file(other).id, records.count, superseded)
    }

    private typealias Decided = (person: PersonID, records: Int, superseded: Int)

    private func decide(_ log: (StoreTransaction) throws -> Void, _ body: (StoreTransaction, Desk) throws -> Decided?) throws -> Outcome? {
        try store.transaction { transaction in
            let desk = Desk(transaction, routing: routing)
            let before = try transaction.queuedDeliveries()
            guard let decided = try body(transaction, desk) else { return nil }
            try log(transaction)
            try desk.close()
            let told = try transaction.queuedDeliveries() - before + decided.superseded
            return Outcome(person: decided.person, records: decided.records, superseded: decided.superseded, told: told)
        }
    }
}
