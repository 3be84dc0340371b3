// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema
import GRDB

/// A delivery that did not leave, and why: an agreement no longer allows it, or it breaks the contract of its recipient.
package struct HeldDeliveryItem: Sendable, Codable, Equatable {
    package var delivery: String
    package var kind: String
    package var agreement: String
    package var recipient: OrganisationID
    /// Name of a refusal, or `contract` with rule, field and place.
    package var reason: String
    package var at: Instant
}

/// Which of the deliveries that did not leave can be tried again.
enum HeldDeliveries {
    /// The reason of those that broke the contract of their recipient, as a condition; other reasons are final.
    static let brokeContract = "reason LIKE 'contract %'"
}

extension Store {
    /// What did not leave, newest first.
    package func heldDeliveries(limit: Int = 1000) throws -> [HeldDeliveryItem] {
        try reading { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT d.id, d.kind, a.text, r.text, w.reason, w.at FROM withheld_delivery w JOIN delivery d ON d.seq = w.seq
                    JOIN term a ON a.id = d.agreement JOIN term r ON r.id = d.recipient ORDER BY w.at DESC, w.seq DESC LIMIT ?
                    """, arguments: [limit]
            ).map {
                HeldDeliveryItem(
                    delivery: Hex.text($0.bytes(0)), kind: ["released", "corrected", "withdrawn"][min(max($0[1] as Int, 0), 2)],
                    agreement: $0[2], recipient: OrganisationID(rawValue: $0[3]), reason: $0[4], at: Instant(milliseconds: $0[5]))
            }
        }
    }
}
