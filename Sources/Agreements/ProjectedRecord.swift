// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// A person cut down to what one agreement grants one recipient: the only thing a delivery can send.
///
/// Its initialiser is internal to this module and it can't be decoded, so an unprojected record does not compile where a delivery is sent.
package struct ProjectedRecord: Sendable, Equatable {
    package let agreement: Agreement
    package let recipient: OrganisationID
    package let personId: PersonID
    /// Codes of the fields released, in the order of the agreement.
    package let fields: [String]
    /// How many grantable fields were not released.
    package let withheld: Int
    /// Canonical JSON object of the released fields.
    package let payload: [UInt8]

    init(agreement: Agreement, recipient: OrganisationID, personId: PersonID, fields: [String], withheld: Int, payload: [UInt8]) {
        self.agreement = agreement
        self.recipient = recipient
        self.personId = personId
        self.fields = fields
        self.withheld = withheld
        self.payload = payload
    }
}

/// What the outbox keeps of a projection: plain values that nobody can send as they are.
package struct StoredProjection: Sendable, Equatable {
    package let agreement: String
    package let agreementVersion: String
    package let recipient: OrganisationID
    package let personId: PersonID
    package let payload: [UInt8]

    package init(agreement: String, agreementVersion: String, recipient: OrganisationID, personId: PersonID, payload: [UInt8]) {
        self.agreement = agreement
        self.agreementVersion = agreementVersion
        self.recipient = recipient
        self.personId = personId
        self.payload = payload
    }
}

/// Cuts a person to the granted fields; pure.
package struct Projector: Sendable {
    package init() {}

    package func project(_ person: CanonicalPerson, along route: Router.Route, in context: ProjectionContext) -> ProjectedRecord {
        var members: [FieldValue.Member] = []
        for field in route.agreement.fields {
            if let value = field.value(of: person, in: context) { members.append(.init(field.rawValue, value)) }
        }
        var payload: [UInt8] = []
        FieldValue.group(members).write(to: &payload)
        return ProjectedRecord(
            agreement: route.agreement, recipient: route.recipient, personId: person.personId, fields: members.map(\.name),
            withheld: GrantableField.allCases.count - members.count, payload: payload)
    }

    /// What tells a recipient that it may no longer hold what it got of a person: the number, where that is granted, and nothing else.
    package func withdrawal(of person: PersonID, insz: INSZ?, from recipient: OrganisationID, under agreement: Agreement) -> ProjectedRecord
    {
        let number = agreement.fields.contains(.insz) ? insz.map { FieldValue.text($0.digits) } : nil
        var payload: [UInt8] = []
        FieldValue.group([.init(GrantableField.insz.rawValue, number)]).write(to: &payload)
        return ProjectedRecord(
            agreement: agreement, recipient: recipient, personId: person, fields: number == nil ? [] : [GrantableField.insz.rawValue],
            withheld: GrantableField.allCases.count - (number == nil ? 0 : 1), payload: payload)
    }
}
