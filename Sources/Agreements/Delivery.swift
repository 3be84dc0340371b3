// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// What a delivery does to what its recipient had: adds, takes the place of an earlier one, or takes one back.
package enum DeliveryKind: Sendable, Equatable {
    /// The recipient had nothing of this person under this agreement.
    case release
    /// What was delivered no longer holds as it was; names the delivery that this one takes the place of.
    case correction(of: String)
    /// The recipient may not learn of this person any more, or there is no such person; names the last delivery.
    case withdrawal(of: String)

    /// Id of the delivery that this one corrects or withdraws.
    package var previous: String? {
        switch self {
        case .release: nil
        case .correction(let previous), .withdrawal(let previous): previous
        }
    }

    package var isWithdrawal: Bool {
        if case .withdrawal = self { true } else { false }
    }

    /// The word for it in audit entries and listings.
    package var name: String {
        switch self {
        case .release: "released"
        case .correction: "corrected"
        case .withdrawal: "withdrawn"
        }
    }
}

/// One delivery about to leave: a projection that was authorised just now, and the id under which it has one effect.
package struct Delivery: Sendable {
    package let id: String
    package let kind: DeliveryKind
    package let record: ProjectedRecord
    /// Pseudonym of the person for this recipient; orders the deliveries about one person.
    package let subject: String
    package let personVersion: Int64
    package let releasedAt: Instant

    package init(id: String, kind: DeliveryKind, record: ProjectedRecord, subject: String, personVersion: Int64, releasedAt: Instant) {
        self.id = id
        self.kind = kind
        self.record = record
        self.subject = subject
        self.personVersion = personVersion
        self.releasedAt = releasedAt
    }
}
