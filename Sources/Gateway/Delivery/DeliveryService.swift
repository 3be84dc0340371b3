// SPDX-License-Identifier: EUPL-1.2
package import Agreements
import ExchangeSchema
package import ExchangeStore
import Vault

/// Hands released projections to the transport: authorised again, one file per recipient and round, published by one rename.
///
/// Staged files are recorded before they are published, so that a crash repeats nothing and loses nothing.
package struct DeliveryService: Sendable {
    private let store: Store
    private let book: AgreementBook
    private let transport: any DeliveryTransport
    private let lockPath: String

    package init(store: Store, book: AgreementBook, transport: any DeliveryTransport, lockPath: String) {
        self.store = store
        self.book = book
        self.transport = transport
        self.lockPath = lockPath
    }

    /// Delivers all that waits, `limit` deliveries a round; returns how many left and how many were withheld.
    package func deliver(limit: Int = 20_000) throws -> (delivered: Int, withheld: Int) {
        let lock = try FileLock(lockPath)
        defer { lock.release() }
        var total = (delivered: 0, withheld: 0)
        try publishStaged()
        while true {
            let round = try stageRound(limit)
            if round.delivered + round.withheld == 0 { return total }
            total.delivered += round.delivered
            total.withheld += round.withheld
            try publishStaged()
        }
    }

    private func stageRound(_ limit: Int) throws -> (delivered: Int, withheld: Int) {
        try store.transaction { transaction in
            let waiting = try transaction.pendingDeliveries(limit: limit)
            var delivered = 0
            var withheld = 0
            for (recipient, group) in Dictionary(grouping: waiting, by: \.recipient).sorted(by: { $0.key < $1.key }) {
                let (sendable, refused) = authorise(group, transaction)
                withheld += refused.count
                delivered += sendable.count
                guard let first = group.first, let last = group.last else { continue }
                let name = "\(Digits.padded(Int(first.seq), 12))-\(Digits.padded(Int(last.seq), 12)).json"
                let receipt = sendable.isEmpty ? Receipt(name: name, digest: "") : try transport.stage(sendable, to: recipient, named: name)
                let refusedSeqs = Set(refused.map(\.seq))
                try transaction.stage(
                    recipient: recipient, file: "\(recipient)/\(receipt.name)", digest: receipt.digest,
                    deliveries: group.map(\.seq).filter { !refusedSeqs.contains($0) }, withheld: refused)
            }
            return (delivered, withheld)
        }
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
                        id: stored.deliveryId, record: record,
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
