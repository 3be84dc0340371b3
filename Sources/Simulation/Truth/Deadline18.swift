// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// Rule R18 as the simulator understands it: registered with VDAB within two months of the start, the due day included (domain §3.6).
struct Deadline18 {
    let life: Life
    let asOf: LocalDate
    /// False where the registrations never become this person's.
    let registrationsCount: Bool

    func trajectory(_ path: Life.Path) -> TrajectoryTruth {
        var truth = TrajectoryTruth(manager: life.manager.rawValue, type: path.type, state: "NOT_STARTED")
        guard let start = path.contract?.signedOn else { return truth }
        let plain = start.adding(months: 2)
        truth.startedOn = start
        truth.suspendedDays = suspendedDays(path.contract?.suspensions ?? [], start, plain)
        let due = plain.adding(days: truth.suspendedDays)
        truth.dueOn = due
        let held = registrationsCount ? life.registrations.filter(\.isHeld).map(\.at).min() : nil
        truth.registeredOn = held?.brusselsDate
        truth.activeOn = truth.registeredOn.flatMap(firstActivity)
        truth.state = state(start, due, truth.registeredOn)
        return truth
    }

    private func state(_ start: LocalDate, _ due: LocalDate, _ registered: LocalDate?) -> String {
        if life.person.isBrussels || life.person.age(on: start) < 18 { return "NOT_APPLICABLE" }
        if let registered, registered <= due { return "MET_IN_TIME" }
        if let ended = life.endedOn, ended <= due { return "VOID" }
        if life.wholeExemption != nil { return "EXEMPT" }
        if registered != nil { return "MET_LATE" }
        return asOf > due ? "OVERDUE" : "PENDING"
    }

    /// Days of the union of the suspensions that lie between the start and the due day, both included.
    private func suspendedDays(_ suspensions: [Period], _ start: LocalDate, _ due: LocalDate) -> Int {
        var days: Set<Int32> = []
        for suspension in suspensions {
            let first = max(suspension.begin, start)
            let last = min(suspension.end ?? due, due)
            if first <= last { days.formUnion(first.dayNumber...last.dayNumber) }
        }
        return days.count
    }

    private func firstActivity(_ registered: LocalDate) -> LocalDate? {
        let starts = life.trainings.filter { !$0.annulled }.map(\.start) + life.jobs.filter { !$0.annulled }.map(\.start)
        return starts.filter { $0 >= registered }.min()
    }
}
