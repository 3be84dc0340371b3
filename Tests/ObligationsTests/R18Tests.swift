// SPDX-License-Identifier: EUPL-1.2
import ExchangeSchema
import Obligations
import TestSupport
import Testing

/// Register with VDAB within two months of the start of the trajectory.
struct R18Tests {
    private func state(_ person: CanonicalPerson, on day: String = "2024-12-31") -> Obligation.State? {
        R18.evaluate(person, asOf: Cast.day(day)).first?.state
    }

    @Test func `the last evening in Brussels is in time, the next midnight is late`() {
        var person = Cast.newcomer(contract: "2023-12-31")
        person.jobseekerRegistrations = [Cast.registration("2024-02-29T22:30:00.000Z")]
        #expect(state(person) == .metInTime)
        person.jobseekerRegistrations = [Cast.registration("2024-02-29T23:30:00.000Z")]
        #expect(state(person) == .metLate)
    }

    @Test func `who never registers is pending until the due date and overdue after it`() throws {
        let person = Cast.newcomer()
        #expect(state(person, on: "2024-03-15") == .pending)
        #expect(state(person, on: "2024-03-16") == .overdue)
        #expect(state(person, on: "2024-01-14") == nil)
        #expect(state(person, on: "2024-01-15") == .pending)
        let obligation = try #require(R18.evaluate(person, asOf: Cast.day("2024-03-16")).first)
        #expect(obligation.dueOn == Cast.day("2024-03-15"))
        #expect(obligation.startsOn == Cast.day("2024-01-15"))
        #expect(obligation.trigger == "T1")
        #expect(obligation.rule == "R18")
        #expect(obligation.ruleSet == "RS-2019")
        #expect(obligation.explanation.count == 3)
        #expect(obligation.evidence.isEmpty)
    }

    @Test func `the earliest registration counts, also one from before the start, with its record as evidence`() throws {
        var person = Cast.newcomer()
        person.jobseekerRegistrations = [
            Cast.registration("2024-05-01T10:00:00Z", "R2", record: 12), Cast.registration("2023-12-01T10:00:00Z", record: 11),
        ]
        let obligation = try #require(R18.evaluate(person, asOf: Cast.day("2024-12-31")).first)
        #expect(obligation.state == .metInTime)
        #expect(obligation.metOn == Cast.day("2023-12-01"))
        #expect(obligation.evidence == [11])
        person.jobseekerRegistrations = [Cast.registration("2024-05-01T10:00:00Z", "R2", record: 12)]
        let late = try #require(R18.evaluate(person, asOf: Cast.day("2024-12-31")).first)
        #expect(late.state == .metLate)
        #expect(late.metOn == Cast.day("2024-05-01"))
        #expect(late.evidence == [12])
        #expect(state(person, on: "2024-04-30") == .overdue)
    }

    @Test func `whoever lived in Brussels at the start or was a minor has no such duty`() {
        var person = Cast.newcomer()
        person.residences = [
            Cast.sourced(Residence(nis: "21004", validity: Period(begin: Cast.day("2020-01-01"), end: Cast.day("2024-06-30")))),
            Cast.sourced(Residence(nis: "44021", validity: Period(from: Cast.day("2024-07-01")))),
        ]
        #expect(state(person) == .notApplicable)
        person = Cast.newcomer()
        person.birthDate = Cast.sourced(PartialDate(Cast.day("2006-01-16")))
        #expect(state(person) == .notApplicable)
        person.birthDate = Cast.sourced(PartialDate(Cast.day("2006-01-15")))
        #expect(state(person) == .overdue)
    }

    @Test func `an exemption as a whole frees, one of another scope or time does not`() {
        var person = Cast.newcomer()
        var exemption = Exemption(scope: .whole, reason: .age65)
        exemption.period = Period(from: Cast.day("2024-01-01"))
        person.exemptions = [Cast.sourced(exemption)]
        #expect(state(person) == .exempt)
        exemption.period = Period(from: Cast.day("2024-01-16"))
        person.exemptions = [Cast.sourced(exemption)]
        #expect(state(person) == .overdue)
        exemption.period = nil
        exemption.scope = .nt2
        person.exemptions = [Cast.sourced(exemption)]
        #expect(state(person) == .overdue)
        exemption.scope = .whole
        person.exemptions = [Cast.sourced(exemption)]
        #expect(state(person) == .exempt)
        person.jobseekerRegistrations = [Cast.registration("2024-02-01T10:00:00Z")]
        #expect(state(person) == .metInTime)
    }

    @Test func `death or being struck off before the due date voids, after it no longer`() {
        var person = Cast.newcomer()
        person.deathDate = Cast.sourced(PartialDate(Cast.day("2024-03-15")))
        #expect(state(person) == .void)
        person.deathDate = Cast.sourced(PartialDate(Cast.day("2024-03-16")))
        #expect(state(person) == .overdue)
        person.deathDate = nil
        for (code, expected) in [("99990", Obligation.State.void), ("99991", .void), ("99992", .void), ("99997", .overdue)] {
            person.fileStatus = Cast.sourced(Coded(scheme: "magda/IT001", code: code, originalCode: code))
            #expect(state(person) == expected, "\(code)")
        }
    }

    @Test func `a withdrawn contract starts nothing, and a suspension moves the due date`() throws {
        var person = Cast.newcomer()
        person.contracts[0].value.suspensions = [
            Contract.Suspension(period: try #require(Period(begin: Cast.day("2024-02-01"), end: Cast.day("2024-02-10"))))
        ]
        #expect(R18.evaluate(person, asOf: Cast.day("2024-12-31")).first?.dueOn == Cast.day("2024-03-25"))
        person.contracts[0].value.status = .withdrawn
        #expect(R18.evaluate(person, asOf: Cast.day("2024-12-31")).isEmpty)
    }

    @Test func `each trajectory is judged by its own earliest contract`() {
        var person = Cast.newcomer()
        var second = Contract(contractId: "C2", signedOn: Cast.day("2025-03-31"))
        second.trajectoryId = "T2"
        var earlier = Contract(contractId: "C3", signedOn: Cast.day("2025-02-28"))
        earlier.trajectoryId = "T2"
        person.contracts += [Cast.sourced(second, "C2"), Cast.sourced(earlier, "C3")]
        let obligations = R18.evaluate(person, asOf: Cast.day("2025-12-31"))
        #expect(obligations.map(\.trigger) == ["T1", "T2"])
        #expect(obligations.map(\.startsOn) == [Cast.day("2024-01-15"), Cast.day("2025-02-28")])
        #expect(obligations.map(\.dueOn) == [Cast.day("2024-03-15"), Cast.day("2025-04-28")])
    }

    @Test func `the rule set of 2022 counts sixty days`() {
        let obligation = R18.evaluate(Cast.newcomer(), asOf: Cast.day("2024-12-31"), parameters: .rs2022).first
        #expect(obligation?.dueOn == Cast.day("2024-03-15"))
        #expect(obligation?.ruleSet == "RS-2022")
        #expect(
            R18.evaluate(Cast.newcomer(contract: "2024-06-30"), asOf: Cast.day("2024-12-31"), parameters: .rs2022).first?.dueOn
                == Cast.day("2024-08-29"))
    }
}
