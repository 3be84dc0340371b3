// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// To whom a batch goes and which number it has among all batches of that recipient.
package struct DeliveryLabel: Sendable, Equatable {
    package let recipient: OrganisationID
    package let agreement: String
    /// Counts from 1 without holes per recipient, so that a missing file is noticed.
    package let number: Int64
    package let on: LocalDate

    package init(recipient: OrganisationID, agreement: String, number: Int64, on: LocalDate) {
        self.recipient = recipient
        self.agreement = agreement
        self.number = number
        self.on = on
    }
}

/// The bytes of a batch in its recipient's terms, before anybody checked them.
package struct DraftFile: Sendable, Equatable {
    package let name: String
    package let mediaType: String
    package let bytes: [UInt8]
    /// Name of an empty file that is published after it, where the recipient waits for one.
    package let trigger: String?

    package init(name: String, mediaType: String, bytes: [UInt8], trigger: String? = nil) {
        self.name = name
        self.mediaType = mediaType
        self.bytes = bytes
        self.trigger = trigger
    }
}

/// The port through which an agency says what it can take: writes a batch in the agency's terms, and knows the contract of what it wrote.
///
/// The same batch under the same label gives the same bytes. Each delivery stands in the file under its id.
package protocol DeliveryForm: Sendable {
    func draft(_ batch: [Delivery], as label: DeliveryLabel) -> DraftFile
    /// What in the draft breaks its contract; empty where nothing does.
    func faults(in draft: DraftFile, of batch: [Delivery]) -> [Rejection]
}

/// Finds the form for a recipient under an agreement; nil where the recipient can't take what the agreement grants.
package protocol DeliveryFormBook: Sendable {
    func form(for recipient: OrganisationID, under agreement: Agreement) -> (any DeliveryForm)?
}

/// A file that may leave: made of authorised projections only, and found in order by its contract.
///
/// Its initialiser is internal to this module: bytes of any other origin do not compile where a transport sends.
package struct DeliveryFile: Sendable, Equatable {
    package let name: String
    package let mediaType: String
    package let bytes: [UInt8]

    init(name: String, mediaType: String, bytes: [UInt8]) {
        self.name = name
        self.mediaType = mediaType
        self.bytes = bytes
    }
}

/// A delivery that breaks the contract of its recipient, and why.
package struct HeldDelivery: Sendable {
    package let delivery: Delivery
    package let rejection: Rejection
}

/// What came of putting a batch into a form: files in the order in which they are published, and what is held back.
package struct FormedBatch: Sendable {
    package let files: [DeliveryFile]
    package let sent: [Delivery]
    package let held: [HeldDelivery]

    init(files: [DeliveryFile], sent: [Delivery], held: [HeldDelivery]) {
        self.files = files
        self.sent = sent
        self.held = held
    }

    /// A batch of which nothing may leave.
    package init(holding batch: [Delivery], because rejection: Rejection) {
        self.init(files: [], sent: [], held: batch.map { HeldDelivery(delivery: $0, rejection: rejection) })
    }
}

extension DeliveryForm {
    /// Puts a batch into form and checks it. Messages that break the contract are left out and held, so that they don't hold up the others;
    /// where the rest still breaks it, all of it is held. Nothing that breaks its contract becomes a file.
    package func form(_ batch: [Delivery], as label: DeliveryLabel) -> FormedBatch {
        if let whole = sound(batch, label) { return whole }
        var kept: [Delivery] = []
        var held: [HeldDelivery] = []
        for delivery in batch {
            if let rejection = faults(in: draft([delivery], as: label), of: [delivery]).first {
                held.append(HeldDelivery(delivery: delivery, rejection: rejection))
            } else {
                kept.append(delivery)
            }
        }
        if kept.isEmpty { return FormedBatch(files: [], sent: [], held: held) }
        let rest = draft(kept, as: label)
        if let rejection = faults(in: rest, of: kept).first {
            held += kept.map { HeldDelivery(delivery: $0, rejection: rejection) }
            return FormedBatch(files: [], sent: [], held: held)
        }
        return FormedBatch(files: Self.files(of: rest), sent: kept, held: held)
    }

    private func sound(_ batch: [Delivery], _ label: DeliveryLabel) -> FormedBatch? {
        let draft = draft(batch, as: label)
        return faults(in: draft, of: batch).isEmpty ? FormedBatch(files: Self.files(of: draft), sent: batch, held: []) : nil
    }

    private static func files(of draft: DraftFile) -> [DeliveryFile] {
        let main = DeliveryFile(name: draft.name, mediaType: draft.mediaType, bytes: draft.bytes)
        return [main] + (draft.trigger.map { [DeliveryFile(name: $0, mediaType: "text/plain", bytes: [])] } ?? [])
    }
}
