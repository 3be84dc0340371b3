// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// The held facts of a dossier by kind, in an order that depends on their content alone.
struct AssertionView {
    private let facts: [RetainedFact]
    /// Positions of the held facts of each kind, by id and agency.
    private let byKind: [FactKind: [Int]]
    /// What its agency annulled or removed.
    private let withdrawn: Set<FactPlace>

    init(_ dossier: Dossier) {
        let facts = dossier.facts
        withdrawn = Set(facts.lazy.filter { $0.fact.standing != .held }.map(\.place))
        // What takes one view of a thing back takes back what its agency said of the thing before that.
        var last: [FactPlace: RetainedFact] = [:]
        for retained in facts where retained.fact.standing != .held {
            if last[retained.thing].map({ retained.supersedes($0) }) ?? true { last[retained.thing] = retained }
        }
        var byKind: [FactKind: [Int]] = [:]
        for position in facts.indices where facts[position].fact.standing == .held {
            if !last.isEmpty, let end = last[facts[position].thing], end.supersedes(facts[position]) { continue }
            byKind[facts[position].fact.key.kind, default: []].append(position)
        }
        for kind in byKind.keys {
            byKind[kind]?.sort { left, right in
                let (one, other) = (facts[left].fact.key.id, facts[right].fact.key.id)
                return one == other ? facts[left].source.agency < facts[right].source.agency : one < other
            }
        }
        self.facts = facts
        self.byKind = byKind
    }

    func all(_ kind: FactKind) -> [RetainedFact] { (byKind[kind] ?? []).map { facts[$0] } }

    func isWithdrawn(_ key: FactKey, by agency: Agency) -> Bool { withdrawn.contains(FactPlace(agency: agency, key: key)) }

    /// The facts of one kind as sourced values, strongest agency first, and of one agency the latest first.
    func ranked<Value>(_ kind: FactKind, by order: [Agency], _ extract: (FactValue) -> Value?) -> [Sourced<Value>] {
        guard let positions = byKind[kind], let first = positions.first else { return [] }
        let alone = positions.allSatisfy { facts[$0].source.agency == facts[first].source.agency }
        let sorted = positions.count == 1 ? positions : strongestFirst(positions, order)
        return sorted.compactMap { position in
            extract(facts[position].fact.value).map { value in
                facts[position].sourced(value, rule: AuthorityMatrix.rule(facts[position].source.agency, in: order, alone: alone))
            }
        }
    }

    private func strongestFirst(_ positions: [Int], _ order: [Agency]) -> [Int] {
        positions.enumerated().map { (rank: AuthorityMatrix.rank(facts[$1].source.agency, in: order), offset: $0, position: $1) }
            .sorted { left, right in
                if left.rank != right.rank { return left.rank < right.rank }
                let (one, other) = (facts[left.position].source, facts[right.position].source)
                if one.agency != other.agency { return one.agency < other.agency }
                if one.assertedAt != other.assertedAt { return one.assertedAt > other.assertedAt }
                if one.sequence != other.sequence { return one.sequence > other.sequence }
                return left.offset < right.offset
            }.map(\.position)
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
        guard said.count > 1 else { return said }
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
