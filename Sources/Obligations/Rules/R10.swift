// SPDX-License-Identifier: EUPL-1.2
package import ExchangeSchema

/// R10: systematic advice to the immigration office on each trajectory that closed or expired (note, r. 1006–1009).
///
/// Says when advice is to be given, not what it says; nothing leaves without the approval of a person.
package enum R10: Rule {
    package static let id = RuleID.r10

    package static func judge(_ facts: DutyFacts, on day: LocalDate, under book: RuleBook) -> [Obligation] {
        facts.courses.compactMap { course in
            guard let closed = facts.closing(of: course) else { return nil }
            let parameters = book.parameters(for: course.startsOn)
            let due = Deadline.extended(
                closed.day.adding(days: parameters.adviceDays), from: closed.day, suspensions: [], rollsWeekends: parameters.rollsWeekends)
            let duty = Duty(
                id, as: .handOver, parameters, trigger: course.trajectoryId, start: closed, because: .startsWithClosing, due: due)
            return duty.settled(met: facts.advised[course.trajectoryId], ended: facts.ended, on: day)
        }
    }
}
