// SPDX-License-Identifier: EUPL-1.2
import Contracts
import ExchangeSchema

/// Registration, its category, its end, and the annulment of anything.
extension VDABMapping {
    /// Each mutation of a registration is a fact of its own, so that a category given earlier outlives the end of the registration.
    ///
    /// The registration stands under its id, a category under `categorie/` and an end under `uitschrijving/` with the id of the mutation.
    func registration(_ message: inout VDABMessage) -> [Fact]? {
        let opens = message.kind == "INSCHRIJVING"
        guard let own = message.id, let id = opens ? own : message.text("inschrijvingId"),
            let registeredAt = message.instant("registratieTijdstip")
        else { return message.missing("registratieTijdstip") }
        var registration = JobseekerRegistration(registrationId: id, registeredAt: registeredAt)
        registration.effectiveFrom = message.date("datumBegin")
        registration.category = category(message.value["categorie"])
        if registration.category != nil {
            let otherwise = opens ? registration.effectiveFrom ?? registeredAt.brusselsDate : message.modifiedAt?.brusselsDate
            registration.categoryFrom = message.date("datumGeldigheid") ?? otherwise
        }
        registration.channel = message.text("kanaal").flatMap { VDABCodes.channels[$0] }
        registration.employmentPerspective = message.value["arbeidsperspectief"]?.bool
        registration.endedOn = message.date("datumEinde")
        registration.endReason = VDABCodes.coded("vdab/uitschrijvingsreden", message.value["reden"])
        let quality: Set<Quality> = registration.category.map { $0.isMapped ? [] : [.unmappedCode] } ?? []
        return [Fact(id: Self.registrationFact(message.kind, own), value: .jobseeker(registration), quality: quality)]
    }

    /// A category of jobseekers that VDAB publishes; another code is kept unmapped.
    private func category(_ value: JSONValue?) -> Coded? {
        guard let code = value?["code"]?.string else { return nil }
        return codes.own("vdab/categorie", code, label: value?["omschrijving"]?.string)
    }

    /// The key of what a mutation of this kind says of a registration.
    private static func registrationFact(_ kind: String, _ id: String) -> String {
        kind == "INSCHRIJVING" ? id : "\(kind.lowercased())/\(id)"
    }

    /// The named thing never held; a registration takes its categories and its end along.
    func annulment(_ message: inout VDABMessage) -> [Fact]? {
        guard let id = message.text("geannuleerdId"), let kind = message.text("geannuleerdeSoort"), let at = message.modifiedAt else {
            return message.missing("geannuleerdId")
        }
        let period = Period(from: at.brusselsDate)
        switch kind {
        case "INSCHRIJVING", "UITSCHRIJVING", "CATEGORIE":
            let registration = JobseekerRegistration(registrationId: id, registeredAt: at)
            return [Fact(id: Self.registrationFact(kind, id), standing: .annulled, value: .jobseeker(registration))]
        case "TEWERKSTELLING":
            return [Fact(id: id, standing: .annulled, value: .activity(ActivityPeriod(activityId: id, kind: .employment, period: period)))]
        case "OPLEIDING":
            let enrolment = CourseEnrolment(enrolmentId: id, kind: .vdabTraining, provider: CourseProvider(type: .vdab), status: .cancelled)
            return [
                Fact(id: id, standing: .annulled, value: .enrolment(enrolment)),
                Fact(id: id, standing: .annulled, value: .activity(ActivityPeriod(activityId: id, kind: .training, period: period))),
            ]
        case "TEST": return [Fact(id: id, standing: .annulled, value: .test(TestAttempt(testId: id, kind: .other, outcome: .noResult)))]
        case "ADVIES", "UITNODIGING": return [Fact(id: id, standing: .annulled, value: .referral(Referral(referralId: id)))]
        default: return message.refuse("vdab:unknown-kind", "geannuleerdeSoort")
        }
    }
}
