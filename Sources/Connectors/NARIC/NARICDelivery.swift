// SPDX-License-Identifier: EUPL-1.2
import Agreements

/// What NARIC can take: events.
enum NARICDelivery {
    /// The form of each agreement, by its id.
    static func forms(contracts: ContractSet, origin: String) throws -> [String: any DeliveryForm] {
        ["naric-aanvragers": try CloudEventsForm(data: "deliveries/naric/aanvrager-1.schema.json", contracts: contracts, origin: origin)]
    }
}
