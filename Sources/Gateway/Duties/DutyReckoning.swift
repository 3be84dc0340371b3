// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema
package import ExchangeStore
package import Obligations

/// How somebody's obligations stand, without anything that says who it is.
package struct PersonStanding: Sendable, Equatable {
    package let number: PersonNumber
    package let id: PersonID
    /// Municipality of main residence on the day, by the code of that day.
    package let municipality: String?
    package let obligations: [Obligation]
}

/// How many persons were recomputed, and how many no longer could be because they were erased.
package struct ReckoningCounts: Sendable, Equatable {
    package var persons = 0
    package var obligations = 0
    package var erased = 0
    package init() {}
}

/// Recomputes obligations for any day, from what is known now or was known at any instant (domain §3.7, 8); pure but for the reading.
///
/// Persons in review have no obligations: nobody knows whose they would be.
package struct DutyReckoning: Sendable {
    private let store: Store
    private let book: RuleBook
    private let municipalities: MunicipalityRegister
    private let rules: [any Rule.Type]
    private let asOf: LocalDate
    private let knownAt: Instant?

    /// `knownAt` nil means all that is known now.
    package init(
        store: Store, book: RuleBook, municipalities: MunicipalityRegister, rules: [any Rule.Type] = RuleCatalog.all, asOf: LocalDate,
        knownAt: Instant? = nil
    ) {
        self.store = store
        self.book = book
        self.municipalities = municipalities
        self.rules = rules
        self.asOf = asOf
        self.knownAt = knownAt
    }

    /// Everybody, in the order of their numbers, judged on all cores.
    package func run(_ body: (PersonStanding) throws -> Void) throws -> ReckoningCounts {
        var counts = ReckoningCounts()
        var last: PersonNumber = 0
        while let batch = try standings(after: last) {
            counts.erased += batch.erased
            for standing in batch.persons {
                counts.persons += 1
                counts.obligations += standing.obligations.count
                try body(standing)
            }
            last = batch.last
        }
        return counts
    }

    private func standings(after last: PersonNumber) throws -> PersonBatch<PersonStanding>? {
        if let knownAt {
            guard let batch = try store.knownPersonBatch(after: last, at: knownAt) else { return nil }
            let judged = try Parallel.map(batch.persons) { person in
                try standing(person.number, Self.canonical(person))
            }
            return PersonBatch(persons: judged.compactMap(\.self), erased: batch.erased, last: batch.last)
        }
        guard let batch = try store.personBatch(after: last) else { return nil }
        let judged = try Parallel.map(batch.persons) { try standing($0.number, PersonView.canonical($0)) }
        return PersonBatch(persons: judged.compactMap(\.self), erased: batch.erased, last: batch.last)
    }

    /// One person as stored; nil where they are in review or merged into another.
    package func standing(of stored: StoredPerson) throws -> PersonStanding? {
        guard let knownAt else { return try standing(stored.number, PersonView.canonical(stored)) }
        guard let batch = try store.knownPersonBatch(after: stored.number - 1, at: knownAt, limit: 1),
            let person = batch.persons.first, person.number == stored.number
        else { return nil }
        return try standing(person.number, Self.canonical(person))
    }

    private func standing(_ number: PersonNumber, _ person: CanonicalPerson) throws -> PersonStanding? {
        guard person.status == .canonical else { return nil }
        return PersonStanding(
            number: number, id: person.personId, municipality: person.municipality(on: asOf, in: municipalities),
            obligations: book.judge(DutyFacts(person), on: asOf, rules: rules))
    }

    /// What was believed then: the same joining and merging, over the records of then.
    private static func canonical(_ known: KnownPerson) throws -> CanonicalPerson {
        let dossier = Dossier(
            try known.records.map { (seq: $0.seq, record: try CanonicalRecord(packed: $0.packed)) }, released: [])
        return Merger().merge(dossier, as: known.id, status: known.status)
    }
}
