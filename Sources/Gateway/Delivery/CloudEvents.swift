// SPDX-License-Identifier: EUPL-1.2
import Agreements
import ExchangeSchema

/// CloudEvents 1.0 in the JSON batch format: an array of events, one a line.
///
///     [{"specversion":"1.0","id":…,"source":…,"type":…,"subject":…,"time":…,"datacontenttype":"application/json","dataschema":…,
///       "agreement":…,"agreementversion":…,"personversion":…,"data":{…}},
///     …]
enum CloudEvents {
    static func batch(_ deliveries: [Delivery], origin: String) -> [UInt8] {
        var out: [UInt8] = [UInt8(ascii: "[")]
        for (index, delivery) in deliveries.enumerated() {
            if index > 0 { out.append(contentsOf: ",\n".utf8) }
            event(delivery, origin, &out)
        }
        out.append(contentsOf: "]\n".utf8)
        return out
    }

    private static func event(_ delivery: Delivery, _ origin: String, _ out: inout [UInt8]) {
        let agreement = delivery.record.agreement
        out.append(contentsOf: "{\"specversion\":\"1.0\"".utf8)
        member("id", delivery.id, &out)
        member("source", "https://\(origin)", &out)
        member("type", "be.vlaanderen.xchg.\(agreement.id).v1", &out)
        member("subject", delivery.subject, &out)
        member("time", delivery.releasedAt.description, &out)
        member("datacontenttype", "application/json", &out)
        member("dataschema", "https://\(origin)/contracts/deliveries/\(agreement.id).schema.json", &out)
        member("agreement", agreement.id, &out)
        member("agreementversion", agreement.version, &out)
        out.append(contentsOf: ",\"personversion\":\(delivery.personVersion),\"data\":".utf8)
        out.append(contentsOf: delivery.record.payload)
        out.append(UInt8(ascii: "}"))
    }

    private static func member(_ name: String, _ value: String, _ out: inout [UInt8]) {
        out.append(contentsOf: ",\"\(name)\":".utf8)
        FieldValue.write(value, to: &out)
    }
}
