// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// The held facts of a dossier by kind, in an order that depends on their content alone.
struct AssertionView {
    private let byKind: [FactKind: [RetainedFact]]
    /// What its agency annulled or removed.
    private let withdrawn: Set<FactPlace>

    init(_ dossier: Dossier) {
        withdrawn = Set(dossier.facts.lazy.filter { $0.fact.standing != .held }.map(\.place))
        var byKind: [FactKind: [RetainedFact]] = [:]
        // What takes one view of a thing back takes back what its agency said of the thing before that.
        var last: [FactPlace: RetainedFact] = [:]
        for retained in dossier.facts where retained.fact.standing != .held {
            if last[retained.thing].map({ retained.supersedes($0) }) ?? true { last[retained.thing] = retained }
        }
        for retained in dossier.facts
        where retained.fact.standing == .held
            && (last.isEmpty || !(last[retained.thing].map { $0.supersedes(retained) } ?? false))
        {
            byKind[retained.fact.key.kind, default: []].append(retained)
        }
        for kind in byKind.keys {
            byKind[kind]?.sort { ($0.fact.key.id, $0.source.agency.rawValue) < ($1.fact.key.id, $1.source.agency.rawValue) }
        }
        self.byKind = byKind
    }

    func all(_ kind: FactKind) -> [RetainedFact] { byKind[kind] ?? [] }

    func isWithdrawn(_ key: FactKey, by agency: Agency) -> Bool { withdrawn.contains(FactPlace(agency: agency, key: key)) }

    /// The facts of one kind as sourced values, strongest agency first, and of one agency the latest first.
    func ranked<Value>(_ kind: FactKind, by order: [Agency], _ extract: (FactValue) -> Value?) -> [Sourced<Value>] {
        let facts = all(kind)
        let agencies = Set(facts.map(\.source.agency))
        return facts.enumerated().sorted { left, right in
            let ranks = (
                AuthorityMatrix.rank(left.element.source.agency, in: order), AuthorityMatrix.rank(right.element.source.agency, in: order)
            )
            if ranks.0 != ranks.1 { return ranks.0 < ranks.1 }
            if left.element.source.agency != right.element.source.agency { return left.element.source.agency < right.element.source.agency }
            if left.element.source.assertedAt != right.element.source.assertedAt {
                return left.element.source.assertedAt > right.element.source.assertedAt
            }
            if left.element.source.sequence != right.element.source.sequence {
                return left.element.source.sequence > right.element.source.sequence
            }
            return left.offset < right.offset
        }.compactMap { _, retained in
            extract(retained.fact.value).map { value in
                retained.sourced(value, rule: AuthorityMatrix.rule(retained.source.agency, in: order, alone: agencies.count == 1))
            }
        }
    }

    /// One value per thing: of the strongest agency that tells of it the latest view, with its gaps filled from the others.
    func things<Value: Gapped>(_ kind: FactKind, by order: [Agency], _ extract: (FactValue) -> Value?) -> [Sourced<Value>] {
        let said = ranked(kind, by: order, extract)
        guard said.contains(where: { $0.factId.utf8.contains(FactKey.viewMark) }) else { return winners(of: said) }
        let groups = Dictionary(grouping: said) { FactKey(kind: kind, id: $0.factId).thing }
        return groups.map { id, views in
            let ours = views.filter { $0.agency == views[0].agency }
            var value = ours[0].value
            for view in ours.dropFirst() { value.fillGaps(from: view.value) }
            var result = ours[0].replacing(value)
            result.factId = id
            result.quality = Set(ours.flatMap(\.quality)).sorted()
            return result
        }.sorted { $0.factId < $1.factId }
    }

    /// One winner per fact id: the strongest agency that asserts it.
    func winners<Value>(_ kind: FactKind, by order: [Agency], _ extract: (FactValue) -> Value?) -> [Sourced<Value>] {
        winners(of: ranked(kind, by: order, extract))
    }

    private func winners<Value>(of said: [Sourced<Value>]) -> [Sourced<Value>] {
        var seen: Set<String> = []
        return said.filter { seen.insert($0.factId).inserted }.sorted { $0.factId < $1.factId }
    }
}

extension RetainedFact {
    /// Where the thing stands that this is a view of.
    fileprivate var thing: FactPlace { FactPlace(agency: source.agency, key: FactKey(kind: fact.key.kind, id: fact.key.thing)) }

    func sourced<Value>(_ value: Value, rule: String) -> Sourced<Value> {
        Sourced(
            value: value, factId: fact.key.id, agency: source.agency, organisation: source.organisation, assertedAt: source.assertedAt,
            record: record, quality: fact.quality, rule: rule)
    }
}

extension Sourced {
    /// The same source with another value.
    func replacing<Other>(_ other: Other) -> Sourced<Other> {
        Sourced<Other>(
            value: other, factId: factId, agency: agency, organisation: organisation, assertedAt: assertedAt, record: record,
            quality: Set(quality), rule: rule)
    }
}
