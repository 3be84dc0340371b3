// SPDX-License-Identifier: EUPL-1.2
import Contracts
import ExchangeSchema

/// Turns a row of a private provider of Dutch lessons into an enrolment (R15).
struct LessonMapping: Sendable {
    let codes: CodeBook

    /// Maps the cells of a row that meets its contract, by name; empty cells are left out.
    func map(_ cells: [String: String], _ context: LessonContext) -> RecordReading {
        var sheet = FactSheet(codes: codes)
        let subject = Subject(inszText: cells["insz"], replacements: [])
        var rejections: [Rejection] = []
        func refuse(_ rule: String, _ field: String) {
            rejections.append(Rejection(rule: rule, field: field, place: "row \(context.row), column \(field)"))
        }
        identity(cells, flawed: subject.hasFlawedINSZ, &sheet) { refuse("date:no-such-day", $0) }
        let id = cells["inschrijving_id"] ?? ""
        var enrolment = CourseEnrolment(
            enrolmentId: id, kind: .nt2, provider: CourseProvider(kbo: context.kbo, type: .privateProvider),
            status: sheet.canonical("taallessen/status", cells["status"]) ?? .unknown)
        enrolment.originalStatus = sheet.own("taallessen/status", cells["status"])
        enrolment.course = cells["cursus"].map {
            Coded(scheme: "taallessen/cursus", code: $0, originalCode: $0, originalLabel: cells["cursusnaam"])
        }
        enrolment.targetLevel = cells["niveau"].flatMap(CEFR.init)
        enrolment.instructionLanguage = "nld"
        enrolment.enrolledOn = cells["ingeschreven_op"].flatMap { LocalDate($0) }
        if let begin = cells["begin"].flatMap({ LocalDate($0) }) {
            enrolment.period = Period(begin: begin, end: cells["einde"].flatMap { LocalDate($0) })
            if enrolment.period == nil { refuse("period:ends-before-it-begins", "einde") }
        }
        enrolment.unenrolledOn = enrolment.status == .unenrolled ? enrolment.period?.end : nil
        enrolment.planned = cells["uren_gepland"].flatMap { Hours(decimal: $0) }
        enrolment.attended = cells["uren_aanwezig"].flatMap { Hours(decimal: $0) }
        for field in ["uren_gepland", "uren_aanwezig"] where cells[field].map({ Hours(decimal: $0) == nil }) ?? false {
            refuse("taallessen:hours", field)
        }
        enrolment.daypart = sheet.canonical("taallessen/dagdeel", cells["dagdeel"])
        enrolment.result = sheet.canonical("taallessen/resultaat", cells["resultaat"])
        enrolment.originalResult = sheet.own("taallessen/resultaat", cells["resultaat"])
        guard rejections.isEmpty else { return .rejected(rejections) }
        sheet.add("\(context.kbo)/\(id)", .enrolment(enrolment), standing: cells["mutatietype"] == "A" ? .annulled : .held)
        let stamp = SourceStamp(
            agency: .onderwijs, organisation: OrganisationID(rawValue: "aanbieder-\(context.kbo)"), format: OnderwijsConnector.lessons,
            assertedAt: Instant(brussels: context.date), sequence: context.sequence)
        return .mapped(CanonicalRecord(source: stamp, subject: subject, facts: sheet.facts))
    }

    private func identity(_ cells: [String: String], flawed: Bool, _ sheet: inout FactSheet, refuse: (String) -> Void) {
        var details = PersonDetails()
        let given = cells["voornaam"].map { $0.split(separator: " ").map(String.init) } ?? []
        if cells["naam"] != nil || !given.isEmpty { details.names = [PersonName(familyName: cells["naam"], givenNames: given)] }
        details.birthDate = cells["geboortedatum"].flatMap { PartialDate($0) }
        if cells["geboortedatum"] != nil, details.birthDate == nil { refuse("geboortedatum") }
        guard !details.names.isEmpty || details.birthDate != nil else { return }
        if let birth = details.birthDate, birth.precision != .day { sheet.note(.partial) }
        if flawed { sheet.note(.checksumFail) }
        sheet.add("identity", .identity(details))
    }
}
