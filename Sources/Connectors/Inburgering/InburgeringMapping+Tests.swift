// SPDX-License-Identifier: EUPL-1.2

import Contracts
import ExchangeSchema

extension InburgeringMapping {
    func tests(_ message: InburgeringMessage, _ sheet: inout FactSheet) {
        var attempts: [String: Int] = [:]
        let dutch = message.vormingsActiviteiten("NT2Testen", "NT2Test")
        for test in dutch.sorted(by: { ($0.text("DatumAfgelegd") ?? "") < ($1.text("DatumAfgelegd") ?? "") }) {
            let sort = "\(test.text("Niveau") ?? "")/\(test.text("Categorie") ?? "")"
            let attempt = (attempts[sort] ?? 0) + 1
            attempts[sort] = attempt
            dutchTest(test, attempt: attempt, &sheet)
        }
        for test in message.afgelegdeTesten { sitting(test, &sheet) }
    }

    /// A test of Dutch; it has no id, so that day, level and skill are its key.
    private func dutchTest(_ element: XMLElement, attempt: Int, _ sheet: inout FactSheet) {
        let date = sheet.day(element.first("DatumAfgelegd"))
        let category = element.text("Categorie")
        let level: CEFR? = sheet.canonical("kbi/niveau", element.text("Niveau"))
        let id = [date.map { "\($0)" }, element.text("Niveau"), category].compactMap(\.self).joined(separator: "/")
        let skills = category.flatMap { sheet.codes.canonical("kbi/nt2testcategorie", $0) }.map { $0.split(separator: " ") } ?? []
        let outcome = element.text("Resultaat")
        let kind: TestAttempt.Kind = level == .a2 ? .nt2A2 : level == .b1 && category == "Mondeling" ? .b1Oral : .level
        let result: TestAttempt.Outcome? = sheet.canonical("kbi/nt2testresultaat", outcome)
        var test = TestAttempt(testId: id, kind: kind, outcome: result ?? .noResult)
        test.original = sheet.own("kbi/nt2testcategorie", category)
        test.date = date
        test.skills = skills.compactMap { TestAttempt.Skill(rawValue: String($0)) }
        test.targetLevel = level
        test.originalOutcome = sheet.own("kbi/nt2testresultaat", outcome)
        test.noResultReason = sheet.canonical("kbi/nt2testresultaat", outcome)
        test.attemptNumber = attempt
        sheet.add(id, .test(test))
    }

    /// A test of the agency: orientation, citizenship, level.
    private func sitting(_ element: XMLElement, _ sheet: inout FactSheet) {
        let kind: TestAttempt.Kind? = sheet.canonical("kbi/testtype", element.text("Type"))
        let result = element.text("Resultaat", "Type") ?? element.text("Resultaat")
        let outcome: TestAttempt.Outcome? = sheet.canonical("kbi/testresultaat", result)
        let reason: TestAttempt.NoResultReason? = sheet.canonical("kbi/teststatus", element.text("Status"))
        var test = TestAttempt(
            testId: element.text("ID") ?? "", kind: kind ?? .other, outcome: reason == nil ? outcome ?? .noResult : .noResult)
        test.original = sheet.own("kbi/testtype", element.text("Type"), label: element.text("NaamTest"))
        test.date = sheet.day(element.first("Datum"))
        test.targetLevel = element.text("Conclusie", "Resultaat").flatMap(CEFR.init(rawValue:))
        test.originalOutcome = sheet.own("kbi/testresultaat", result)
        test.noResultReason = reason
        sheet.add(test.testId, .test(test))
    }

    /// Levels of Dutch, oral and written apart. Highest and latest are two views of one list: a day that stands in both is one fact.
    func levels(_ message: InburgeringMessage, _ sheet: inout FactSheet) {
        guard let reached = message.talenkennis?.first("BehaaldNT2Niveau") else { return }
        var days: Set<String> = []
        for (id, name) in [("hoogst", "HoogstBehaald"), ("recentst", "RecentstBehaald")] {
            guard let element = reached.first(name) else { continue }
            let day = element.text("Datum") ?? "zonder datum"
            if let code = element.value {
                plainLevel(code, id: id, &sheet)
            } else if days.insert(day).inserted {
                level(element, id: day, basis: basis(on: day, message, sheet.codes), &sheet)
            }
        }
        if let intake = reached.first("Instapniveau") {
            level(intake, id: "instap/" + (intake.text("Datum") ?? "zonder datum"), basis: .intake, &sheet)
        }
    }

    /// Version 01.00 gives a code alone: neither day nor skills.
    private func plainLevel(_ code: String, id: String, _ sheet: inout FactSheet) {
        var level = LanguageLevel(scheme: .cefr, basis: .certificate)
        level.overall = sheet.translated("kbi/niveau", code, to: "cefr")
        sheet.add(id, .languageLevel(level))
    }

    private func level(_ element: XMLElement, id: String, basis: LanguageLevel.Basis, _ sheet: inout FactSheet) {
        var level = LanguageLevel(scheme: .cefr, basis: basis)
        level.overall = sheet.translated("kbi/niveau", element.text("Globaal"), to: "cefr")
        level.oral = sheet.translated("kbi/niveau", element.text("Mondeling"), to: "cefr")
        level.written = sheet.translated("kbi/niveau", element.text("Schriftelijk"), to: "cefr")
        level.achievedOn = sheet.partialDate(element.first("Datum"))
        sheet.add(id, .languageLevel(level))
    }

    /// What a level rests on: a test passed or a course ended that day; otherwise a certificate the agency saw.
    private func basis(on day: String, _ message: InburgeringMessage, _ codes: CodeBook) -> LanguageLevel.Basis {
        let tested = message.vormingsActiviteiten("NT2Testen", "NT2Test").contains {
            $0.text("DatumAfgelegd") == day && $0.text("Resultaat").flatMap { codes.canonical("kbi/nt2testresultaat", $0) } == "PASSED"
        }
        if tested { return .test }
        let taught = message.vormingsActiviteiten("NT2Cursussen", "NT2Cursus").contains {
            $0.text("Periode", "Einde") == day && $0.text("Besluit") == "GESLAAGD"
        }
        return taught ? .course : .certificate
    }
}
