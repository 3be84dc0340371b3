// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// Decides whose record it is: by INSZ (with replaced numbers), then by source key; everything else waits for a person (matching.md §4.3).
///
/// Pure: what the store knows is passed in. A number with wrong check digits never takes part.
package struct Matcher: Sendable {
    package init() {}

    /// What the store knows of the numbers and keys of one record.
    package struct Known: Sendable {
        /// The person linked to the record's INSZ.
        package var byINSZ: Candidate?
        /// The person linked to the record's source key.
        package var bySourceKey: Candidate?
        package init(byINSZ: Candidate? = nil, bySourceKey: Candidate? = nil) {
            self.byINSZ = byINSZ
            self.bySourceKey = bySourceKey
        }
    }

    package struct Candidate: Sendable, Equatable {
        package var number: Int64
        package var hasNumber: Bool
        package var provisional: Bool
        /// False where names and birth date both contradict the record, or sex and birth date do.
        package var fits: Bool
        package init(number: Int64, hasNumber: Bool, provisional: Bool, fits: Bool) {
            self.number = number
            self.hasNumber = hasNumber
            self.provisional = provisional
            self.fits = fits
        }
    }

    package enum Decision: Sendable, Equatable {
        /// The record is this person's; `rule` says by what.
        case link(Int64, rule: String)
        /// The agency now gives the number of somebody who was provisional: that person becomes canonical.
        case promote(Int64)
        /// The agency's own key and number show that the provisional person is the other one.
        case absorb(provisional: Int64, into: Int64)
        /// Nobody yet: a new canonical person.
        case newPerson
        /// Nobody can be sure: a new provisional person, to be looked at.
        case review(reason: ReviewReason, candidates: [Int64])
    }

    package func decide(_ subject: Subject, known: Known) -> Decision {
        guard subject.insz != nil else { return withoutNumber(subject, known.bySourceKey) }
        guard let holder = known.byINSZ else {
            guard let keyed = known.bySourceKey else { return .newPerson }
            if keyed.hasNumber { return .review(reason: .otherNumberUnderKey, candidates: [keyed.number]) }
            return keyed.fits ? .promote(keyed.number) : .review(reason: .personDoesNotFit, candidates: [keyed.number])
        }
        guard holder.fits else { return .review(reason: .personDoesNotFit, candidates: [holder.number]) }
        if let keyed = known.bySourceKey, keyed.number != holder.number {
            if keyed.hasNumber { return .review(reason: .otherNumberUnderKey, candidates: [holder.number, keyed.number]) }
            if keyed.fits { return .absorb(provisional: keyed.number, into: holder.number) }
        }
        return .link(holder.number, rule: "insz")
    }

    private func withoutNumber(_ subject: Subject, _ keyed: Candidate?) -> Decision {
        guard let keyed else {
            return .review(reason: subject.hasFlawedINSZ ? .flawedNumber : .noNumber, candidates: [])
        }
        return keyed.fits ? .link(keyed.number, rule: "source-key") : .review(reason: .personDoesNotFit, candidates: [keyed.number])
    }
}

/// Why a record waits for a person.
package enum ReviewReason: String, Sendable, Codable, CaseIterable {
    case noNumber = "no-insz"
    case flawedNumber = "insz-check-digits-wrong"
    case personDoesNotFit = "name-and-birth-contradict"
    case otherNumberUnderKey = "source-key-has-other-insz"
    case replacementCycle = "insz-replacement-cycle"
    case replacementDoesNotFit = "replaced-insz-is-someone-else"
    case splitOff = "split-off-without-insz"
}

/// Whether what a record says of a person contradicts what is believed of them.
package enum Demographics {
    package static func fit(_ record: CanonicalRecord, _ dossier: Dossier) -> Bool {
        let arriving = record.facts.compactMap { fact in if case .identity(let details) = fact.value { details } else { nil } }
        let held = dossier.facts.compactMap { retained in if case .identity(let details) = retained.fact.value { details } else { nil } }
        guard let new = arriving.first, !held.isEmpty else { return true }
        let namesMeet =
            new.names.isEmpty || held.allSatisfy(\.names.isEmpty)
            || held.contains { old in old.names.contains { one in new.names.contains { NameKey.agree(one, $0) } } }
        let birthsMeet =
            new.birthDate.map { birth in
                let known = held.compactMap(\.birthDate)
                return known.isEmpty || known.contains { birth.isCompatible(with: $0) }
            } ?? true
        let sexesMeet =
            new.sex.map { sex in
                let known = held.compactMap(\.sex).filter { $0 != .unknown }
                return sex == .unknown || known.isEmpty || known.contains(sex)
            } ?? true
        if !birthsMeet { return namesMeet && sexesMeet }
        return true
    }
}

extension Demographics {
    /// Whether two persons' files can be of one person: no contradiction of both names and birth date.
    package static func agree(_ left: Dossier, _ right: Dossier) -> Bool {
        let details = { (dossier: Dossier) in
            dossier.facts.compactMap { retained in if case .identity(let details) = retained.fact.value { details } else { nil } }
        }
        let (ours, theirs) = (details(left), details(right))
        guard !ours.isEmpty, !theirs.isEmpty else { return true }
        let namesMeet = ours.contains { one in
            one.names.isEmpty
                || theirs.contains { other in
                    other.names.isEmpty || one.names.contains { name in other.names.contains { NameKey.agree(name, $0) } }
                }
        }
        let birthsMeet = ours.contains { one in
            theirs.contains { other in one.birthDate.map { birth in other.birthDate.map(birth.isCompatible) ?? true } ?? true }
        }
        return namesMeet || birthsMeet
    }
}
