// SPDX-License-Identifier: EUPL-1.2

import Contracts
import ExchangeSchema

/// The life of a proof in LED: its supplier registers it, LED tells of changes, its supplier annuls it.
///
/// All of it comes together under supplier and reference, in the order of the sender's clock, whatever arrives first. An annulled proof is kept as
/// annulled and never deleted.
enum LedLifeCycle {
    /// The messages, by the name of their root element.
    enum Message: String, CaseIterable {
        case registration = "RegistreerBewijs", mutation = "RegistreerMutatieBewijs", annulment = "AnnuleerBewijs"

        init?(_ format: MessageFormat) {
            guard let message = Message.allCases.first(where: { $0.format == format }) else { return nil }
            self = message
        }

        var format: MessageFormat {
            switch self {
            case .registration: MessageFormat(rawValue: "led-registratie/02.00")
            case .mutation: MessageFormat(rawValue: "led-mutatie/02.00")
            case .annulment: MessageFormat(rawValue: "led-annulatie/02.00")
            }
        }
    }

    static func map(_ message: Message, _ content: XMLElement, _ sheet: FactSheet) -> MagdaContract.Mapped {
        switch message {
        case .registration:
            let proof = LedProof(fromSupplier: content.first("Bewijsregistratie") ?? content)
            return put(proof, standing: nil, sheet)
        case .mutation:
            let proof = LedProof(content.first("Bewijs") ?? content)
            var mapped = put(proof, standing: content.text("Metadata", "Type").flatMap { withdrawals[$0] }, sheet)
            mapped.changedAt = LedMapping.changedAt(proof, &mapped.sheet)
            return mapped
        case .annulment:
            let proof = LedProof(fromSupplier: content.first("Bewijsannulatie") ?? content)
            return put(proof, standing: .annulled, sheet)
        }
    }

    private static func put(_ proof: LedProof, standing: Fact.Standing?, _ sheet: FactSheet) -> MagdaContract.Mapped {
        var mapped = MagdaContract.Mapped(subject: Subject(inszText: proof.insz, replacements: []), sheet: sheet)
        LedMapping.put(proof, standing: standing, &mapped)
        return mapped
    }

    /// Kinds of mutation that take a proof back: 03 Annulatie, 04 Verwijdering. With any other kind the status of the proof decides.
    private static let withdrawals: [String: Fact.Standing] = ["03": .annulled, "04": .removed]
}
