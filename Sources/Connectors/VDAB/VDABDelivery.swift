// SPDX-License-Identifier: EUPL-1.2
import Agreements

/// What VDAB can take: events.
enum VDABDelivery {
    /// The form of each agreement, by its id.
    static func forms(contracts: ContractSet, origin: String) throws -> [String: any DeliveryForm] {
        ["vdab-traject": try CloudEventsForm(data: "deliveries/vdab/traject-1.schema.json", contracts: contracts, origin: origin)]
    }
}
