// SPDX-License-Identifier: EUPL-1.2
import Agreements
import Contracts
import ExchangeSchema

/// The released fields of one delivery, read from its payload.
struct DeliveredFields {
    private let members: JSONObject?

    init(_ delivery: Delivery) {
        members = (try? JSONReader.parse(delivery.record.payload))?.object
    }

    var names: [String] { members?.members.map(\.key) ?? [] }

    /// A field of one value as text: flags as `true` and `false`; nil where the field was not released or holds a list.
    func text(_ field: String) -> String? {
        switch members?[field] {
        case .string(let text): text
        case .bool(let flag): String(flag)
        case .number(let number): number.int.map { String($0) }
        default: nil
        }
    }

    func flag(_ field: String) -> Bool? { members?[field]?.bool }

    /// A list of texts, separated by spaces.
    func words(_ field: String) -> String? { members?[field]?.array.map { $0.compactMap(\.string).joined(separator: " ") } }

    /// What is wrong with a batch that holds a field for which a form has no place: a granted field must not be lost on the way.
    static func strangers(in batch: [Delivery], known: [String]) -> Rejection? {
        for delivery in batch {
            guard let members = DeliveredFields(delivery).members else {
                return Rejection(rule: "delivery:payload-unreadable", field: "", place: "")
            }
            if let stranger = members.members.first(where: { !known.contains($0.key) }) {
                return Rejection(rule: "delivery:field-without-place", field: stranger.key, place: "")
            }
        }
        return nil
    }
}
