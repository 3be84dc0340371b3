// SPDX-License-Identifier: EUPL-1.2
import Agreements
import AuditLog
import ExchangeSchema
import ExchangeStore
import Vault

/// Finds who may learn of a changed person and cuts the person to the grants; what no longer holds is corrected, and what a recipient may no
/// longer learn is withdrawn. Pure, so that it works on any core.
struct Routing: Sendable {
    private let book: AgreementBook
    private let router: Router
    private let projector = Projector()
    private let municipalities: MunicipalityRegister

    init(book: AgreementBook, municipalities: MunicipalityRegister) {
        self.book = book
        router = Router(book: book)
        self.municipalities = municipalities
    }

    /// Something new for one recipient; what it is counted as follows when all of a batch stand in their order.
    struct Release: Sendable {
        let record: ProjectedRecord
        let kind: DeliveryKind
        let deliveryId: String
        /// Keyed digest of the payload and the agreement version.
        let digest: String
        /// Pseudonym of the person in the log.
        let subject: String
    }

    /// What recipients have not yet learned of the person as it is now; `marks` holds what each got last and is brought up to date.
    ///
    /// Of a person who was merged into another, everything is withdrawn: nothing goes out about them any more.
    func releases(
        _ person: CanonicalPerson, version: Int64, marks: inout [Dossier.Release], at: Instant, blind: BlindIndex
    ) -> [Release] {
        let context = ProjectionContext(day: at.brusselsDate, municipalities: municipalities)
        var draft = Drafting(id: person.personId.rawValue, version: version, blind: blind)
        let routes = router.routes(for: person, in: context)
        var releases = routes.compactMap { route -> Release? in
            let record = projector.project(person, along: route, in: context)
            let position = marks.firstIndex { $0.agreement == route.agreement.id && $0.recipient == route.recipient }
            let digest = draft.digest(record)
            if let position, marks[position].digest == digest { return nil }
            let previous = position.flatMap { marks[$0].delivery }
            let release = draft.release(record, previous.map { .correction(of: $0) } ?? .release, digest)
            let mark = Dossier.Release(
                agreement: route.agreement.id, recipient: route.recipient, digest: digest, delivery: release.deliveryId)
            if let position { marks[position] = mark } else { marks.append(mark) }
            return release
        }
        guard marks.count > routes.count else { return releases }
        let inForce = book.inForce(on: context.day)
        marks.removeAll { mark in
            guard !routes.contains(where: { $0.agreement.id == mark.agreement && $0.recipient == mark.recipient }),
                let agreement = inForce.first(where: { $0.id == mark.agreement }), agreement.recipient.covers(mark.recipient),
                let previous = mark.delivery
            else { return false }
            let record = projector.withdrawal(of: person.personId, insz: person.currentINSZ, from: mark.recipient, under: agreement)
            releases.append(draft.release(record, .withdrawal(of: previous), draft.digest(record)))
            return true
        }
        return releases
    }

    /// Gives the releases of one person in one version their ids and digests.
    private struct Drafting {
        let id: String
        let version: Int64
        let blind: BlindIndex
        private var subject: String?

        init(id: String, version: Int64, blind: BlindIndex) {
            self.id = id
            self.version = version
            self.blind = blind
        }

        func digest(_ record: ProjectedRecord) -> String {
            Hex.text(blind.token(.payload, Array(record.agreement.version.utf8), record.payload))
        }

        mutating func release(_ record: ProjectedRecord, _ kind: DeliveryKind, _ digest: String) -> Release {
            let pseudonym = subject ?? Act.pseudonym(of: PersonID(rawValue: id), blind)
            subject = pseudonym
            var parts = [record.agreement.version, record.recipient.rawValue, id, String(version)]
            if kind.isWithdrawal { parts.append(kind.name) }
            return Release(
                record: record, kind: kind, deliveryId: Hex.text(blind.token(.delivery, parts)), digest: digest, subject: pseudonym)
        }
    }
}
