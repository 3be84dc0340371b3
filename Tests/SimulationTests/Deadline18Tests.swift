// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import Testing

@testable import Simulation

/// The vectors of domain §3.6, on a life made by hand.
@Suite struct Deadline18Tests {
    static func told(
        start: String, registeredAt: Instant? = nil, suspensions: [(String, String)] = [], asOf: String = "2026-07-01"
    ) throws -> TrajectoryTruth {
        var population = Population(try SimulatedExchange.plan(persons: 40))
        let person = try #require((0..<40).map { population.newcomer($0) }.first { !$0.isBrussels && $0.group == .obliged })
        let signed = try #require(LocalDate(start))
        var life = Life(person: person)
        var contract = Life.Agreement(type: "IC07G", signedOn: signed)
        for (begin, end) in suspensions {
            let from = try #require(LocalDate(begin))
            contract.suspensions.append(try #require(Period(begin: from, end: LocalDate(end))))
        }
        let path = Life.Path(type: "TT_IBVP", begin: signed, contract: contract)
        life.path = path
        if let registeredAt {
            life.registrations = [Life.Registration(number: 1, at: registeredAt, channel: "ONLINE", perspective: true)]
        }
        let asOf = try #require(LocalDate(asOf))
        return Deadline18(life: life, asOf: asOf, registrationsCount: true).trajectory(path)
    }

    @Test(arguments: [
        ("2023-12-31", "2024-02-29"), ("2022-12-31", "2023-02-28"), ("2023-12-29", "2024-02-29"), ("2024-06-30", "2024-08-30"),
        ("2024-07-01", "2024-09-01"),
    ])
    func `two months end on the same day of the month or on its last`(start: String, due: String) throws {
        #expect(try Self.told(start: start).dueOn?.description == due)
    }

    @Test func `half past eleven at night in UTC is the next day in Brussels, and late`() throws {
        let late = try #require(Instant("2024-02-29T23:30:00Z"))
        let inTime = try #require(Instant("2024-02-29T22:59:59Z"))
        #expect(try Self.told(start: "2023-12-31", registeredAt: late).state == "MET_LATE")
        #expect(try Self.told(start: "2023-12-31", registeredAt: inTime).state == "MET_IN_TIME")
    }

    @Test func `overlapping suspensions extend the term once`() throws {
        let told = try Self.told(start: "2024-01-01", suspensions: [("2024-01-10", "2024-01-19"), ("2024-01-15", "2024-01-24")])
        #expect(told.suspendedDays == 15)
        #expect(told.dueOn?.description == "2024-03-16")
    }

    @Test func `a term is overdue from the day after its last`() throws {
        #expect(try Self.told(start: "2026-04-30", asOf: "2026-06-30").state == "PENDING")
        #expect(try Self.told(start: "2026-04-30", asOf: "2026-07-01").state == "OVERDUE")
    }
}
