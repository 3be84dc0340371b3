// SPDX-License-Identifier: EUPL-1.2
import Agreements
import ExchangeSchema
import ExchangeStore
import Vault

/// What waits for one recipient, and the number of the recipient's next batch.
struct RecipientGroup: Sendable {
    let recipient: OrganisationID
    let deliveries: [StoredDelivery]
    let number: Int64
}

/// Authorises, forms, checks and stages what waits for one recipient; touches nothing of the store, so that it works on any core.
struct DeliveryStager: Sendable {
    let book: AgreementBook
    let forms: any DeliveryFormBook
    let transport: any DeliveryTransport
    let day: LocalDate
    let blind: BlindIndex
    /// Persons of whom nothing but withdrawals leaves.
    let restricted: Set<PersonNumber>

    /// One file with what follows it, and the deliveries in it.
    struct Batch: Sendable {
        let receipts: [Receipt]
        let deliveries: [Int64]
    }

    struct Outcome: Sendable {
        var batches: [Batch] = []
        /// What agreements no longer allow, and why.
        var refused: [(seq: Int64, reason: String)] = []
        /// What breaks the recipient's contract, and how.
        var held: [(seq: Int64, reason: String)] = []
    }

    private static let restrictedReason = "processing-restricted"

    /// `recorded` names files that are staged and wait for their destination; what else lies there comes from a run that died before it recorded.
    func stage(_ group: RecipientGroup, keeping recorded: Set<String>) throws -> Outcome {
        try transport.discardStaged(except: recorded, of: group.recipient)
        var outcome = Outcome()
        let sendable = authorise(group.deliveries, &outcome)
        let seqs = Dictionary(group.deliveries.map { ($0.deliveryId, $0.seq) }, uniquingKeysWith: { first, _ in first })
        for (_, batch) in Dictionary(grouping: sendable, by: \.record.agreement.id).sorted(by: { $0.key < $1.key }) {
            let formed = form(batch, group.recipient, number: group.number + Int64(outcome.batches.count))
            outcome.held += formed.held.compactMap { held in seqs[held.delivery.id].map { ($0, "contract \(held.rejection)") } }
            guard !formed.files.isEmpty else { continue }
            outcome.batches.append(
                Batch(
                    receipts: try formed.files.map { try transport.stage($0, to: group.recipient) },
                    deliveries: formed.sent.compactMap { seqs[$0.id] }))
        }
        return outcome
    }

    private func form(_ batch: [Delivery], _ recipient: OrganisationID, number: Int64) -> FormedBatch {
        guard let agreement = batch.first?.record.agreement else { return FormedBatch(holding: [], because: .missing("")) }
        guard let form = forms.form(for: recipient, under: agreement) else {
            return FormedBatch(holding: batch, because: .missing(agreement.id))
        }
        return form.form(batch, as: DeliveryLabel(recipient: recipient, agreement: agreement.id, number: number, on: day))
    }

    private func authorise(_ group: [StoredDelivery], _ outcome: inout Outcome) -> [Delivery] {
        var sendable: [Delivery] = []
        for stored in group {
            if restricted.contains(stored.person), !stored.kind.isWithdrawal {
                outcome.refused.append((stored.seq, Self.restrictedReason))
                continue
            }
            let projection = StoredProjection(
                agreement: stored.agreement, agreementVersion: stored.agreementVersion, recipient: stored.recipient,
                personId: stored.personId, payload: stored.payload)
            switch book.reauthorise(projection, at: day) {
            case .failure(let refusal): outcome.refused.append((stored.seq, refusal.rawValue))
            case .success(let record):
                sendable.append(
                    Delivery(
                        id: stored.deliveryId, kind: stored.kind, record: record,
                        subject: Hex.text(blind.token(.subject, stored.recipient.rawValue, stored.personId.rawValue)),
                        personVersion: stored.personVersion, releasedAt: stored.releasedAt))
            }
        }
        return sendable
    }
}

extension Rejection {
    /// The recipient has no contract for what the agreement grants.
    fileprivate static func missing(_ agreement: String) -> Rejection {
        Rejection(rule: "delivery:no-contract", field: agreement, place: "")
    }
}
