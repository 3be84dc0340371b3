// SPDX-License-Identifier: EUPL-1.2
import Agreements
import Contracts
import ExchangeSchema

/// CloudEvents 1.0 in the JSON batch format (CloudEvents JSON format §4): an array of events, one a line, for agencies that take events.
///
///     [{"specversion":"1.0","id":…,"source":"https://<origin>","type":"be.vlaanderen.xchg.<agreement>.released.v1","subject":…,"time":…,
///       "datacontenttype":"application/json","dataschema":…,"agreement":…,"agreementversion":…,"personversion":…,"data":{…}},
///     …]
///
/// A correction has the type `….corrected.v1` and names the delivery in `corrects`; a withdrawal has `….withdrawn.v1`, names it in
/// `withdraws`, and its data hold nothing but the number.
struct CloudEventsForm: DeliveryForm {
    /// What data must look like, and where that is published.
    struct DataContract: Sendable {
        let path: String
        let schema: JSONSchema
    }

    private let origin: String
    private let batch: JSONSchema
    private let data: DataContract
    private let withdrawal: DataContract

    /// `path` names the contract of the data below `contracts/`.
    init(data path: String, contracts: ContractSet, origin: String) throws {
        self.origin = origin
        batch = try contracts.jsonSchema("deliveries/cloudevents/batch-1.schema.json")
        withdrawal = try Self.contract("deliveries/cloudevents/withdrawal-1.schema.json", contracts)
        data = try Self.contract(path, contracts)
    }

    private static func contract(_ path: String, _ contracts: ContractSet) throws -> DataContract {
        DataContract(path: path, schema: try contracts.jsonSchema(path))
    }

    func draft(_ batch: [Delivery], as label: DeliveryLabel) -> DraftFile {
        var out: [UInt8] = [UInt8(ascii: "[")]
        for (index, delivery) in batch.enumerated() {
            if index > 0 { out.append(contentsOf: ",\n".utf8) }
            event(delivery, &out)
        }
        out.append(contentsOf: "]\n".utf8)
        return DraftFile(
            name: "\(BatchName.stem(label))_\(label.agreement).json", mediaType: "application/cloudevents-batch+json; charset=UTF-8",
            bytes: out)
    }

    private func event(_ delivery: Delivery, _ out: inout [UInt8]) {
        let agreement = delivery.record.agreement
        out.append(contentsOf: "{\"specversion\":\"1.0\"".utf8)
        Self.member("id", delivery.id, &out)
        Self.member("source", "https://\(origin)", &out)
        Self.member("type", "be.vlaanderen.xchg.\(agreement.id).\(delivery.kind.name).v1", &out)
        Self.member("subject", delivery.subject, &out)
        Self.member("time", delivery.releasedAt.description, &out)
        Self.member("datacontenttype", "application/json", &out)
        Self.member("dataschema", address(of: contract(for: delivery.kind)), &out)
        Self.member("agreement", agreement.id, &out)
        Self.member("agreementversion", agreement.version, &out)
        out.append(contentsOf: ",\"personversion\":\(delivery.personVersion)".utf8)
        switch delivery.kind {
        case .release: break
        case .correction(let previous): Self.member("corrects", previous, &out)
        case .withdrawal(let previous): Self.member("withdraws", previous, &out)
        }
        out.append(contentsOf: ",\"data\":".utf8)
        out.append(contentsOf: delivery.record.payload)
        out.append(UInt8(ascii: "}"))
    }

    private func contract(for kind: DeliveryKind) -> DataContract {
        kind.isWithdrawal ? withdrawal : data
    }

    private func address(of contract: DataContract) -> String { "https://\(origin)/contracts/\(contract.path)" }

    private static func member(_ name: String, _ value: String, _ out: inout [UInt8]) {
        out.append(contentsOf: ",\"\(name)\":".utf8)
        FieldValue.write(value, to: &out)
    }

    func faults(in draft: DraftFile, of deliveries: [Delivery]) -> [Rejection] {
        var limits = JSONReader.Limits()
        limits.maximumBytes = max(limits.maximumBytes, draft.bytes.count)
        let document: JSONValue
        do throws(Violation) { document = try JSONReader.parse(draft.bytes, limits: limits) } catch { return [Rejection(error)] }
        let broken = batch.violations(in: document)
        guard broken.isEmpty, let events = document.array, events.count == deliveries.count else {
            return broken.isEmpty ? [Rejection(rule: "delivery:count", field: "", place: "")] : broken.map(Rejection.init)
        }
        var found: [Rejection] = []
        for (index, (event, delivery)) in zip(events, deliveries).enumerated() {
            guard let data = event["data"] else { continue }
            for violation in contract(for: delivery.kind).schema.violations(in: data) {
                var place = "/\(index)/data"
                if case .pointer(let pointer) = violation.place { place += pointer }
                found.append(Rejection(rule: violation.rule, field: violation.field, place: place))
            }
        }
        return found
    }
}

/// The part that file names of batches begin with: `jjjjmmdd_nnnnnn`.
enum BatchName {
    static func day(_ date: LocalDate) -> String {
        let parts = date.parts
        return Digits.padded(parts.year * 10_000 + parts.month * 100 + parts.day, 8)
    }

    static func stem(_ label: DeliveryLabel) -> String { "\(day(label.on))_\(Digits.padded(Int(label.number), 6))" }
}
