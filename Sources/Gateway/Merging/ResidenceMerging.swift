// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// Residence and register: the municipality of arrival first; a later beginning ends what was open before it.
enum ResidenceMerging {
    static func apply(_ view: AssertionView, to person: inout CanonicalPerson) {
        let residences = strongest(
            view.ranked(.residence, by: AuthorityMatrix.residence) { value in
                if case .residence(let residence) = value { residence } else { nil }
            })
        person.residences = chain(settled(residences), begin: { $0.validity?.begin }) { residence, end in
            if let begin = residence.validity?.begin, residence.validity?.end == nil { residence.validity = Period(begin: begin, end: end) }
        }
        let entries = strongest(
            view.ranked(.registerEntry, by: AuthorityMatrix.residence) { value in
                if case .registerEntry(let entry) = value { entry } else { nil }
            })
        person.registerEntries = chain(entries, begin: { $0.validity?.begin }) { entry, end in
            if let begin = entry.validity?.begin, entry.validity?.end == nil { entry.validity = Period(begin: begin, end: end) }
        }
    }

    /// Of several words on one move into a municipality its own stands, with an address before one without.
    private static func settled(_ all: [Sourced<Residence>]) -> [Sourced<Residence>] {
        struct Move: Hashable { let nis: String?, begin: LocalDate? }
        func weight(_ one: Sourced<Residence>) -> Int {
            (one.organisation == one.value.nis.map(OrganisationID.municipality) ? 0 : 2) + (one.value.street == nil ? 1 : 0)
        }
        var lightest: [Move: Int] = [:]
        for one in all {
            let move = Move(nis: one.value.nis, begin: one.value.validity?.begin)
            lightest[move] = min(lightest[move] ?? weight(one), weight(one))
        }
        return all.filter { weight($0) == lightest[Move(nis: $0.value.nis, begin: $0.value.validity?.begin)] }
    }

    /// Only what the strongest agency that says anything says.
    private static func strongest<Value>(_ all: [Sourced<Value>]) -> [Sourced<Value>] {
        guard let agency = all.first?.agency else { return [] }
        return all.filter { $0.agency == agency }
    }

    /// In order of begin, one per begin (the later assertion), each open end closed the day before the next begin.
    private static func chain<Value>(
        _ all: [Sourced<Value>], begin: (Value) -> LocalDate?, close: (inout Value, LocalDate) -> Void
    ) -> [Sourced<Value>] {
        let ordered = all.enumerated().sorted { left, right in
            let begins = (begin(left.element.value) ?? .earliest, begin(right.element.value) ?? .earliest)
            return begins.0 == begins.1 ? left.offset > right.offset : begins.0 < begins.1
        }.map(\.element)
        var result: [Sourced<Value>] = []
        for one in ordered {
            if let last = result.last, let start = begin(one.value), let previous = begin(last.value) {
                if start == previous { result.removeLast() } else { close(&result[result.count - 1].value, start.adding(days: -1)) }
            }
            result.append(one)
        }
        return result
    }
}
