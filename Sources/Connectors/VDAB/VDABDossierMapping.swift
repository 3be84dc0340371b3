// SPDX-License-Identifier: EUPL-1.2
import Contracts
import ExchangeSchema

/// VDAB's dossier of one person (`GeefDossierVDABResponse` 01.00): category, advice, tests, trajectories, training and invitations.
///
/// Ids are those of the REST feed; the dossier is a view beside what the feed says of them. Advice, trajectories and invitations are contacts,
/// kept as referrals.
/// Codes of states and results are not published; what they are called in the message tells their meaning, and the code is kept.
enum VDABDossierMapping {
    static let view = "dossier"

    static func map(_ content: XMLElement, askedINSZ: String?, _ reply: MagdaReply, _ open: FactSheet) -> MagdaContract.Mapped {
        var sheet = open
        let dossier = content.first("DossierVDAB")
        category(dossier?.first("Dossier"), reply, &sheet)
        for (group, item, kind) in [("Adviezen", "Advies", "ADVIES"), ("Trajecten", "Traject", "TRAJECT")] {
            for element in dossier?.first(group)?.all(item) ?? [] { contact(element, kind, on: day(element), &sheet) }
        }
        for element in dossier?.first("Uitnodigingen")?.all("Uitnodiging") ?? [] {
            contact(element, "UITNODIGING", on: sheet.day(element.first("Datum")) ?? day(element), &sheet)
        }
        for element in dossier?.first("Testen")?.all("Test") ?? [] { test(element, &sheet) }
        for element in dossier?.first("Opleidingen")?.all("Opleiding") ?? [] { training(element, &sheet) }
        let insz = dossier?.text("Personalia", "INSZ") ?? askedINSZ
        return MagdaContract.Mapped(subject: Subject(inszText: insz, replacements: reply.replacements), sheet: sheet)
    }

    /// The dossier does not say which registration has the category: it goes to the one that is open on its first day.
    private static func category(_ element: XMLElement?, _ reply: MagdaReply, _ sheet: inout FactSheet) {
        guard let element, let since = day(element) ?? reply.statedAt?.brusselsDate else { return }
        var registration = JobseekerRegistration(registrationId: JobseekerRegistration.current, registeredAt: Instant(brussels: since))
        let code = element.first("Catwz")
        registration.category = sheet.own("vdab/categorie", code?.value, label: code?.attributes["Beschrijving"])
        registration.categoryFrom = since
        sheet.add("categorie", view: view, .jobseeker(registration))
    }

    private static func contact(_ element: XMLElement, _ kind: String, on day: LocalDate?, _ sheet: inout FactSheet) {
        let id = element.text("ID") ?? ""
        var referral = Referral(referralId: id)
        referral.from = OrganisationID.vdab.rawValue
        let type = element.first("Type") ?? element.first("Resultaat")
        referral.reason = Coded(
            scheme: "vdab/soort", code: kind, originalCode: type?.value ?? kind, originalLabel: type?.attributes["Beschrijving"])
        referral.receivedOn = day
        referral.status = named("vdab/toestand", element.first("Toestand"))
        sheet.add(id, view: view, .referral(referral))
    }

    private static func test(_ element: XMLElement, _ sheet: inout FactSheet) {
        let id = element.text("ID") ?? ""
        let outcome: TestAttempt.Outcome? = meaning("vdab/resultaat", element.first("Resultaat"), &sheet)
        var test = TestAttempt(testId: id, kind: .other, outcome: outcome ?? .noResult)
        test.original = named("vdab/test", element.first("Type"))
        test.date = day(element)
        test.originalOutcome = named("vdab/resultaat", element.first("Resultaat"))
        sheet.add(id, view: view, .test(test))
    }

    private static func training(_ element: XMLElement, _ sheet: inout FactSheet) {
        let id = element.text("ID") ?? ""
        let name = element.text("Omschrijving") ?? element.text("OpleidingsOmschrijving")
        let begin = sheet.day(element.first("Startdatum")), end = sheet.day(element.first("Einddatum"))
        let period = begin.flatMap { Period(begin: $0, end: end) }
        if begin != nil, period == nil { return sheet.reject("period:ends-before-it-begins", element) }
        let code = element.text("Code")
        let isDutch = code == "NT2" || name.map(DutchCourseName.isDutch) ?? false
        let status: CourseEnrolment.Status? = meaning("vdab/toestand", element.first("Toestand"), &sheet)
        var enrolment = CourseEnrolment(
            enrolmentId: id, kind: isDutch ? .nt2 : .vdabTraining,
            provider: CourseProvider(kbo: VDABCodes.kbo, name: "VDAB", type: .vdab), status: status ?? .unknown)
        let course = code.map { Coded(scheme: "vdab/opleiding", code: $0, originalCode: $0, originalLabel: name) }
        enrolment.course = course
        enrolment.module = named("vdab/opleidingstype", element.first("Type"))
        enrolment.targetLevel = isDutch ? name.flatMap(DutchCourseName.level) : nil
        enrolment.period = period
        enrolment.enrolledOn = begin
        enrolment.originalStatus = named("vdab/toestand", element.first("Toestand"))
        enrolment.result = meaning("vdab/resultaat", element.first("Resultaat"), &sheet)
        enrolment.originalResult = named("vdab/resultaat", element.first("Resultaat"))
        enrolment.excused = absence(element.first("Afwezigheden"), &sheet)
        sheet.add(id, view: view, .enrolment(enrolment))
        guard let period else { return }
        var activity = ActivityPeriod(activityId: id, kind: .training, period: period)
        activity.title = course
        sheet.add(id, view: view, .activity(activity))
    }

    /// Hours are text with a comma: `12,5`.
    private static func absence(_ element: XMLElement?, _ sheet: inout FactSheet) -> Hours? {
        guard let element else { return nil }
        var minutes = 0
        for absence in element.all("Afwezigheid") {
            guard let hours = absence.text("AantalUur").flatMap({ Hours(decimal: $0) }) else {
                sheet.reject("vdab:hours", absence.first("AantalUur") ?? absence)
                continue
            }
            minutes += hours.minutes
        }
        return Hours(minutes: minutes)
    }

    /// The day from which an element holds; a partial one is none.
    private static func day(_ element: XMLElement) -> LocalDate? {
        guard let text = element.attributes["DatumGeldigheid"], case .day(let day) = WireDay.read(text) else { return nil }
        return day
    }

    private static func named(_ list: String, _ element: XMLElement?) -> Coded? {
        guard let element, let code = element.value else { return nil }
        return Coded(scheme: list, code: code, originalCode: code, originalLabel: element.attributes["Beschrijving"])
    }

    /// What a code means by its description; nil and flagged where that is none we know.
    private static func meaning<Value: RawRepresentable>(_ list: String, _ element: XMLElement?, _ sheet: inout FactSheet) -> Value?
    where Value.RawValue == String {
        guard let element, element.value != nil else { return nil }
        return sheet.canonical(list + "/omschrijving", element.attributes["Beschrijving"] ?? "")
    }
}
