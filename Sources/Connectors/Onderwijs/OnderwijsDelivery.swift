// SPDX-License-Identifier: EUPL-1.2
import Agreements
import Contracts
import ExchangeSchema

/// What schools and centres can take: XML under `contracts/deliveries/onderwijs/cursisten-1.xsd`.
///
///     <Cursisten xmlns=… ontvanger="school-126541" volgnummer="7" datum="2024-03-01">
///       <Nieuw levering=… persoon=… persoonsversie=… vrijgegevenOp=… overeenkomst=… overeenkomstVersie=…>
///         <INSZ>…</INSZ> <Doelniveau>A2</Doelniveau> <Alfabetisering>LOW</Alfabetisering> <TrajectLopend>true</TrajectLopend>
///       </Nieuw>
///       <Correctie … vorigeLevering=…> as Nieuw </Correctie>
///       <Intrekking … vorigeLevering=…> <INSZ>…</INSZ> </Intrekking>
///     </Cursisten>
struct OnderwijsDelivery: DeliveryForm {
    static let namespace = "https://uitwisseling.example.vlaanderen.be/contracts/deliveries/onderwijs/cursisten-1"

    /// The form of each agreement, by its id.
    static func forms(contracts: ContractSet) throws -> [String: any DeliveryForm] {
        ["onderwijs-traject": OnderwijsDelivery(contract: try contracts.xsd("deliveries/onderwijs/cursisten-1.xsd"))]
    }

    private let contract: XSDContract

    /// Granted fields in the order of the elements.
    private static let elements = [
        (field: "insz", element: "INSZ"), (field: "targetLevel", element: "Doelniveau"),
        (field: "literacyClass", element: "Alfabetisering"), (field: "trajectoryRunning", element: "TrajectLopend"),
    ]

    func draft(_ batch: [Delivery], as label: DeliveryLabel) -> DraftFile {
        var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Cursisten xmlns=\"\(Self.namespace)\""
        text += Self.attribute("ontvanger", label.recipient.rawValue) + Self.attribute("volgnummer", String(label.number))
        text += Self.attribute("datum", label.on.description) + ">\n"
        for delivery in batch { text += message(delivery) }
        text += "</Cursisten>\n"
        let school = label.recipient.rawValue.dropFirst("school-".count)
        return DraftFile(
            name: "\(school)_\(BatchName.stem(label))_cursisten.xml", mediaType: "application/xml; charset=UTF-8", bytes: Array(text.utf8))
    }

    private func message(_ delivery: Delivery) -> String {
        let name =
            switch delivery.kind {
            case .release: "Nieuw"
            case .correction: "Correctie"
            case .withdrawal: "Intrekking"
            }
        let agreement = delivery.record.agreement
        var text = "  <\(name)" + Self.attribute("levering", delivery.id) + Self.attribute("persoon", delivery.subject)
        text += Self.attribute("persoonsversie", String(delivery.personVersion))
        text += Self.attribute("vrijgegevenOp", delivery.releasedAt.description)
        text += Self.attribute("overeenkomst", agreement.id) + Self.attribute("overeenkomstVersie", agreement.version)
        if let previous = delivery.kind.previous { text += Self.attribute("vorigeLevering", previous) }
        text += ">\n"
        let fields = DeliveredFields(delivery)
        for (field, element) in Self.elements {
            if let value = fields.text(field) { text += "    <\(element)>\(Self.escaped(value))</\(element)>\n" }
        }
        return text + "  </\(name)>\n"
    }

    func faults(in draft: DraftFile, of batch: [Delivery]) -> [Rejection] {
        if let stranger = DeliveredFields.strangers(in: batch, known: Self.elements.map(\.field)) { return [stranger] }
        var limits = XSDContract.Limits()
        limits.maximumBytes = max(limits.maximumBytes, draft.bytes.count)
        limits.maximumNodes = max(limits.maximumNodes, draft.bytes.count)
        switch contract.read(draft.bytes, limits: limits) {
        case .failure(let list): return list.violations.map(Rejection.init)
        case .success(let root):
            return root.children.count == batch.count ? [] : [Rejection(rule: "delivery:count", field: "", place: "")]
        }
    }

    private static func attribute(_ name: String, _ value: String) -> String { " \(name)=\"\(escaped(value))\"" }

    /// Markup characters become references; what XML can't hold stays, and breaks the contract.
    private static func escaped(_ text: String) -> String {
        var out = ""
        for character in text.unicodeScalars {
            switch character {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            default: out.unicodeScalars.append(character)
            }
        }
        return out
    }
}
