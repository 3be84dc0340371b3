// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// What must be believed of one canonical person, as bare facts: one JSON object a line of `truth-lives.ndjson`.
///
/// Whoever checks an indicator starts from these facts and from its definition, and from no code of the gateway.
struct LifeAccount {
    let life: Life
    let reporting: Reporting
    /// The last day reported.
    let last: LocalDate

    var line: [UInt8] {
        var text = JSONText()
        text.add("birth", life.person.birth.earliest?.description)
        text.add("brussels", life.person.isBrussels)
        text.add("ended", life.endedOn)
        if reporting.dossierIsUsable { dossier(&text) }
        text.add("registrations", list: registrations)
        text.add("work", list: life.jobs.filter { !$0.annulled }.map { Self.stretch($0.start, $0.end) })
        let trainings = reporting.feedIsUsable ? life.trainings.filter { !$0.annulled } : []
        text.add("training", list: trainings.map { Self.stretch($0.start, $0.outcome != nil && $0.end <= last ? $0.end : nil) })
        text.add("study", list: studies)
        text.add(
            "participation",
            list: life.activities.filter { !$0.lacksNumber && $0.minutes > 0 }.map { activity in
                var one = JSONText()
                one.add("form", activity.form)
                one.add("minutes", activity.minutes)
                one.add("end", activity.end)
                return one
            })
        text.add(
            "applications",
            list: (reporting.naricIsUsable ? life.applications : []).map { application in
                var one = JSONText()
                one.add("kind", application.isSpecific ? "SPECIFIC" : "LEVEL")
                one.add("complete", application.completeOn)
                one.add("decided", application.decidedOn)
                one.add("outcome", application.outcome)
                return one
            })
        let decided = reporting.naricIsUsable ? life.recognitions.filter { !$0.annulled } : []
        text.add(
            "equivalences",
            list: decided.map { decision in
                var one = JSONText()
                one.add("year", decision.decidedOn.year)
                return one
            })
        return text.closed + [10]
    }

    private func dossier(_ text: inout JSONText) {
        text.add("group", "\(life.person.group)")
        text.add("exempt", life.wholeExemption != nil)
        guard let path = life.path else { return }
        text.add("closed", path.closedOn)
        text.add("signed", path.contract?.signedOn)
        text.add("suspensions", list: (path.contract?.suspensions ?? []).map { Self.stretch($0.begin, $0.end) })
        text.add("attests", list: path.attests.filter { $0.type.hasPrefix("AI023") }.map { Self.day($0.issuedOn) })
        text.add(
            "tests",
            list: path.tests.filter(\.isB1).map { test in
                var one = Self.day(test.takenOn)
                one.add("passed", test.passed)
                return one
            })
        if let level = path.level {
            text.add("level") { told in
                told.add("day", level.on)
                told.add("oral", level.oral)
                told.add("written", level.written)
            }
        }
    }

    private var registrations: [JSONText] {
        guard reporting.feedIsUsable else { return [] }
        return life.registrations.filter(\.isHeld).map { registration in
            var one = JSONText()
            one.add("at", registration.at.description)
            return one
        }
    }

    /// Higher education and school, until 30 June of the school year.
    private var studies: [JSONText] {
        guard reporting.education != nil, let schooling = life.schooling else { return [] }
        return [Self.stretch(schooling.begin, LocalDate(year: schooling.year + 1, month: 6, day: 30))]
    }

    private static func stretch(_ begin: LocalDate, _ end: LocalDate?) -> JSONText {
        var one = JSONText()
        one.add("begin", begin)
        one.add("end", end)
        return one
    }

    private static func day(_ day: LocalDate) -> JSONText {
        var one = JSONText()
        one.add("day", day)
        return one
    }
}
