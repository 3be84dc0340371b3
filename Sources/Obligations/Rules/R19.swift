// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// R19: the fourth component is a path of 40 hours (note, r. 681–683, 1136–1138); optional for who works, studies or takes part by choice
/// (R19b, r. 685–686, 1146–1147).
package enum R19: Rule {
    package static let id = RuleID.r19

    package static func judge(_ facts: DutyFacts, on day: LocalDate, under book: RuleBook) -> [Obligation] {
        facts.courses.map { course in
            let parameters = book.parameters(for: course.startsOn)
            let duty = Duty(
                id, parameters, trigger: course.trajectoryId, start: course.start,
                due: course.part(.part).flatMap { R03.term(of: $0.part, course, parameters) }, by: .dueByContract)
            if let from = parameters.participationFrom, course.startsOn < from {
                return duty.standing(.notApplicable, .notInForceYet, on: from)
            }
            guard facts.isObliged(course, parameters) else {
                return duty.standing(.notApplicable, .notObliged, record: course.start.record)
            }
            if let activity = facts.activity(on: course.startsOn) {
                return duty.standing(.notApplicable, .worksOrStudies, on: course.startsOn, record: activity.record)
            }
            let component = facts.component(.part, of: course)
            if let component, component.decision == .notApplicable {
                return duty.standing(.notApplicable, .componentNotApplicable, on: component.decidedOn, record: component.record)
            }
            let hours = hours(course, facts, parameters)
            let met = component == nil ? hours : facts.met(.part, of: course)
            return duty.settled(
                met: met, achieved: hours?.day, ended: facts.ended, freed: facts.freed([.whole, .part], on: course.startsOn), on: day,
                also: met.map { [ReasonStep(component == nil ? .hoursReached : .decided, on: $0.day, record: $0.record)] } ?? [])
        }
    }

    /// The day on which the hours done since the start were enough; the agency's decision goes before them (domain §3.4).
    private static func hours(_ course: Course, _ facts: DutyFacts, _ parameters: RuleParameters) -> DutyFacts.Dated? {
        var minutes = 0
        let since = facts.participation.filter { facts.course(on: $0.on.day)?.trajectoryId == course.trajectoryId }
        for one in since.sorted(by: { ($0.on.day, $0.on.record) < ($1.on.day, $1.on.record) }) {
            minutes += one.minutes
            if minutes >= parameters.participation.minutes { return one.on }
        }
        return nil
    }
}
