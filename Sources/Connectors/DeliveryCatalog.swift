// SPDX-License-Identifier: EUPL-1.2
package import Agreements
package import ExchangeSchema

/// What each agency can take: one line each.
package struct DeliveryCatalog: DeliveryFormBook {
    private let forms: [(recipients: RecipientRule, forms: [String: any DeliveryForm])]
    private let municipalities: [MunicipalDialect: [String: any DeliveryForm]]
    private let dialects: [String: MunicipalDialect]

    /// Loads the contract of every form; throws where one of them can't be used. `dialects` names the municipalities, by NIS code, that do not
    /// take the classic one; `origin` is the host under which the gateway is known.
    package init(contracts: ContractSet, origin: String, dialects: [String: MunicipalDialect] = [:]) throws {
        forms = [
            (.organisation(.vdab), try VDABDelivery.forms(contracts: contracts, origin: origin)),
            (.everyIntegrationBody, try InburgeringDelivery.forms(contracts: contracts, origin: origin)),
            (.organisation(.naric), try NARICDelivery.forms(contracts: contracts, origin: origin)),
            (.everyEducationProvider, try OnderwijsDelivery.forms(contracts: contracts)),
        ]
        municipalities = Dictionary(
            uniqueKeysWithValues: try MunicipalDialect.allCases.map { ($0, try LokaalDelivery.forms(contracts: contracts, dialect: $0)) })
        self.dialects = dialects
    }

    package func form(for recipient: OrganisationID, under agreement: Agreement) -> (any DeliveryForm)? {
        if RecipientRule.everyFlemishMunicipality.covers(recipient) {
            let nis = String(recipient.rawValue.dropFirst("gemeente-".count))
            return municipalities[dialects[nis] ?? .classic]?[agreement.id]
        }
        return forms.first { $0.recipients.covers(recipient) }?.forms[agreement.id]
    }
}
