// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// For one person and one recipient: which field goes out under which clause, and which does not and why.
package struct AgreementExplanation: Sendable {
    package struct Line: Sendable, Equatable {
        package let field: String
        package let agreement: String?
        package let released: Bool
        package let reason: String
    }
    package let lines: [Line]

    package init(person: CanonicalPerson, recipient: OrganisationID, book: AgreementBook, context: ProjectionContext) {
        let covering = book.agreements.filter { $0.recipient.covers(recipient) }
        lines = GrantableField.allCases.map { field in
            let granting = covering.filter { $0.fields.contains(field) }
            guard let first = granting.first else {
                return Line(field: field.rawValue, agreement: nil, released: false, reason: "no agreement grants it to \(recipient)")
            }
            let verdicts = granting.map { Self.verdict($0, field, person, recipient, context) }
            return verdicts.first { $0.released } ?? verdicts.first
                ?? Line(field: field.rawValue, agreement: first.id, released: false, reason: "")
        }
    }

    private static func verdict(
        _ agreement: Agreement, _ field: GrantableField, _ person: CanonicalPerson, _ recipient: OrganisationID,
        _ context: ProjectionContext
    ) -> Line {
        func no(_ reason: String) -> Line { Line(field: field.rawValue, agreement: agreement.id, released: false, reason: reason) }
        guard person.status == .canonical else { return no("the person is in review; nothing of it leaves") }
        guard person.currentINSZ != nil else { return no("no INSZ is known") }
        guard agreement.validity.contains(context.day) else { return no("the agreement is not in force on \(context.day)") }
        guard Router.recipients(of: agreement, for: person, in: context).contains(recipient) else {
            return no("condition '\(agreement.condition.rawValue)' is not met")
        }
        guard field.value(of: person, in: context) != nil else { return no("granted, but nothing is known") }
        let clause = agreement.legalBasis.map(\.description).joined(separator: "; ")
        return Line(field: field.rawValue, agreement: agreement.id, released: true, reason: clause)
    }
}
