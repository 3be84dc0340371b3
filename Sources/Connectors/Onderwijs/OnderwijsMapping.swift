// SPDX-License-Identifier: EUPL-1.2

import Contracts
import ExchangeSchema

/// Turns enrolments of the three producers into facts: DAVINCI (adults), Discimus (compulsory education), DHO (higher education).
///
/// Boarding (Internaat) is no enrolment in a course and has no place in the canonical schema. Credits are left where they are.
enum OnderwijsMapping {
    static func map(_ message: OnderwijsMessage, _ sheet: inout FactSheet) {
        for enrolment in message.inschrijvingen where enrolment.first("Internaat") == nil { map(enrolment, &sheet) }
    }

    private static func map(_ element: XMLElement, _ sheet: inout FactSheet) {
        let kind: CourseEnrolment.Kind? = sheet.canonical("onderwijs/bron", element.text("Bron"))
        let school = element.first("Instelling")
        var provider = CourseProvider(institutionNumber: school?.text("Instellingsnummer"), name: school?.text("OfficieleNaam"))
        provider.type = school?.text("Instantie").flatMap { sheet.codes.canonical("onderwijs/instantie", $0) }
            .flatMap(CourseProvider.ProviderType.init)
        var enrolment = CourseEnrolment(
            enrolmentId: element.text("Referte") ?? "", kind: kind ?? .otherAdult, provider: provider, status: .unknown)
        if let adult = element.first("Volwassenenonderwijs") { self.adult(adult, &enrolment, &sheet) }
        if let pupil = element.first("LeerplichtOnderwijs") { compulsory(pupil, &enrolment, &sheet) }
        if let student = element.first("HogerOnderwijs") { higher(student, &enrolment, &sheet) }
        sheet.add(enrolment.enrolmentId, .enrolment(enrolment))
    }

    private static func adult(_ element: XMLElement, _ enrolment: inout CourseEnrolment, _ sheet: inout FactSheet) {
        let course = element.first("Opleiding"), module = element.first("Module")
        let names = [module?.text("Naam"), module?.text("Omschrijving"), course?.text("Naam"), course?.text("Omschrijving")].compactMap(
            \.self)
        if names.contains(where: DutchCourseName.isDutch) {
            enrolment.kind = .nt2
            enrolment.targetLevel = names.lazy.compactMap(DutchCourseName.level).first
            enrolment.instructionLanguage = "nld"
        }
        enrolment.course = named("davinci/opleiding", course, "Naam")
        enrolment.module = named("davinci/module", module, "Naam")
        enrolment.moduleVariant = module?.text("ModuleVariant", "Code")
        enrolment.status = sheet.canonical("davinci/plaatsingsstatus", element.text("Status", "Code")) ?? .unknown
        enrolment.originalStatus = sheet.own(
            "davinci/plaatsingsstatus", element.text("Status", "Code"), label: element.text("Status", "Omschrijving"))
        enrolment.enrolledOn = sheet.day(element.first("DatumInschrijving"))
        enrolment.unenrolledOn = sheet.day(element.first("DatumUitschrijving"))
        let result = element.at("Resultaat", "EvaluatieResultaat")
        enrolment.result = sheet.canonical("davinci/evaluatieresultaat", result?.text("Code"))
        enrolment.originalResult = sheet.own("davinci/evaluatieresultaat", result?.text("Code"), label: result?.text("Omschrijving"))
    }

    /// A pupil; the class for newcomers who speak another language (OKAN) is known by its flag.
    private static func compulsory(_ element: XMLElement, _ enrolment: inout CourseEnrolment, _ sheet: inout FactSheet) {
        let group = element.first("InschrijvingAdministratieveGroep")
        let leaving = group?.first("Uitschrijving")
        enrolment.provider.type = .school
        enrolment.course = named("discimus/administratieve-groep", group?.first("AdministratieveGroep"), "Naam", code: "Nummer")
        enrolment.enrolledOn = sheet.day(element.first("DatumInschrijving"))
        enrolment.schoolYear = element.text("Schooljaar")
        enrolment.period = sheet.period(group?.first("Periode"))
        enrolment.status = leaving == nil ? .enrolled : .unenrolled
        enrolment.unenrolledOn = leaving == nil ? nil : enrolment.period?.end
        enrolment.originalStatus = sheet.own(
            "discimus/aanleiding", leaving?.text("Aanleiding", "Code"), label: leaving?.text("Aanleiding", "Omschrijving"))
        enrolment.situationAfter = sheet.own(
            "discimus/situatie-na", leaving?.text("SituatieNa", "Code"), label: leaving?.text("SituatieNa", "Omschrijving"))
        enrolment.newcomerFlag = group?.first("AnderstaligeNieuwkomer")?.isTrue
        enrolment.formerNewcomerFlag = group?.first("GewezenAnderstaligeNieuwkomer")?.isTrue
        if enrolment.newcomerFlag == true { enrolment.kind = .okan }
    }

    private static func higher(_ element: XMLElement, _ enrolment: inout CourseEnrolment, _ sheet: inout FactSheet) {
        enrolment.course = named("dho/opleiding", element.first("Opleiding"), "VolledigeNaam")
        enrolment.status = sheet.canonical("dho/status", element.text("Status", "Code")) ?? .unknown
        enrolment.originalStatus = sheet.own("dho/status", element.text("Status", "Code"), label: element.text("Status", "Omschrijving"))
        enrolment.enrolledOn = sheet.day(element.first("DatumInschrijving"))
        enrolment.unenrolledOn = sheet.day(element.first("DatumUitschrijving"))
        enrolment.schoolYear = element.text("Academiejaar")
    }

    /// A course by the producer's own code and name.
    private static func named(_ scheme: String, _ element: XMLElement?, _ name: String, code: String = "Code") -> Coded? {
        guard let element, let code = element.text(code) else { return nil }
        return Coded(scheme: scheme, code: code, originalCode: code, originalLabel: element.text(name))
    }
}
