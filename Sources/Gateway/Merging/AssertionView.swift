// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// The held facts of a dossier by kind, in an order that depends on their content alone.
struct AssertionView {
    private let facts: [RetainedFact]
    /// Positions of the held facts of each kind, by id and agency.
    private let byKind: [FactKind: [Int]]

    init(_ dossier: Dossier) {
        let facts = dossier.facts
        var byKind: [FactKind: [Int]] = [:]
        for position in facts.indices where facts[position].fact.standing == .held {
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

    /// One winner per fact id: the strongest agency that asserts it.
    func winners<Value>(_ kind: FactKind, by order: [Agency], _ extract: (FactValue) -> Value?) -> [Sourced<Value>] {
        let ranked = ranked(kind, by: order, extract)
        guard ranked.count > 1 else { return ranked }
        var seen: Set<String> = []
        return ranked.filter { seen.insert($0.factId).inserted }.sorted { $0.factId < $1.factId }
    }
}

extension RetainedFact {
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
