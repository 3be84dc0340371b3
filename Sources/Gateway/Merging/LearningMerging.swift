// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// Courses, tests, levels and diplomas: education first for Dutch, the integration bodies for orientation and tests, NARIC for foreign diplomas.
enum LearningMerging {
    static func apply(_ view: AssertionView, to person: inout CanonicalPerson) {
        enrolments(view, &person)
        person.tests = view.things(.test, by: AuthorityMatrix.tests) { if case .test(let value) = $0 { value } else { nil } }
        person.tests.sort { ($0.value.date ?? .latest, $0.factId) < ($1.value.date ?? .latest, $1.factId) }
        person.languageLevels = view.winners(.languageLevel, by: AuthorityMatrix.nt2) {
            if case .languageLevel(let value) = $0 { value } else { nil }
        }
        person.credentials = view.winners(.credential, by: AuthorityMatrix.diplomas) {
            if case .credential(let value) = $0 { value } else { nil }
        }
        RecognitionMerging.apply(view, to: &person)
    }

    /// An agency's copy of a Dutch course that education reports itself corroborates it; where the results differ, education wins and a conflict is kept.
    private static func enrolments(_ view: AssertionView, _ person: inout CanonicalPerson) {
        var kept: [Sourced<CourseEnrolment>] = []
        for one in view.things(.enrolment, by: AuthorityMatrix.nt2, { if case .enrolment(let value) = $0 { value } else { nil } }) {
            kept.append(one)
        }
        let authentic = kept.filter { $0.value.kind == .nt2 && $0.agency == .onderwijs }
        kept.removeAll { copy in
            guard copy.value.kind == .nt2, copy.agency == .inburgering,
                let original = authentic.first(where: { CourseIdentity.same($0.value, copy.value) })
            else { return false }
            if let ours = original.value.result, let theirs = copy.value.result, ours != theirs {
                person.conflicts.append(
                    Conflict(
                        attribute: "enrolments.result", agencies: [original.agency, copy.agency], records: [original.record, copy.record],
                        resolvedBy: "onderwijs-first"))
            }
            return true
        }
        person.enrolments = kept.sorted { ($0.value.enrolledOn ?? .latest, $0.factId) < ($1.value.enrolledOn ?? .latest, $1.factId) }
    }
}

/// When two reports of a course are of the same course: same day of enrolment and, where both give it, the same level.
enum CourseIdentity {
    static func same(_ left: CourseEnrolment, _ right: CourseEnrolment) -> Bool {
        guard let leftDay = left.enrolledOn ?? left.period?.begin, let rightDay = right.enrolledOn ?? right.period?.begin,
            leftDay == rightDay
        else { return false }
        if let leftLevel = left.targetLevel, let rightLevel = right.targetLevel { return leftLevel == rightLevel }
        return true
    }
}
