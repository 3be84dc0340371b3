// SPDX-License-Identifier: EUPL-1.2
import Agreements
import ExchangeSchema
import ExchangeStore
import Vault

/// Finds who may learn of a changed person, cuts the person to the grants, and releases what is new to each recipient.
struct Routing: Sendable {
    private let router: Router
    private let projector = Projector()
    private let municipalities: MunicipalityRegister

    init(book: AgreementBook, municipalities: MunicipalityRegister) {
        router = Router(book: book)
        self.municipalities = municipalities
    }

    func release(_ person: CanonicalPerson, file: inout Desk.PersonFile, because waiting: ClaimedRecord, in transaction: StoreTransaction)
        throws
    {
        let context = ProjectionContext(day: transaction.at.brusselsDate, municipalities: municipalities)
        for route in router.routes(for: person, in: context) {
            let record = projector.project(person, along: route, in: context)
            let digest = Hex.text(transaction.blind.token(.payload, Array(route.agreement.version.utf8), record.payload))
            let position = file.dossier.releases.firstIndex { $0.agreement == route.agreement.id && $0.recipient == route.recipient }
            if let position, file.dossier.releases[position].digest == digest { continue }
            try send(record, digest, file, waiting, transaction)
            let mark = Dossier.Release(agreement: route.agreement.id, recipient: route.recipient, digest: digest)
            if let position { file.dossier.releases[position] = mark } else { file.dossier.releases.append(mark) }
        }
    }

    private func send(
        _ record: ProjectedRecord, _ digest: String, _ file: Desk.PersonFile, _ waiting: ClaimedRecord, _ transaction: StoreTransaction
    ) throws {
        let deliveryId = Hex.text(
            transaction.blind.token(
                .delivery, record.agreement.version, record.recipient.rawValue, file.id.rawValue, String(file.version)))
        let subject = Hex.text(transaction.blind.token(.subject, "audit", file.id.rawValue))
        let counter = try transaction.next("exchange/\(record.agreement.id)")
        try transaction.release(
            DeliveryDraft(
                deliveryId: deliveryId, agreement: record.agreement.id, agreementVersion: record.agreement.version,
                provider: waiting.record.agency.rawValue, recipient: record.recipient, person: file.number, personVersion: file.version,
                payload: record.payload, record: waiting.seq, receivedAt: waiting.receivedAt),
            audit: AuditEntries.exchange(
                record, deliveryId: deliveryId, counter: counter, subject: subject, evidence: digest, person: file.number,
                at: transaction.at))
    }
}
