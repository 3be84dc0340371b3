// SPDX-License-Identifier: EUPL-1.2
import Agreements

/// What AgII, Atlas, Amal and Huis van het Nederlands Brussel can take: events.
enum InburgeringDelivery {
    /// The form of each agreement, by its id.
    static func forms(contracts: ContractSet, origin: String) throws -> [String: any DeliveryForm] {
        [
            "inburgering-opvolging": try CloudEventsForm(
                data: "deliveries/inburgering/opvolging-1.schema.json", contracts: contracts, origin: origin)
        ]
    }
}
