// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// Finds the organisations that may learn of a person, agreement by agreement; pure.
package struct Router: Sendable {
    private let book: AgreementBook

    package init(book: AgreementBook) { self.book = book }

    /// One organisation that an agreement lets learn of the person.
    package struct Route: Sendable, Equatable {
        package let agreement: Agreement
        package let recipient: OrganisationID
    }

    /// The routes in force on the day of the context. Nothing of a person who is not canonical goes anywhere.
    package func routes(for person: CanonicalPerson, in context: ProjectionContext) -> [Route] {
        guard person.status == .canonical, person.currentINSZ != nil else { return [] }
        return book.inForce(on: context.day).flatMap { agreement in
            Self.recipients(of: agreement, for: person, in: context).map { Route(agreement: agreement, recipient: $0) }
        }
    }

    /// The organisations for which the person meets the agreement's condition, each covered by its recipient rule.
    static func recipients(of agreement: Agreement, for person: CanonicalPerson, in context: ProjectionContext) -> [OrganisationID] {
        let candidates: [OrganisationID]
        switch agreement.condition {
        case .residentOfRecipient: candidates = municipality(person, context)
        case .residentWithFourthComponent: candidates = person.hasFourthComponentToDo ? municipality(person, context) : []
        case .trajectoryRunning:
            guard person.runningTrajectory != nil, case .organisation(let named) = agreement.recipient else { return [] }
            candidates = [named]
        case .trajectoryManagedByRecipient: candidates = person.latestTrajectory?.value.manager.map { [$0] } ?? []
        case .enrolledAtRecipient:
            let schools = person.enrolments.filter { $0.value.status == .enrolled && $0.value.unenrolledOn == nil }
            candidates = Set(schools.compactMap(\.value.provider.institutionNumber)).sorted().map(OrganisationID.school)
        case .applicantOfRecipient:
            guard case .organisation(let named) = agreement.recipient else { return [] }
            candidates = person.recognitions.contains { $0.organisation == named } ? [named] : []
        }
        return candidates.filter(agreement.recipient.covers)
    }

    private static func municipality(_ person: CanonicalPerson, _ context: ProjectionContext) -> [OrganisationID] {
        person.municipality(on: context.day, in: context.municipalities).map { [.municipality($0)] } ?? []
    }
}
