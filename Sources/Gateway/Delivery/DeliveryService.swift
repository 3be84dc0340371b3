// SPDX-License-Identifier: EUPL-1.2
package import Agreements
import ExchangeSchema
package import ExchangeStore
import Vault

/// How many deliveries left, how many an agreement no longer allowed, and how many broke the contract of their recipient.
package struct DeliveryCounts: Sendable, Equatable {
    package var delivered = 0
    package var withheld = 0
    package var held = 0
    package init() {}

    var isEmpty: Bool { delivered + withheld + held == 0 }

    static func += (total: inout DeliveryCounts, more: DeliveryCounts) {
        total.delivered += more.delivered
        total.withheld += more.withheld
        total.held += more.held
    }
}

/// Hands released projections to the transport: authorised again, put into the recipient's form, checked against the recipient's contract,
/// one file per recipient, agreement and round.
///
/// Staged files are recorded before they are published, so that a crash repeats nothing and loses nothing.
package struct DeliveryService: Sendable {
    private let store: Store
    private let book: AgreementBook
    private let forms: any DeliveryFormBook
    private let transport: any DeliveryTransport
    private let lockPath: String

    package init(
        store: Store, book: AgreementBook, forms: any DeliveryFormBook, transport: any DeliveryTransport, lockPath: String
    ) {
        self.store = store
        self.book = book
        self.forms = forms
        self.transport = transport
        self.lockPath = lockPath
    }

    /// Delivers all that waits, `limit` deliveries a round.
    package func deliver(limit: Int = 20_000) throws -> DeliveryCounts {
        let lock = try FileLock(lockPath)
        defer { lock.release() }
        var total = DeliveryCounts()
        try publishStaged()
        while true {
            let round = try stageRound(limit)
            if round.isEmpty { return total }
            total += round
            try publishStaged()
        }
    }

    private func stageRound(_ limit: Int) throws -> DeliveryCounts {
        try store.transaction { transaction in
            let waiting = try transaction.pendingDeliveries(limit: limit)
            var counts = DeliveryCounts()
            for (recipient, group) in Dictionary(grouping: waiting, by: \.recipient).sorted(by: { $0.key < $1.key }) {
                // All that was recorded is published by now; what still lies there comes from a run that died before it recorded.
                try transport.discardStaged(except: [], of: recipient)
                let (sendable, refused) = authorise(group, transaction)
                try transaction.withhold(refused)
                counts.withheld += refused.count
                for (_, batch) in Dictionary(grouping: sendable, by: \.record.agreement.id).sorted(by: { $0.key < $1.key }) {
                    counts += try stage(batch, recipient, group, transaction)
                }
            }
            return counts
        }
    }

    /// Forms, checks and stages what goes to one recipient under one agreement.
    private func stage(
        _ batch: [Delivery], _ recipient: OrganisationID, _ group: [StoredDelivery], _ transaction: StoreTransaction
    ) throws -> DeliveryCounts {
        guard let agreement = batch.first?.record.agreement else { return DeliveryCounts() }
        let seqs = Dictionary(group.map { ($0.deliveryId, $0.seq) }, uniquingKeysWith: { first, _ in first })
        let counter = "batch/\(recipient)"
        let label = DeliveryLabel(
            recipient: recipient, agreement: agreement.id, number: try transaction.upcoming(counter), on: transaction.at.brusselsDate)
        let formed: FormedBatch
        if let form = forms.form(for: recipient, under: agreement) {
            formed = form.form(batch, as: label)
        } else {
            let missing = Rejection(rule: "delivery:no-contract", field: agreement.id, place: "")
            formed = FormedBatch(holding: batch, because: missing)
        }
        try transaction.withhold(
            formed.held.compactMap { held in seqs[held.delivery.id].map { ($0, "contract \(held.rejection)") } })
        if !formed.files.isEmpty {
            _ = try transaction.next(counter)
            let receipts = try formed.files.map { try transport.stage($0, to: recipient) }
            try transaction.stage(
                recipient: recipient, files: receipts.map { ("\(recipient)/\($0.name)", $0.digest) },
                deliveries: formed.sent.compactMap { seqs[$0.id] })
        }
        var counts = DeliveryCounts()
        counts.delivered = formed.sent.count
        counts.held = formed.held.count
        return counts
    }

    private func authorise(_ group: [StoredDelivery], _ transaction: StoreTransaction) -> ([Delivery], [(seq: Int64, reason: String)]) {
        var sendable: [Delivery] = []
        var refused: [(seq: Int64, reason: String)] = []
        for stored in group {
            let projection = StoredProjection(
                agreement: stored.agreement, agreementVersion: stored.agreementVersion, recipient: stored.recipient,
                personId: stored.personId,
                payload: stored.payload)
            switch book.reauthorise(projection, at: transaction.at.brusselsDate) {
            case .failure(let refusal): refused.append((stored.seq, refusal.rawValue))
            case .success(let record):
                sendable.append(
                    Delivery(
                        id: stored.deliveryId, kind: stored.kind, record: record,
                        subject: Hex.text(transaction.blind.token(.subject, stored.recipient.rawValue, stored.personId.rawValue)),
                        personVersion: stored.personVersion, releasedAt: stored.releasedAt))
            }
        }
        return (sendable, refused)
    }

    private func publishStaged() throws {
        let staged = try store.transaction { try $0.stagedBatches() }
        guard !staged.isEmpty else { return }
        for batch in staged {
            let name = batch.file.split(separator: "/").last.map(String.init) ?? batch.file
            try transport.publish(name, to: batch.recipient)
        }
        try store.transaction { try $0.published(staged.map(\.id)) }
    }
}
