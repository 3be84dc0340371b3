// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// Decides what is believed of a person from all that is asserted; pure, and blind to the order of arrival.
package struct Merger: Sendable {
    package init() {}

    package func merge(_ dossier: Dossier, as personId: PersonID, status: CanonicalPerson.Status) -> CanonicalPerson {
        let view = AssertionView(dossier)
        var person = CanonicalPerson(personId: personId, status: status)
        person.currentINSZ = dossier.currentINSZ
        person.identifiers = identifiers(dossier, view)
        IdentityMerging.apply(view, to: &person)
        ResidenceMerging.apply(view, to: &person)
        TrajectoryMerging.apply(view, to: &person)
        LearningMerging.apply(view, to: &person)
        WorkMerging.apply(view, to: &person)
        person.conflicts.sort { ($0.attribute, $0.records) < ($1.attribute, $1.records) }
        return person
    }

    private func identifiers(_ dossier: Dossier, _ view: AssertionView) -> [PersonIdentifier] {
        var all = dossier.numbers.map { number in
            PersonIdentifier(
                scheme: PersonIdentifier.Scheme(rawValue: number.insz.kind.rawValue) ?? .inszNational, value: number.insz.digits,
                status: number.replacedBy == nil ? .current : .replaced, replacedBy: number.replacedBy?.digits)
        }
        for asserted in view.all(.identifier) {
            guard case .identifier(let identifier) = asserted.fact.value else { continue }
            if let known = all.firstIndex(where: { $0.scheme == identifier.scheme && $0.value == identifier.value }) {
                if identifier.status == .cancelled { all[known].status = .cancelled }
            } else {
                all.append(identifier)
            }
        }
        return all.sorted { ($0.scheme.rawValue, $0.value) < ($1.scheme.rawValue, $1.value) }
    }
}

extension Conflict {
    fileprivate static func < (left: Conflict, right: Conflict) -> Bool { left.attribute < right.attribute }
}

private func < (left: (String, [Int64]), right: (String, [Int64])) -> Bool {
    left.0 == right.0 ? left.1.lexicographicallyPrecedes(right.1) : left.0 < right.0
}
