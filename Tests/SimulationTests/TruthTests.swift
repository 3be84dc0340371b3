// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import Foundation
import Testing

@testable import Simulation

@Suite struct TruthTests {
    @Test func `every record written is accounted for`() throws {
        let exchange = try SimulatedExchange(persons: 400)
        for (agency, counts) in exchange.truth.records {
            #expect(counts.received > 0, "\(agency)")
            #expect(counts.received == counts.accepted + counts.duplicate + counts.inReview + counts.quarantined, "\(agency)")
        }
        func xml(_ folder: String) throws -> Int { try exchange.files(in: folder, ending: ".xml").count }
        let rows = try exchange.files(in: "lokaal", ending: ".csv").reduce(0) { $0 + SimulatedExchange.lines($1.content).count - 2 }
        let events = try exchange.files(in: "naric", ending: ".ndjson").reduce(0) { $0 + SimulatedExchange.lines($1.content).count }
        #expect(exchange.truth.records["inburgering"]?.received == (try xml("inburgering")))
        #expect(exchange.truth.records["onderwijs"]?.received == (try xml("onderwijs")))
        #expect(exchange.truth.records["naric"]?.received == (try xml("naric") + events))
        #expect(exchange.truth.records["vdab"]?.received == (try xml("vdab") + exchange.feed().count))
        #expect(exchange.truth.records["lokaal"]?.received == (try xml("lokaal") + rows))
    }

    @Test func `the totals are the sums of the persons`() throws {
        let truth = try SimulatedExchange(persons: 600).truth
        var sum = Truth.FactCounts()
        for person in truth.persons { sum.add(person.facts) }
        #expect(sum == truth.heldByCanonical)
        #expect(truth.persons.count == truth.personsCanonical)
        #expect(Set(truth.persons.map(\.insz)).count == truth.persons.count)
        #expect(truth.r18.values.reduce(0, +) == sum.trajectories)
        #expect(truth.personsWithContract.values.reduce(0, +) == truth.persons.filter { $0.facts.contracts > 0 }.count)
        #expect(truth.held.registrations >= sum.registrations)
        #expect(sum.contracts > 100)
        #expect(sum.participationMinutes > 1000)
    }

    @Test func `states follow from the dates told beside them`() throws {
        let truth = try SimulatedExchange(persons: 1500).truth
        for trajectory in truth.persons.flatMap(\.trajectories) {
            guard let start = trajectory.startedOn, let due = trajectory.dueOn else {
                #expect(trajectory.state == "NOT_STARTED")
                continue
            }
            #expect(due == start.adding(months: 2).adding(days: trajectory.suspendedDays))
            switch trajectory.state {
            case "MET_IN_TIME": #expect(trajectory.registeredOn.map { $0 <= due } == true)
            case "MET_LATE": #expect(trajectory.registeredOn.map { $0 > due } == true)
            case "OVERDUE": #expect(trajectory.registeredOn == nil && due < truth.plan.asOf)
            case "PENDING": #expect(trajectory.registeredOn == nil && due >= truth.plan.asOf)
            default: #expect(["NOT_APPLICABLE", "EXEMPT", "VOID"].contains(trajectory.state))
            }
            if let active = trajectory.activeOn { #expect(trajectory.registeredOn.map { active >= $0 } == true) }
        }
        for state in ["MET_IN_TIME", "MET_LATE", "OVERDUE", "PENDING", "NOT_APPLICABLE", "EXEMPT", "VOID", "NOT_STARTED"] {
            #expect(truth.r18[state, default: 0] > 0, "\(state)")
        }
    }

    @Test func `nothing awkward happens where nothing awkward was asked for`() throws {
        let truth = try SimulatedExchange(persons: 300, rates: .untroubled).truth
        for (agency, counts) in truth.records { #expect(counts.received == counts.accepted, "\(agency)") }
        #expect(truth.personsInReview == 0)
        #expect(truth.personsCanonical == 300)
        #expect(truth.held == truth.heldByCanonical)
    }

    @Test func `each awkward reality happens as often as asked`() throws {
        var rates = SimulationRates.untroubled
        rates.duplicate = 0.25
        rates.missingNumberAtVDAB = 0.3
        rates.missingNumberAtMunicipality = 0.2
        rates.malformed = 0.1
        let truth = try SimulatedExchange(persons: 800, rates: rates).truth
        let dossiers = try #require(truth.records["inburgering"])
        #expect(abs(Double(dossiers.duplicate) / Double(dossiers.accepted) - 0.25) < 0.05)
        #expect((40...130).contains(dossiers.quarantined))
        let feed = try #require(truth.records["vdab"])
        #expect(feed.inReview > 150)
        #expect((130...280).contains(try #require(truth.records["lokaal"]).inReview))
        #expect(truth.held.registrations > truth.heldByCanonical.registrations)
    }

    @Test func `contracts are signed by the obliged and the entitled as 56 to 44`() throws {
        var population = Population(try SimulatedExchange.plan(persons: 12_000))
        let behaviour = Behaviour(plan: population.plan)
        var signed: [Bool: Int] = [:]
        for index in 0..<12_000 {
            let life = behaviour.life(of: population.newcomer(index))
            if life.path?.contract != nil { signed[life.person.group == .obliged, default: 0] += 1 }
        }
        let obliged = Double(signed[true] ?? 0), entitled = Double(signed[false] ?? 0)
        #expect(abs(obliged / (obliged + entitled) - 0.56) < 0.03)
    }

    @Test func `registrations near midnight are told apart by the clock of Brussels`() throws {
        var rates = SimulationRates.untroubled
        rates.registeredAtMidnight = 1
        rates.suspension = 0
        rates.deceasedOrStruckOff = 0
        let truth = try SimulatedExchange(persons: 500, rates: rates).truth
        let started = truth.persons.flatMap(\.trajectories).filter { ["MET_IN_TIME", "MET_LATE"].contains($0.state) }
        #expect(started.count > 50)
        for trajectory in started {
            let due = try #require(trajectory.dueOn)
            #expect(trajectory.registeredOn == (trajectory.state == "MET_LATE" ? due.adding(days: 1) : due))
        }
        #expect(Set(started.map(\.state)).count == 2)
    }

    @Test func `the truth on disk is the truth returned`() throws {
        let exchange = try SimulatedExchange()
        let data = try Data(contentsOf: exchange.root.appending(path: "truth.json"))
        #expect(try JSONDecoder().decode(Truth.self, from: data) == exchange.truth)
    }

    @Test func `a BIS number that became a national one is one person`() throws {
        let truth = try SimulatedExchange().truth
        let person = try #require(truth.persons.first { $0.insz == "85073003328" })
        #expect(person.replaced == ["85273003371", "85473003317"])
        #expect(person.facts.contracts == 1)
        #expect(person.facts.registrations == 1)
        #expect(person.trajectories.map(\.state) == ["MET_IN_TIME"])
    }

    @Test func `more people than there are test numbers are refused`() throws {
        let plan = try SimulatedExchange.plan(persons: Simulation.mostPersons + 1)
        let nowhere = FileManager.default.temporaryDirectory.appending(path: "xchg-never").path
        #expect(throws: TooManyPersons.self) { try Simulation(plan).write(to: nowhere) }
    }

    @Test func `a directory that can't be made is an error that names it`() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "xchg-file-\(UUID().uuidString)")
        try Data().write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let plan = try SimulatedExchange.plan(persons: 1)
        let failure = #expect(throws: OutputFailure.self) { try Simulation(plan).write(to: file.path + "/out") }
        #expect(failure?.description.contains(file.lastPathComponent) == true)
    }
}
