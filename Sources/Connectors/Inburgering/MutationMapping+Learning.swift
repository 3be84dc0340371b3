// SPDX-License-Identifier: EUPL-1.2

import Contracts
import ExchangeSchema

extension MutationMapping {
    /// A lesson period in adult education is fifty minutes (decree of 15 June 2007, art. 2).
    private static let lessonMinutes = 50

    /// A level of Dutch; a mutation does not tell speech from writing.
    func level(_ element: XMLElement, _ sheet: inout FactSheet) {
        var level = LanguageLevel(scheme: .cefr, basis: .certificate)
        level.overall = sheet.translated("kbi/niveau", element.text("Type"), to: "cefr")
        level.achievedOn = sheet.partialDate(element.first("Datum"))
        add("niveau/" + (element.text("Datum") ?? "zonder datum"), .languageLevel(level), &sheet)
    }

    /// A test; at a component the sort of test stands where the type stands elsewhere.
    func test(_ element: XMLElement, type: String?, _ sheet: inout FactSheet) {
        let date = sheet.day(element.first("Datum"))
        let id = ["test", type, date.map { "\($0)" }].compactMap(\.self).joined(separator: "/")
        let kind: TestAttempt.Kind? = sheet.canonical("kbi/testtype", type)
        let outcome: TestAttempt.Outcome? = sheet.canonical("kbi/testresultaat", element.text("Resultaat"))
        var test = TestAttempt(testId: id, kind: kind ?? .other, outcome: outcome ?? .noResult)
        test.original = sheet.own("kbi/testtype", type)
        test.date = date
        test.place = element.text("KBICentrum", "Ondernemingsnummer").map(EnterpriseNumber.padded)
        test.originalOutcome = sheet.own("kbi/testresultaat", element.text("Resultaat"))
        add(id, .test(test), &sheet)
    }

    func course(_ element: XMLElement, pillar: Pillar?, of component: String, _ sheet: inout FactSheet) {
        let enrolled = element.first("Inschrijvingsgegevens")
        let modules = element.first("Modules")?.all("Module") ?? []
        let period = period(enrolled?.first("Periode"), &sheet)
        let type = element.at("Opleiding", "Type")
        let id = ["cursus", component, type?.value, period.map { "\($0.begin)" }].compactMap(\.self).joined(separator: "/")
        let kind: CourseEnrolment.Kind = pillar == .nt2 ? .nt2 : pillar == .mo ? .mo : .otherAdult
        let centre = modules.lazy.compactMap { $0.text("KBICentrum", "Ondernemingsnummer") }.first
        let status: CourseEnrolment.Status? = sheet.canonical("kbi/nt2cursusstatus", enrolled?.text("Status"))
        var enrolment = CourseEnrolment(
            enrolmentId: id, kind: kind, provider: CourseProvider(kbo: centre.map(EnterpriseNumber.padded)), status: status ?? .unknown)
        enrolment.course = described("kbi/opleiding", type)
        enrolment.module = described("kbi/module", modules.first?.first("Type"))
        enrolment.targetLevel = enrolled?.text("Richtgraad").flatMap { DutchCourseName.level("richtgraad \($0)") }
        enrolment.period = period
        enrolment.originalStatus = sheet.own("kbi/nt2cursusstatus", enrolled?.text("Status"))
        enrolment.result = sheet.canonical("kbi/nt2cursusbesluit", enrolled?.text("Resultaat"))
        enrolment.originalResult = sheet.own("kbi/nt2cursusbesluit", enrolled?.text("Resultaat"))
        enrolment.planned = lessons(modules)
        let absences = element.first("Afwezigheden")?.all("Afwezigheid") ?? []
        enrolment.excused = lessons(absences.filter { $0.text("Type") == "VERANTW_AFWE" })
        add(id, .enrolment(enrolment), &sheet)
    }

    /// The time that `AantalLestijden` adds up to, nil where nothing says it.
    private func lessons(_ elements: [XMLElement]) -> Hours? {
        let periods = elements.compactMap { $0.text("AantalLestijden").flatMap { Hours(decimal: $0)?.minutes } }
        guard !periods.isEmpty else { return nil }
        return Hours(minutes: periods.reduce(0, +) * Self.lessonMinutes / 60)
    }
}
