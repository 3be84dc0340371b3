// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// Everything the gateway keeps of one person in one place: known numbers, the latest assertion of every fact, and what was released to whom.
///
/// The facts form a join-semilattice: joining assertions in any order, any number of times, gives the same dossier (domain §3.7, 8).
/// Every single assertion stays in the store beside it, so that a dossier can be built again.
package struct Dossier: Sendable, Codable, Equatable {
    /// Numbers the person is known by, and which number took the place of which.
    package var numbers: [KnownNumber] = []
    package var facts: [RetainedFact] = []
    package var releases: [Release] = []

    package init() {}

    /// What is left of a person who is another: what recipients must still be told.
    init(releases: [Release]) { self.releases = releases }

    package struct KnownNumber: Sendable, Codable, Equatable {
        package var insz: INSZ
        package var replacedBy: INSZ?
    }

    /// What was last released under one agreement to one recipient.
    package struct Release: Sendable, Codable, Equatable {
        package var agreement: String
        package var recipient: OrganisationID
        /// Keyed digest of the payload and the agreement version, in hexadecimal.
        package var digest: String
        /// Id of the delivery, which a correction or withdrawal names; nil in dossiers of before there were any.
        package var delivery: String?

        package init(agreement: String, recipient: OrganisationID, digest: String, delivery: String?) {
            self.agreement = agreement
            self.recipient = recipient
            self.digest = digest
            self.delivery = delivery
        }
    }

    /// Takes up what one record says; true where that changes what is believed.
    package mutating func join(_ record: CanonicalRecord, seq: Int64) -> Bool {
        var changed = learn(record.subject)
        var index: [FactPlace: Int] = [:]
        for (position, retained) in facts.enumerated() { index[retained.place] = position }
        for fact in record.facts {
            let arriving = RetainedFact(source: record.source, record: seq, fact: fact)
            if let position = index[arriving.place] {
                if arriving.supersedes(facts[position]) {
                    if facts[position].fact != arriving.fact { changed = true }
                    facts[position] = arriving
                }
            } else {
                index[arriving.place] = facts.count
                facts.append(arriving)
                changed = true
            }
        }
        return changed
    }

    /// Takes up all that another dossier holds, as when two persons turn out to be one; what was released of the other stays the other's.
    package mutating func join(_ other: Dossier) {
        for number in other.numbers { know(number.insz, replacedBy: number.replacedBy) }
        var index: [FactPlace: Int] = [:]
        for (position, retained) in facts.enumerated() { index[retained.place] = position }
        for arriving in other.facts {
            if let position = index[arriving.place] {
                if arriving.supersedes(facts[position]) { facts[position] = arriving }
            } else {
                index[arriving.place] = facts.count
                facts.append(arriving)
            }
        }
    }

    private mutating func learn(_ subject: Subject) -> Bool {
        let before = numbers
        if let insz = subject.insz { know(insz, replacedBy: nil) }
        for replacement in subject.replacements {
            know(replacement.new, replacedBy: nil)
            know(replacement.old, replacedBy: replacement.new)
        }
        return numbers != before
    }

    private mutating func know(_ insz: INSZ, replacedBy: INSZ?) {
        if let position = numbers.firstIndex(where: { $0.insz == insz }) {
            if numbers[position].replacedBy == nil { numbers[position].replacedBy = replacedBy }
        } else {
            numbers.append(KnownNumber(insz: insz, replacedBy: replacedBy))
            numbers.sort { $0.insz.value < $1.insz.value }
        }
    }

    /// The number in force: the one that none replaced; with several of them a national number goes before BIS.
    package var currentINSZ: INSZ? {
        let open = numbers.filter { $0.replacedBy == nil }
        return (open.first { $0.insz.kind != .bis } ?? open.first)?.insz
    }
}

extension Dossier {
    /// A dossier of these records in the order of intake, of which this was released already.
    init(_ records: [(seq: Int64, record: CanonicalRecord)], released: [Release]) {
        self.init(releases: released)
        for one in records { _ = join(one.record, seq: one.seq) }
    }
}

/// Where a fact stands in a dossier: one assertion per agency and key.
package struct FactPlace: Hashable, Sendable {
    package let agency: Agency
    package let key: FactKey
}

/// The latest assertion of one fact by one agency, with its source.
package struct RetainedFact: Sendable, Codable, Equatable {
    package var source: SourceStamp
    /// Number of the source record in the store; does not take part in the order.
    package var record: Int64
    package var fact: Fact

    package var place: FactPlace { FactPlace(agency: source.agency, key: fact.key) }

    /// True where this assertion is the later one by the source's own clock and sequence.
    ///
    /// A tie is broken by the content, so that the order of arrival never matters.
    func supersedes(_ other: RetainedFact) -> Bool {
        if source.assertedAt != other.source.assertedAt { return source.assertedAt > other.source.assertedAt }
        if source.sequence != other.source.sequence { return source.sequence > other.source.sequence }
        if fact == other.fact { return record < other.record }
        return TieBreak.isGreater(self, other)
    }
}

/// An order over contents for assertions of the same moment: annulments go last, then canonical bytes decide.
enum TieBreak {
    static func isGreater(_ left: RetainedFact, _ right: RetainedFact) -> Bool {
        let ranks = (rank(left.fact.standing), rank(right.fact.standing))
        if ranks.0 != ranks.1 { return ranks.0 > ranks.1 }
        return bytes(left).lexicographicallyPrecedes(bytes(right))
    }

    private static func rank(_ standing: Fact.Standing) -> Int {
        switch standing {
        case .held: 0
        case .annulled: 1
        case .removed: 2
        }
    }

    private static func bytes(_ retained: RetainedFact) -> [UInt8] {
        // Canonical values are plain trees of strings and numbers; their encoding fails for none of them.
        guard let bytes = try? CanonicalCoding.encode(retained.fact) else { preconditionFailure("a fact that has no canonical form") }
        return bytes
    }
}
