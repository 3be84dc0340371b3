// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema

/// Keeps account, while messages are written, of what a store must come to hold.
final class Ledger {
    private let plan: SimulationPlan
    private let asOf: LocalDate
    private var truth: Truth
    /// Source keys that never get a usable number, as `agency|key`.
    private var provisional: Set<String> = []
    private var personHasNumber = false

    init(_ plan: SimulationPlan) {
        self.plan = plan
        asOf = plan.to.adding(days: 1)
        truth = Truth(plan: Truth.Plan(persons: plan.persons, seed: plan.seed, from: plan.from, to: plan.to, asOf: asOf))
        for agency in [Agency.inburgering, .onderwijs, .naric, .vdab, .lokaal] { truth.records[agency.rawValue] = Truth.RecordCounts() }
    }

    func count(_ agency: Agency, _ outcome: Post.Outcome) {
        truth.records[agency.rawValue, default: Truth.RecordCounts()].received += 1
        switch outcome {
        case .accepted:
            truth.records[agency.rawValue]?.accepted += 1
            personHasNumber = true
        case .inReview: truth.records[agency.rawValue]?.inReview += 1
        case .quarantined: truth.records[agency.rawValue]?.quarantined += 1
        }
    }

    func countDuplicate(_ agency: Agency) {
        truth.records[agency.rawValue]?.received += 1
        truth.records[agency.rawValue]?.duplicate += 1
    }

    func countFile() { truth.files += 1 }

    /// These records go to a person-to-be under this source key.
    func provisional(_ agency: Agency, _ key: String) { provisional.insert("\(agency)|\(key)") }

    func isProvisional(_ agency: Agency, _ key: String) -> Bool { provisional.contains("\(agency)|\(key)") }

    /// The facts of one person, once all their messages are counted.
    ///
    /// Returns whether the person is known by a number.
    func close(_ life: Life, _ reporting: Reporting) -> Bool {
        defer { personHasNumber = false }
        let path = life.path
        var facts = Truth.FactCounts()
        let dossier = { (facts: inout Truth.FactCounts) in
            facts.trajectories += path == nil ? 0 : 1
            facts.contracts += path?.contract == nil ? 0 : 1
            facts.attests += path?.attests.count ?? 0
            facts.integrationAttests += path?.attests.filter { $0.type.hasPrefix("AI023") }.count ?? 0
        }
        let registrations = life.registrations.filter(\.isHeld).count
        let applications = reporting.naricIsUsable ? life.applications.count : 0
        let decisions = life.recognitions.filter { !$0.annulled }.count + applications
        dossier(&truth.held)
        truth.held.registrations += registrations
        truth.held.decisions += decisions
        let minutes = life.activities.filter { !$0.lacksNumber }.reduce(0) { $0 + $1.minutes }
        truth.held.participationMinutes += life.activities.reduce(0) { $0 + $1.minutes }
        guard personHasNumber else { return false }
        truth.personsCanonical += 1
        if reporting.dossierIsUsable { dossier(&facts) }
        if reporting.feedIsUsable { facts.registrations = registrations }
        if reporting.naricIsUsable { facts.decisions = decisions }
        facts.participationMinutes = minutes
        truth.heldByCanonical.add(facts)
        var person = PersonTruth(
            insz: reporting.replaced.isEmpty ? life.person.insz.digits : reporting.work, replaced: reporting.replaced, facts: facts)
        if reporting.dossierIsUsable, let path { note(path, life, reporting, &person) }
        truth.persons.append(person)
        return true
    }

    private func note(_ path: Life.Path, _ life: Life, _ reporting: Reporting, _ person: inout PersonTruth) {
        let told = Deadline18(life: life, asOf: asOf, registrationsCount: reporting.feedIsUsable).trajectory(path)
        truth.r18[told.state, default: 0] += 1
        person.trajectories.append(told)
        if let signed = path.contract?.signedOn { truth.personsWithContract[String(signed.year), default: 0] += 1 }
        for year in Set(path.attests.filter { $0.type.hasPrefix("AI023") }.map(\.issuedOn.year)) {
            truth.personsWithAttest[String(year), default: 0] += 1
        }
    }

    func settled() -> Truth {
        var done = truth
        done.personsInReview = provisional.count
        done.persons.sort { $0.insz < $1.insz }
        return done
    }
}

extension Truth.FactCounts {
    mutating func add(_ other: Truth.FactCounts) {
        trajectories += other.trajectories
        contracts += other.contracts
        attests += other.attests
        integrationAttests += other.integrationAttests
        registrations += other.registrations
        participationMinutes += other.participationMinutes
        decisions += other.decisions
    }
}
