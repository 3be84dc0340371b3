// SPDX-License-Identifier: EUPL-1.2
import Agreements
import AuditLog
import ExchangeSchema
import ExchangeStore
import Vault

/// Finds who may learn of a changed person and cuts the person to the grants; pure, so that it works on any core.
struct Routing: Sendable {
    private let router: Router
    private let projector = Projector()
    private let municipalities: MunicipalityRegister

    init(book: AgreementBook, municipalities: MunicipalityRegister) {
        router = Router(book: book)
        self.municipalities = municipalities
    }

    /// Something new for one recipient; what it is counted as follows when all of a batch stand in their order.
    struct Release: Sendable {
        let record: ProjectedRecord
        let deliveryId: String
        /// Keyed digest of the payload and the agreement version.
        let digest: String
        /// Pseudonym of the person in the log.
        let subject: String
    }

    /// What recipients have not yet learned of the person as it is now; `marks` holds what each got last and is brought up to date.
    func releases(
        _ person: CanonicalPerson, version: Int64, marks: inout [Dossier.Release], at: Instant, blind: BlindIndex
    ) -> [Release] {
        let context = ProjectionContext(day: at.brusselsDate, municipalities: municipalities)
        var subject: String?
        return router.routes(for: person, in: context).compactMap { route in
            let record = projector.project(person, along: route, in: context)
            let digest = Hex.text(blind.token(.payload, Array(route.agreement.version.utf8), record.payload))
            let mark = Dossier.Release(agreement: route.agreement.id, recipient: route.recipient, digest: digest)
            if let position = marks.firstIndex(where: { $0.agreement == mark.agreement && $0.recipient == mark.recipient }) {
                if marks[position].digest == digest { return nil }
                marks[position] = mark
            } else {
                marks.append(mark)
            }
            let id = person.personId.rawValue
            let pseudonym = subject ?? Hex.text(blind.token(.subject, "audit", id))
            subject = pseudonym
            let deliveryId = blind.token(.delivery, record.agreement.version, record.recipient.rawValue, id, String(version))
            return Release(record: record, deliveryId: Hex.text(deliveryId), digest: digest, subject: pseudonym)
        }
    }
}
