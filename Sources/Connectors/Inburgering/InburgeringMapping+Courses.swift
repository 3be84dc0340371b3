// SPDX-License-Identifier: EUPL-1.2

import Contracts
import ExchangeSchema

extension InburgeringMapping {
    func courses(_ message: InburgeringMessage, _ sheet: inout FactSheet) {
        for course in message.vormingsActiviteiten("MOCursussen", "MOCursus") { orientation(course, variant: nil, &sheet) }
        for course in message.vormingsActiviteiten("IndividueleMOCursussen", "IndividueleMOCursus") {
            orientation(course, variant: "INDIVIDUEEL", &sheet)
        }
        for course in message.vormingsActiviteiten("NT2Cursussen", "NT2Cursus") { dutch(course, &sheet) }
        for course in message.vormingsActiviteiten("PLOCursussen", "PLOCursus") { career(course, &sheet) }
    }

    /// Social orientation (MO), given by the agency itself.
    private func orientation(_ element: XMLElement, variant: String?, _ sheet: inout FactSheet) {
        let left = sheet.day(element.first("DatumUitschrijving"))
        let entered = sheet.day(element.first("DatumInschrijving"))
        let status: CourseEnrolment.Status = left != nil ? .unenrolled : entered != nil ? .enrolled : .unknown
        var enrolment = CourseEnrolment(
            enrolmentId: element.text("ID") ?? "", kind: .mo, provider: CourseProvider(type: .agency), status: status)
        enrolment.course = element.text("Nummer").map {
            Coded(scheme: "kbi/mocursus", code: $0, originalCode: $0, originalLabel: element.text("Naam"))
        }
        enrolment.moduleVariant = variant
        enrolment.instructionLanguage = sheet.language(element.text("Taal"))
        enrolment.period = sheet.period(element.first("Periode"))
        enrolment.enrolledOn = entered
        enrolment.unenrolledOn = left
        LessonPlan(element.first("LesMomenten")?.all("LesMoment") ?? []).describe(&enrolment)
        sheet.add(enrolment.enrolmentId, .enrolment(enrolment))
    }

    /// Dutch as a second language, as the agency knows it from the centre; education's own report goes before it.
    private func dutch(_ element: XMLElement, _ sheet: inout FactSheet) {
        let isCancelled = element.first("Geannuleerd")?.isTrue ?? false
        let status: CourseEnrolment.Status? = sheet.canonical("kbi/nt2cursusstatus", element.text("Status"))
        var enrolment = CourseEnrolment(
            enrolmentId: element.text("ID") ?? "", kind: .nt2,
            provider: CourseProvider(
                institutionNumber: element.text("Centrum", "DavinciInstellingsNummer"), name: element.text("Centrum", "Naam")),
            status: isCancelled ? .cancelled : status ?? .unknown)
        enrolment.course = sheet.free("kbi/nt2opleiding", element.first("Opleiding"))
        enrolment.module = sheet.free("kbi/nt2module", element.first("Module"))
        enrolment.moduleVariant = element.text("ModuleVariant")
        let names = [enrolment.module, enrolment.course].compactMap { $0?.originalLabel }
        enrolment.targetLevel = names.lazy.compactMap(DutchCourseName.level).first
        enrolment.instructionLanguage = "nld"
        enrolment.period = sheet.period(element.first("Periode"))
        enrolment.enrolledOn = sheet.day(element.first("DatumInschrijving"))
        enrolment.unenrolledOn = sheet.day(element.first("DatumUitschrijving"))
        enrolment.originalStatus = sheet.own("kbi/nt2cursusstatus", element.text("Status"))
        enrolment.result = sheet.canonical("kbi/nt2cursusbesluit", element.text("Besluit"))
        enrolment.originalResult = sheet.own("kbi/nt2cursusbesluit", element.text("Besluit"))
        LessonPlan(element.first("LesMomenten")?.all("LesMoment") ?? []).describe(&enrolment)
        if let distance = element.text("AantalLestijdenAfstandsonderwijs") { enrolment.mode = distance == "0" ? .contact : .blended }
        sheet.add(enrolment.enrolmentId, .enrolment(enrolment))
    }

    /// Orientation on a career (PLO): economic self-reliance.
    private func career(_ element: XMLElement, _ sheet: inout FactSheet) {
        var enrolment = CourseEnrolment(
            enrolmentId: element.text("ID") ?? "", kind: .otherAdult, provider: CourseProvider(type: .agency), status: .unknown)
        enrolment.course = Coded(scheme: "kbi/cursus", code: "PLO", originalCode: "PLO", originalLabel: element.text("Naam"))
        enrolment.period = sheet.period(element.first("Periode"))
        if let decision = element.first("Besluit") { enrolment.result = decision.first("Voldaan")?.isTrue ?? false ? .passed : .failed }
        sheet.add(enrolment.enrolmentId, .enrolment(enrolment))
    }
}
