// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// Names, birth, sex, death and nationality: the municipality first, aliases beside it.
enum IdentityMerging {
    static func apply(_ view: AssertionView, to person: inout CanonicalPerson) {
        let details = view.ranked(.identity, by: AuthorityMatrix.identity) { value in
            if case .identity(let details) = value { details } else { nil }
        }
        person.birthDate = first(details, "birthDate", &person) {
            $0.birthDate
        } agree: {
            $0.isCompatible(with: $1)
        }
        person.sex = first(details, "sex", &person) {
            $0.sex == .unknown ? nil : $0.sex
        } agree: {
            $0 == $1
        }
        person.deathDate = first(details, "deathDate", &person) {
            $0.deathDate
        } agree: {
            $0.isCompatible(with: $1)
        }
        person.birthPlace = details.lazy.compactMap { one in one.value.birthPlace.map(one.replacing) }.first
        person.fileStatus = details.lazy.compactMap { one in one.value.fileStatus.map(one.replacing) }.first
        person.literacy = details.lazy.compactMap { one in one.value.literacy.map(one.replacing) }.first
        person.schoolingYears = details.lazy.compactMap { one in one.value.schoolingYears.map(one.replacing) }.first
        person.contactLanguages = details.first { !$0.value.contactLanguages.isEmpty }?.value.contactLanguages ?? []
        names(details, &person)
        if person.birthDate == nil, let implied = person.currentINSZ?.birthDate, implied.precision != .unknown,
            let source = details.first
        {
            person.birthDate = source.replacing(implied)
            person.birthDate?.rule = "implied-by-insz"
        }
        nationalities(view, &person)
    }

    /// The first value in order of authority; the others are compared with it, and a contradiction is kept as a conflict.
    private static func first<Value: Sendable & Codable & Equatable>(
        _ details: [Sourced<PersonDetails>], _ attribute: String, _ person: inout CanonicalPerson,
        _ extract: (PersonDetails) -> Value?, agree: (Value, Value) -> Bool
    ) -> Sourced<Value>? {
        var winner: Sourced<Value>?
        for one in details {
            guard let value = extract(one.value) else { continue }
            guard let held = winner else { winner = one.replacing(value); continue }
            if held.agency != one.agency, !agree(held.value, value) {
                person.conflicts.append(
                    Conflict(
                        attribute: attribute, agencies: [held.agency, one.agency], records: [held.record, one.record], resolvedBy: held.rule
                    ))
            }
        }
        return winner
    }

    private static func names(_ details: [Sourced<PersonDetails>], _ person: inout CanonicalPerson) {
        var others: [PersonName] = []
        for one in details {
            for name in one.value.names {
                if person.officialName == nil, name.type == .official {
                    person.officialName = one.replacing(name)
                    continue
                }
                guard let official = person.officialName?.value, !NameKey.agree(official, name) || name.type != .official else { continue }
                var alias = name
                if alias.type == .official { alias.type = .alias }
                if !others.contains(alias) { others.append(alias) }
            }
        }
        if person.officialName == nil, let one = details.first(where: { !$0.value.names.isEmpty }), let name = one.value.names.first {
            person.officialName = one.replacing(name)
            others.removeAll { $0 == name }
        }
        person.otherNames = others.sorted { ($0.familyName ?? "", $0.givenNames.joined()) < ($1.familyName ?? "", $1.givenNames.joined()) }
    }

    private static func nationalities(_ view: AssertionView, _ person: inout CanonicalPerson) {
        let all = view.ranked(.nationality, by: AuthorityMatrix.identity) { value in
            if case .nationality(let nationality) = value { nationality } else { nil }
        }
        guard let strongest = all.first?.agency else { return }
        var seen: Set<Nationality> = []
        person.nationalities = all.filter { $0.agency == strongest && seen.insert($0.value).inserted }.sorted { $0.factId < $1.factId }
    }
}
